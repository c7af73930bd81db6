import {
  type Access,
  accountRef,
  type ImportedPost,
  isUnmeasured,
  type OpenImport,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { mergeRepeated, upsertPosts } from '../posts/upsert-posts.ts';
import { latestOfPosts, upsertRetention } from '../posts/upsert-retention.ts';
import { type SnapshotRow, upsertSnapshots } from '../posts/upsert-snapshots.ts';
import { upsertImportedAccounts } from './import-accounts.ts';

export const imported = { source: 'import' } as const;

/** What an account that is the user's own shows is not what it shows to everybody. */
export const byAccess = <Row extends { readonly access: Access }>(
  rows: readonly Row[],
): readonly (readonly [Access, readonly Row[]])[] =>
  [...Map.groupBy(rows, ({ access }) => access)].sort(([a], [b]) => (a < b ? -1 : 1));

export async function addPosts(
  db: Queryable,
  subject: SubjectKey,
  open: OpenImport,
  given: readonly ImportedPost[],
): Promise<{ duplicates: number }> {
  if (given.length === 0) return { duplicates: 0 };
  const accounts = await upsertImportedAccounts(
    db,
    subject,
    open.importedAt,
    given.map((row) => ({
      platform: row.platform,
      externalId: row.accountExternalId,
      origin: row.origin,
      name: row.accountName,
    })),
  );
  const rows = given.map((row) => {
    const ref = accountRef(row.platform, row.accountExternalId);
    const account = accounts.get(ref);
    if (account === undefined) throw new Error('an imported account was not written');
    return { ...row, ...account };
  });
  let inserted = 0;
  for (const [access, ofAccess] of byAccess(rows)) {
    inserted += await upsertPosts(
      db,
      subject,
      { ...imported, access, seenAt: open.importedAt, importId: open.importId },
      mergeRepeated(ofAccess),
    );
    const snapshots = ofAccess.flatMap(
      ({ accountId, post, metrics, capturedAt, snapshots: further }) =>
        [{ capturedAt: capturedAt ?? open.importedAt, metrics }, ...further].map((observed) => ({
          accountId,
          postId: post.externalId,
          ...observed,
        })),
    );
    await upsertSnapshots(db, subject, { ...imported, access }, oncePerMoment(snapshots));
    const curves = ofAccess.map(({ accountId, post, retention, capturedAt }) => ({
      accountId,
      postId: post.externalId,
      capturedAt: capturedAt ?? open.importedAt,
      retention,
    }));
    await upsertRetention(db, subject, { ...imported, access }, latestOfPosts(curves));
  }
  return { duplicates: given.length - inserted };
}

/** Measured moments only; of a repeated one the later is kept. */
export function oncePerMoment<Row extends SnapshotRow>(rows: readonly Row[]): readonly Row[] {
  const byMoment = new Map<string, Row>();
  for (const row of rows) {
    if (isUnmeasured(row.metrics)) continue;
    byMoment.set(`${row.accountId} ${row.capturedAt.getTime()} ${row.postId}`, row);
  }
  return [...byMoment.values()];
}
