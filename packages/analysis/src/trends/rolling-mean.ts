import type { AnalysisAccount, RollingPoint } from '@viral-scan/contracts';
import { engagements, latestReading } from '../engagement/engagements.ts';
import { rounded } from '../statistics/rounding.ts';

const dayMs = 86_400_000;
const windowMs = 7 * dayMs;
const mostPoints = 90;

export interface RollingMean {
  readonly posts: number;
  readonly measured: number;
  readonly mean: number | null;
}

/**
 * Mean of the values whose time lies in (at − window, at], for ascending times and
 * ascending `at`: pandas' `rolling('7D').mean()` at arbitrary moments. `null` values
 * count as posts but not as measured. Two pointers over prefix sums: O(n + points).
 */
export function rollingMeans(
  timesMs: readonly number[],
  values: readonly (number | null)[],
  atMs: readonly number[],
  widthMs: number,
): RollingMean[] {
  const sums = new Float64Array(values.length + 1);
  const counts = new Int32Array(values.length + 1);
  values.forEach((value, i) => {
    sums[i + 1] = (sums[i] ?? 0) + (value ?? 0);
    counts[i + 1] = (counts[i] ?? 0) + (value === null ? 0 : 1);
  });
  let first = 0;
  let past = 0;
  return atMs.map((at) => {
    while (past < timesMs.length && (timesMs[past] as number) <= at) past += 1;
    while (first < past && (timesMs[first] as number) <= at - widthMs) first += 1;
    const measured = (counts[past] ?? 0) - (counts[first] ?? 0);
    const sum = (sums[past] ?? 0) - (sums[first] ?? 0);
    return { posts: past - first, measured, mean: measured === 0 ? null : sum / measured };
  });
}

/**
 * The 7-day rolling mean of engagements (latest known) at the end of each of the last
 * min(look-back, 90) days, ascending, the last at `asOfMs`. Posts before the window are
 * used where the input holds them.
 */
export function rollingSevenDays(
  account: AnalysisAccount,
  window: { readonly fromMs: number; readonly asOfMs: number },
): RollingPoint[] {
  const lookbackDays = Math.round((window.asOfMs - window.fromMs) / dayMs);
  const points = Math.max(0, Math.min(lookbackDays, mostPoints));
  const atMs = Array.from({ length: points }, (_, i) => window.asOfMs - (points - 1 - i) * dayMs);
  const posts = account.posts;
  return rollingMeans(
    posts.map(({ publishedAtMs }) => publishedAtMs),
    posts.map((post) => latestReading(post, window.asOfMs, engagements)),
    atMs,
    windowMs,
  ).map((point, i) => ({
    account_id: account.accountId,
    at: new Date(atMs[i] ?? window.asOfMs).toISOString(),
    posts: point.posts,
    posts_measured: point.measured,
    mean_engagements: rounded(point.mean, 4),
  }));
}
