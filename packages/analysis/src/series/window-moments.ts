import { at, indexAt } from '../statistics/at.ts';
import type { Windows } from './windows.ts';

/*
 * Sums over windows without ever taking a value out again, which would leave the rounding
 * error of a large value behind it in every later sum. A window is two parts that meet at
 * `seam`: sums from each index up to the seam, made once, and one sum grown from the seam
 * on. When the window's start passes the seam, the seam moves to its end and the first part
 * is made anew: each value is added twice at most ("two stacks" queue).
 */

export interface WindowSums {
  readonly sums: Float64Array;
  /** Finite values in each window. */
  readonly counts: Int32Array;
}

/** Sum and number of the finite values of each window, whatever `minPeriods`. O(n). */
export function windowSums(values: Float64Array, { starts, ends }: Windows): WindowSums {
  const sums = new Float64Array(starts.length);
  const counts = new Int32Array(starts.length);
  const headSums = new Float64Array(values.length + 1);
  const headCounts = new Int32Array(values.length + 1);
  let [seam, end, tailSum, tailCount] = [0, 0, 0, 0];
  for (let i = 0; i < starts.length; i += 1) {
    const start = indexAt(starts, i);
    for (; end < indexAt(ends, i); end += 1) {
      if (Number.isFinite(at(values, end))) {
        tailSum += at(values, end);
        tailCount += 1;
      }
    }
    if (start >= seam) {
      seam = end;
      [tailSum, tailCount] = [0, 0];
      headSums[seam] = 0;
      headCounts[seam] = 0;
      for (let k = seam - 1; k >= start; k -= 1) {
        const finite = Number.isFinite(at(values, k));
        headSums[k] = at(headSums, k + 1) + (finite ? at(values, k) : 0);
        headCounts[k] = indexAt(headCounts, k + 1) + (finite ? 1 : 0);
      }
    }
    const inside = start < seam;
    sums[i] = tailSum + (inside ? at(headSums, start) : 0);
    counts[i] = tailCount + (inside ? indexAt(headCounts, start) : 0);
  }
  return { sums, counts };
}

/** `of` where a window has enough values, else NaN. */
const whereEnough = (
  { sums, counts }: WindowSums,
  least: number,
  of: (sum: number, count: number) => number,
): Float64Array =>
  sums.map((sum, i) => (indexAt(counts, i) >= least ? of(sum, indexAt(counts, i)) : Number.NaN));

/**
 * Sum of each window's finite values; NaN for fewer than `minPeriods`. pandas'
 * `rolling(…).sum()`. O(n).
 */
export const windowSum = (values: Float64Array, windows: Windows): Float64Array =>
  whereEnough(windowSums(values, windows), windows.minPeriods, (sum) => sum);

/** Mean of each window's finite values; NaN for fewer than `minPeriods`, or none. O(n). */
export const windowMean = (values: Float64Array, windows: Windows): Float64Array =>
  whereEnough(windowSums(values, windows), windows.minPeriods, (sum, count) => sum / count);

/** How many finite values each window holds. pandas' `rolling(…).count()`. O(n). */
export const windowCount = (values: Float64Array, windows: Windows): Float64Array =>
  Float64Array.from(windowSums(values, windows).counts);
