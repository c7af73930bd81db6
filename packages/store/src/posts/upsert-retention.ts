import type { Access, RetentionCurve, Source, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

export interface RetentionRow {
  readonly accountId: string;
  readonly postId: string;
  readonly capturedAt: Date;
  readonly retention: RetentionCurve;
}

/** Keeps the latest curve of each post; of the same moment, the one written last. */
export async function upsertRetention(
  db: Queryable,
  subject: SubjectKey,
  from: { readonly source: Source; readonly access: Access },
  rows: readonly RetentionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into scan.post_retention as known (tenant_id, subject_id, account_id, post_id,
       captured_at, seconds, shares, source, access)
     select $1, $2, account_id, post_id, captured_at, seconds::float8[], shares::float8[], $3, $4
     from unnest($5::uuid[], $6::text[], $7::timestamptz[], $8::text[], $9::text[])
       as given (account_id, post_id, captured_at, seconds, shares)
     on conflict (subject_id, account_id, post_id) do update set
       captured_at = excluded.captured_at, seconds = excluded.seconds, shares = excluded.shares,
       source = excluded.source, access = excluded.access
     where excluded.captured_at >= known.captured_at`,
    [
      subject.tenantId,
      subject.subjectId,
      from.source,
      from.access,
      rows.map((row) => row.accountId),
      rows.map((row) => row.postId),
      rows.map((row) => row.capturedAt),
      rows.map((row) => `{${row.retention.seconds.join(',')}}`),
      rows.map((row) => `{${row.retention.shares.join(',')}}`),
    ],
  );
}

/** One row per post that has a curve, in key order: of several the latest, then the later row. */
export function latestOfPosts(
  rows: readonly (Omit<RetentionRow, 'retention'> & {
    readonly retention: RetentionCurve | null;
  })[],
): readonly RetentionRow[] {
  const byPost = new Map<string, RetentionRow>();
  for (const { retention, ...row } of rows) {
    if (retention === null) continue;
    const key = `${row.accountId} ${row.postId}`;
    const known = byPost.get(key);
    if (known === undefined || row.capturedAt >= known.capturedAt) {
      byPost.set(key, { ...row, retention });
    }
  }
  return [...byPost].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
