import type { Source, SubjectKey, WatchTime } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

export interface InsightsRow {
  readonly postId: string;
  readonly watch: WatchTime | null;
  readonly shares: number | null;
}

/** Keeps the latest reading of each post; what it does not say stays as it was. */
export async function upsertInsights(
  db: Queryable,
  subject: SubjectKey,
  from: { readonly accountId: string; readonly source: Source; readonly capturedAt: Date },
  rows: readonly InsightsRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const inOrder = [...new Map(rows.map((row) => [row.postId, row])).values()].sort((a, b) =>
    a.postId < b.postId ? -1 : 1,
  );
  await db.query(
    `insert into scan.post_insights as known (tenant_id, subject_id, account_id, post_id,
       captured_at, total_watch_seconds, average_watch_seconds, fully_watched_share, shares, source)
     select $1, $2, $3, given.*, $5
     from (
       select post_id, $4::timestamptz, total, average, fully, shares
       from unnest($6::text[], $7::float8[], $8::float8[], $9::float8[], $10::bigint[])
         as given (post_id, total, average, fully, shares)
     ) given
     on conflict (subject_id, account_id, post_id) do update set
       captured_at = excluded.captured_at,
       total_watch_seconds = coalesce(excluded.total_watch_seconds, known.total_watch_seconds),
       average_watch_seconds = coalesce(excluded.average_watch_seconds, known.average_watch_seconds),
       fully_watched_share = coalesce(excluded.fully_watched_share, known.fully_watched_share),
       shares = coalesce(excluded.shares, known.shares),
       source = excluded.source
     where excluded.captured_at >= known.captured_at`,
    [
      subject.tenantId,
      subject.subjectId,
      from.accountId,
      from.capturedAt,
      from.source,
      inOrder.map(({ postId }) => postId),
      inOrder.map(({ watch }) => watch?.totalSeconds ?? null),
      inOrder.map(({ watch }) => watch?.averageSeconds ?? null),
      inOrder.map(({ watch }) => watch?.fullyWatchedShare ?? null),
      inOrder.map(({ shares }) => shares),
    ],
  );
}
