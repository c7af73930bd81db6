import { type ImportedSnapshot, isUnmeasured, type SubjectKey } from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { upsertSnapshots } from '../posts/upsert-snapshots.ts';
import { imported, oncePerMoment } from './add-posts.ts';

/** A post id that several imported accounts share gets the counters in each of them. */
export async function addSnapshots(
  db: Queryable,
  subject: SubjectKey,
  given: readonly ImportedSnapshot[],
): Promise<{ duplicates: number; unknownPostIds: readonly string[] }> {
  const accounts = await accountsOfPosts(db, subject, given);
  const unknown = new Set<string>();
  const measured = given.filter((snapshot) => {
    if (!accounts.has(snapshot.postExternalId)) unknown.add(snapshot.postExternalId);
    return accounts.has(snapshot.postExternalId) && !isUnmeasured(snapshot.metrics);
  });
  const rows = oncePerMoment(
    measured.flatMap(({ postExternalId: postId, capturedAt, metrics }) =>
      (accounts.get(postId) ?? []).map((accountId) => ({ accountId, postId, capturedAt, metrics })),
    ),
  );
  const moments = new Set(rows.map((row) => `${row.postId} ${row.capturedAt.getTime()}`)).size;
  const known = await countKnown(db, subject, rows);
  await upsertSnapshots(db, subject, imported, rows);
  return { duplicates: measured.length - moments + known, unknownPostIds: [...unknown] };
}

async function accountsOfPosts(
  db: Queryable,
  subject: SubjectKey,
  given: readonly ImportedSnapshot[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = [...new Set(given.map(({ postExternalId }) => postExternalId))];
  const { rows } = await db.query<{ post_id: string; accounts: string[] }>(
    `select post_id, array_agg(account_id order by account_id) as accounts from scan.posts
     where tenant_id = $1 and subject_id = $2 and post_id = any($3) and import_id is not null
     group by post_id`,
    [subject.tenantId, subject.subjectId, ids],
  );
  return new Map(rows.map((row) => [row.post_id, row.accounts]));
}

/** Moments of posts that already hold counters. */
async function countKnown(
  db: Queryable,
  subject: SubjectKey,
  rows: readonly { accountId: string; postId: string; capturedAt: Date }[],
): Promise<number> {
  const { rows: counted } = await db.query<{ known: number }>(
    `select count(distinct (s.post_id, s.captured_at)) as known
     from unnest($3::uuid[], $4::text[], $5::timestamptz[]) given (account_id, post_id, captured_at)
     join scan.post_snapshots s on s.account_id = given.account_id and s.post_id = given.post_id
       and s.captured_at = given.captured_at
     where s.tenant_id = $1 and s.subject_id = $2`,
    [
      subject.tenantId,
      subject.subjectId,
      rows.map((row) => row.accountId),
      rows.map((row) => row.postId),
      rows.map((row) => row.capturedAt),
    ],
  );
  return onlyRow(counted).known;
}
