import { at } from './at.ts';
import { quantile } from './quantile.ts';

/**
 * Slope of y on x that 29 % of wild points cannot move far: the median of the slopes of all
 * pairs with different x (Theil 1950, Sen 1968), scipy.stats.theilslopes. Null where no two x
 * differ. O(n²): for a thousand points, not for a hundred thousand.
 */
export function theilSenSlope(x: Float64Array, y: Float64Array): number | null {
  const n = x.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let pairs = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const run = at(x, i) - at(x, j);
      if (run === 0) continue;
      slopes[pairs] = (at(y, i) - at(y, j)) / run;
      pairs += 1;
    }
  }
  return quantile(slopes.subarray(0, pairs), 0.5);
}
