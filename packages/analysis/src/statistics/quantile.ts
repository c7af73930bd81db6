import { at } from './at.ts';

/**
 * Quantile of ascending values by linear interpolation of order statistics:
 * R's type 7, numpy's default (`simple-statistics` implements another type).
 * Null for no values. O(1).
 *
 * @example quantileSorted(Float64Array.of(1, 2, 3, 4), 0.25) // 1.75
 */
export function quantileSorted(sorted: Float64Array, p: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(position);
  const lower = at(sorted, below);
  const upper = at(sorted, Math.min(below + 1, sorted.length - 1));
  return lower + (upper - lower) * (position - below);
}

/** As `quantileSorted`, of values in any order, which are not changed. O(n log n). */
export const quantile = (values: ArrayLike<number>, p: number): number | null =>
  quantileSorted(Float64Array.from(values).sort(), p);

/** The middle value, or the mean of the two middle ones; null for no values. */
export const median = (values: ArrayLike<number>): number | null => quantile(values, 0.5);
