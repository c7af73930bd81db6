import { at, indexAt } from '../statistics/at.ts';
import type { Windows } from './windows.ts';

/** Count, mean and sum of squares around it, of a set of values. */
interface Spread {
  count: number;
  mean: number;
  squares: number;
}

/** Adds the other set to the first (Chan, Golub & LeVeque 1983). */
function merge(into: Spread, count: number, mean: number, squares: number): void {
  if (count === 0) return;
  const total = into.count + count;
  const apart = mean - into.mean;
  into.squares += squares + (apart * apart * into.count * count) / total;
  into.mean += apart * (count / total);
  into.count = total;
}

const clear = (spread: Spread): void => {
  spread.count = 0;
  spread.mean = 0;
  spread.squares = 0;
};

/**
 * Standard deviation (divisor n − 1) of each window's finite values: pandas'
 * `rolling(…).std()`. NaN for fewer than `minPeriods`, or than two. Built of two parts like
 * the sums of window-moments.ts, so that one huge value spoils nothing after it; equal
 * values give exactly 0. O(n).
 */
export function windowDeviation(values: Float64Array, windows: Windows): Float64Array {
  const { starts, ends, minPeriods } = windows;
  const head = new Float64Array(3 * values.length);
  const tail: Spread = { count: 0, mean: 0, squares: 0 };
  const joined: Spread = { count: 0, mean: 0, squares: 0 };
  const deviations = new Float64Array(starts.length);
  let [seam, end] = [0, 0];
  for (let i = 0; i < starts.length; i += 1) {
    const start = indexAt(starts, i);
    for (; end < indexAt(ends, i); end += 1) {
      if (Number.isFinite(at(values, end))) merge(tail, 1, at(values, end), 0);
    }
    clear(joined);
    if (start >= seam) {
      seam = end;
      clear(tail);
      for (let k = seam - 1; k >= start; k -= 1) {
        if (Number.isFinite(at(values, k))) merge(joined, 1, at(values, k), 0);
        head[3 * k] = joined.count;
        head[3 * k + 1] = joined.mean;
        head[3 * k + 2] = joined.squares;
      }
    } else {
      merge(joined, at(head, 3 * start), at(head, 3 * start + 1), at(head, 3 * start + 2));
      merge(joined, tail.count, tail.mean, tail.squares);
    }
    const { count, squares } = joined;
    deviations[i] =
      count >= Math.max(2, minPeriods) ? Math.sqrt(squares / (count - 1)) : Number.NaN;
  }
  return deviations;
}
