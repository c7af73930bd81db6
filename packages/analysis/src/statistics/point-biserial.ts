import { type Correlation, pearson } from './pearson.ts';

/**
 * Correlation of a yes/no trait (1 for members) with values: scipy.stats.pointbiserialr,
 * which is Pearson's. Null as for `pearson`; so also when all or none are members. O(n).
 */
export const pointBiserial = (members: Uint8Array, values: Float64Array): Correlation | null =>
  pearson(Float64Array.from(members), values);
