import { midRanks } from './mid-ranks.ts';
import { type Correlation, pearson } from './pearson.ts';

/**
 * Spearman's rank correlation, ties by mid-ranks, p by Student's t with n − 2 degrees of
 * freedom: scipy.stats.spearmanr. Null as for `pearson`. O(n log n).
 */
export function spearman(x: Float64Array, y: Float64Array): Correlation | null {
  if (!x.every(Number.isFinite) || !y.every(Number.isFinite)) return null;
  return pearson(midRanks(x), midRanks(y));
}
