import { at } from './at.ts';
import { median } from './quantile.ts';

/**
 * Distribution-free 95 % interval of the median by order statistics (the sign test turned
 * round; Conover 1999, 3.2); null below 6 values, where no such interval exists. O(n log n).
 *
 * @example medianInterval(Float64Array.of(1, 2, 3, 4, 5, 6)) // { median: 3.5, interval: [1, 6] }
 */
export function medianInterval(
  values: Float64Array,
): { readonly median: number; readonly interval: [number, number] | null } | null {
  const middle = median(values);
  if (middle === null) return null;
  const sorted = values.slice().sort();
  const n = sorted.length;
  // P(X ≤ rank) for X ~ Binomial(n, ½), in logs: 0.5^n underflows early.
  let logTerm = -n * Math.LN2;
  let cumulative = Math.exp(logTerm);
  let rank = -1;
  for (let k = 0; cumulative <= 0.025 && k < n; k += 1) {
    rank = k;
    logTerm += Math.log((n - k) / (k + 1));
    cumulative += Math.exp(logTerm);
  }
  return {
    median: middle,
    interval: rank < 0 ? null : [at(sorted, rank), at(sorted, n - 1 - rank)],
  };
}
