import { type ImportedSnapshot, isUnmeasured, type SubjectKey } from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { upsertSnapshots } from '../posts/upsert-snapshots.ts';
import { byAccess, imported, oncePerMoment } from './add-posts.ts';
import type { WrittenAccount } from './import-accounts.ts';

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
      (accounts.get(postId) ?? []).map((account) => ({
        ...account,
        postId,
        capturedAt,
        metrics,
      })),
    ),
  );
  const moments = new Set(rows.map((row) => `${row.postId} ${row.capturedAt.getTime()}`)).size;
  const known = await countKnown(db, subject, rows);
  for (const [access, ofAccess] of byAccess(rows)) {
    await upsertSnapshots(db, subject, { ...imported, access }, ofAccess);
  }
  return { duplicates: measured.length - moments + known, unknownPostIds: [...unknown] };
}

async function accountsOfPosts(
  db: Queryable,
  subject: SubjectKey,
  given: readonly ImportedSnapshot[],
): Promise<ReadonlyMap<string, readonly WrittenAccount[]>> {
  const ids = [...new Set(given.map(({ postExternalId }) => postExternalId))];
  const { rows } = await db.query<{ post_id: string; account_id: string; is_own: boolean }>(
    `select p.post_id, p.account_id, p.access = 'own' or a.seen_as_own as is_own
     from scan.posts p
     join scan.accounts a on a.account_id = p.account_id
     where p.tenant_id = $1 and p.subject_id = $2 and p.post_id = any($3)
       and p.import_id is not null and a.tenant_id = $1 and a.subject_id = $2
     order by p.account_id`,
    [subject.tenantId, subject.subjectId, ids],
  );
  const byPost = Map.groupBy(rows, (row) => row.post_id);
  return new Map(
    [...byPost].map(([postId, holders]) => [
      postId,
      holders.map(({ account_id: accountId, is_own: isOwn }) => ({
        accountId,
        access: isOwn ? 'own' : 'public',
      })),
    ]),
  );
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
