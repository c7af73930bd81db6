import type { AnalysisAccount, RollingPoint } from '@viral-scan/contracts';
import { engagements, latestReading } from '../engagement/engagements.ts';
import { windowSums } from '../series/window-moments.ts';
import { momentWindows } from '../series/windows.ts';
import { at, indexAt } from '../statistics/at.ts';
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
 * count as posts but not as measured. O(n + points).
 */
export function rollingMeans(
  timesMs: readonly number[],
  values: readonly (number | null)[],
  atMs: readonly number[],
  widthMs: number,
): RollingMean[] {
  const windows = momentWindows(timesMs, atMs, widthMs);
  const measurable = Float64Array.from(values, (value) => value ?? Number.NaN);
  const { sums, counts } = windowSums(measurable, windows);
  return atMs.map((_, i) => {
    const measured = indexAt(counts, i);
    return {
      posts: indexAt(windows.ends, i) - indexAt(windows.starts, i),
      measured,
      mean: measured === 0 ? null : at(sums, i) / measured,
    };
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
