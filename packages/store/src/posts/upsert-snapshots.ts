import type { Access, Metrics, Source, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

export interface SnapshotRow {
  readonly accountId: string;
  readonly postId: string;
  readonly capturedAt: Date;
  readonly metrics: Metrics;
}

/**
 * Writes counters by natural key; read again for the same moment, what is known now wins and
 * unknown changes nothing. The rows must not repeat a key.
 */
export async function upsertSnapshots(
  db: Queryable,
  subject: SubjectKey,
  from: { readonly source: Source; readonly access: Access },
  rows: readonly SnapshotRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into scan.post_snapshots as known (tenant_id, subject_id, account_id, post_id,
       captured_at, views, likes, comments, shares, saves, reach, source, access)
     select $1, $2, account_id, post_id, captured_at, views, likes, comments, shares, saves, reach,
       $3, $4
     from unnest($5::uuid[], $6::text[], $7::timestamptz[], $8::bigint[], $9::bigint[],
       $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
       as given (account_id, post_id, captured_at, views, likes, comments, shares, saves, reach)
     on conflict (subject_id, account_id, post_id, captured_at) do update set
       views = coalesce(excluded.views, known.views),
       likes = coalesce(excluded.likes, known.likes),
       comments = coalesce(excluded.comments, known.comments),
       shares = coalesce(excluded.shares, known.shares),
       saves = coalesce(excluded.saves, known.saves),
       reach = coalesce(excluded.reach, known.reach),
       source = excluded.source, access = excluded.access`,
    [
      subject.tenantId,
      subject.subjectId,
      from.source,
      from.access,
      rows.map((row) => row.accountId),
      rows.map((row) => row.postId),
      rows.map((row) => row.capturedAt),
      rows.map((row) => row.metrics.views),
      rows.map((row) => row.metrics.likes),
      rows.map((row) => row.metrics.comments),
      rows.map((row) => row.metrics.shares),
      rows.map((row) => row.metrics.saves),
      rows.map((row) => row.metrics.reach),
    ],
  );
}
