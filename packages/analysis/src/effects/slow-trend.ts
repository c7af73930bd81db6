import { at } from '../statistics/at.ts';

/** Posts on each side that make a post's own trend: 7 to 20, a tenth of the account's. */
export const trendReach = (posts: number): number =>
  Math.min(20, Math.max(7, Math.round(posts / 10)));

/**
 * The level around each value: the mean of its `reach` neighbours on each side (fewer
 * at the ends), itself left out, so that taking it away does not shrink effects. By
 * prefix sums, O(n). A single value has the level 0.
 */
export function slowTrend(values: Float64Array, reach: number): Float64Array {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  for (let i = 0; i < n; i += 1) sums[i + 1] = at(sums, i) + at(values, i);
  return values.map((value, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(n, i + reach + 1);
    return to - from < 2 ? 0 : (at(sums, to) - at(sums, from) - value) / (to - from - 1);
  });
}
