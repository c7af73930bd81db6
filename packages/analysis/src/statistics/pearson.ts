import { covariation } from './covariation.ts';
import { incompleteBeta } from './incomplete-beta.ts';

export interface Correlation {
  /** −1 … 1. */
  readonly coefficient: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** Two-sided p of n pairs under independence; 1 for two pairs, as scipy. */
function pValueOf(unexplained: number, n: number): number {
  if (n < 3) return 1;
  return incompleteBeta(unexplained, 1 - unexplained, n / 2 - 1, 0.5);
}

/**
 * Pearson's product-moment correlation: scipy.stats.pearsonr. The two-sided p is
 * I_{1−r²}(n/2 − 1, ½), that of Student's t with n − 2 degrees of freedom. Null where it is
 * not defined: fewer than two pairs, a side that does not vary, or values that are not
 * finite. O(n).
 */
export function pearson(x: Float64Array, y: Float64Array): Correlation | null {
  const pairs = covariation(x, y);
  if (pairs === null || pairs.r === null) return null;
  return { coefficient: pairs.r, pValue: pValueOf(pairs.unexplained, pairs.n) };
}
