import {
  accountRef,
  type ImportedPost,
  isUnmeasured,
  type OpenImport,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { mergeRepeated, upsertPosts } from '../posts/upsert-posts.ts';
import { type SnapshotRow, upsertSnapshots } from '../posts/upsert-snapshots.ts';
import { upsertImportedAccounts } from './import-accounts.ts';

export const imported = { source: 'import', access: 'own' } as const;

export async function addPosts(
  db: Queryable,
  subject: SubjectKey,
  open: OpenImport,
  given: readonly ImportedPost[],
): Promise<{ duplicates: number }> {
  if (given.length === 0) return { duplicates: 0 };
  const ids = await upsertImportedAccounts(
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
    const accountId = ids.get(ref);
    if (accountId === undefined) throw new Error('an imported account was not written');
    return { ...row, accountId };
  });
  const inserted = await upsertPosts(
    db,
    subject,
    { ...imported, seenAt: open.importedAt, importId: open.importId },
    mergeRepeated(rows),
  );
  const snapshots = rows.flatMap(({ accountId, post, metrics, capturedAt, snapshots: further }) =>
    [{ capturedAt: capturedAt ?? open.importedAt, metrics }, ...further].map((observed) => ({
      accountId,
      postId: post.externalId,
      ...observed,
    })),
  );
  await upsertSnapshots(db, subject, imported, oncePerMoment(snapshots));
  return { duplicates: given.length - inserted };
}

/** Measured moments only; of a repeated one the later is kept. */
export function oncePerMoment(rows: readonly SnapshotRow[]): readonly SnapshotRow[] {
  const byMoment = new Map<string, SnapshotRow>();
  for (const row of rows) {
    if (isUnmeasured(row.metrics)) continue;
    byMoment.set(`${row.accountId} ${row.capturedAt.getTime()} ${row.postId}`, row);
  }
  return [...byMoment.values()];
}
