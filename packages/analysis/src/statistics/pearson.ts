import { covariation } from './covariation.ts';
import { incompleteBeta } from './incomplete-beta.ts';

export interface Correlation {
  /** −1 … 1. */
  readonly coefficient: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * Two-sided p of a correlation of n pairs under independence: I_{1−r²}(n/2 − 1, ½), the
 * same number as Student's t with n − 2 degrees of freedom. 1 for two pairs, as scipy.
 */
export function correlationPValue(r: number, n: number): number {
  if (n < 3) return 1;
  return incompleteBeta((1 - r) * (1 + r), r * r, n / 2 - 1, 0.5);
}

/**
 * Pearson's product-moment correlation: scipy.stats.pearsonr (two-sided). Null where it
 * is not defined: fewer than two pairs, a side that does not vary, or values that are not
 * finite. O(n).
 */
export function pearson(x: Float64Array, y: Float64Array): Correlation | null {
  const { r, n } = covariation(x, y) ?? { r: null, n: 0 };
  return r === null ? null : { coefficient: r, pValue: correlationPValue(r, n) };
}
