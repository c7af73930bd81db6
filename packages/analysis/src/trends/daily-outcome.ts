import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { zoneClock } from '../hours/zone-clock.ts';
import { at, indexAt } from '../statistics/at.ts';
import { median } from '../statistics/quantile.ts';

/** What an account's posts of each local day brought, at equal age. */
export interface DailyOutcome {
  /** Local date of the first value, in days since 1970-01-01. */
  readonly firstDay: number;
  /** Sum over the posts of the day; 0 on days without posts. */
  readonly values: Float64Array;
  readonly daysWithPosts: number;
}

/**
 * Daily sums of the outcome by local day of publication, from the first post's day to the last
 * day whose posts have all reached the age they are compared at. Posts that could not be
 * compared count as the account's median post. Null without a whole day. O(posts).
 */
export function dailyOutcome(comparable: ComparablePosts): DailyOutcome | null {
  const { posts, outcome, equalAge, window, timezone } = comparable;
  const series = outcome === 'views' ? comparable.views : comparable.engagements;
  const first = posts[0];
  if (first === undefined || equalAge.age_hours === null) return null;
  const clock = zoneClock(timezone);
  const firstDay = clock(first.publishedAtMs).day;
  const ripeMs = window.asOfMs - (equalAge.mode === 'at_age' ? equalAge.age_hours : 0) * 3_600_000;
  const days = clock(ripeMs).day - firstDay;
  if (days < 1) return null;
  const usual = median(series.values) ?? 0;
  const amounts = new Float64Array(posts.length).fill(usual);
  series.values.forEach((_, i) => {
    amounts[indexAt(series.index, i)] = at(series.values, i);
  });
  const values = new Float64Array(days);
  const counts = new Int32Array(days);
  posts.forEach((post, i) => {
    const day = clock(post.publishedAtMs).day - firstDay;
    if (day >= days) return;
    values[day] = at(values, day) + at(amounts, i);
    counts[day] = indexAt(counts, day) + 1;
  });
  return { firstDay, values, daysWithPosts: counts.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0) };
}

/** YYYY-MM-DD of a day since 1970-01-01. */
export const dateOf = (day: number): string =>
  new Date(day * 86_400_000).toISOString().slice(0, 10);
