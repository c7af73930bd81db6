import { upperTail } from '../statistics/normal-distribution.ts';

/** z with upper tail p, by bisection: |z| ≤ 38, where the tail of a double ends. O(1). */
function upperQuantile(p: number): number {
  let low = -38;
  let high = 38;
  for (let step = 0; step < 64; step += 1) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * One p-value of two independent one-sided ones, by Stouffer's weighted z (Lipták 1958;
 * scipy.stats.combine_pvalues with method 'stouffer' and these weights under a root).
 * `share` is the part of the posts behind the first. Both p strictly between 0 and 1. O(1).
 *
 * @example combinePValues(0.1, 0.1, 0.5) // 0.035
 */
export function combinePValues(first: number, second: number, share: number): number {
  const z = Math.sqrt(share) * upperQuantile(first) + Math.sqrt(1 - share) * upperQuantile(second);
  return upperTail(z);
}
