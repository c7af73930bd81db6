import { at } from '../statistics/at.ts';

/** Means of one slot in several accounts, as a random-effects model sees them. */
export interface PooledSlots {
  /** Precision-weighted mean of each slot; 0 where no account has it. */
  readonly means: Float64Array;
  /** Precision of each: 0 where no account has it. */
  readonly precisions: Float64Array;
  /** Variance of the accounts' own effects around the means. */
  readonly betweenVariance: number;
}

function weigh(means: Float64Array, variances: Float64Array, slotCount: number, between: number) {
  const pooled = new Float64Array(slotCount);
  const precisions = new Float64Array(slotCount);
  for (let i = 0; i < means.length; i += 1) {
    const precision = 1 / (at(variances, i) + between);
    const slot = i % slotCount;
    pooled[slot] = at(pooled, slot) + precision * at(means, i);
    precisions[slot] = at(precisions, slot) + precision;
  }
  return {
    means: pooled.map((sum, slot) => (at(precisions, slot) > 0 ? sum / at(precisions, slot) : 0)),
    precisions,
  };
}

/**
 * Pools the slot means of several accounts (row-major accounts × slots; variance Infinity where
 * an account has none) by random effects, with the moment estimate of the variance between
 * accounts (DerSimonian & Laird 1986, over all slots at once), kept within [least, most].
 * No account outweighs 1 / that variance, however large. O(accounts · slots).
 */
export function poolSlots(
  means: Float64Array,
  variances: Float64Array,
  slotCount: number,
  [least, most]: readonly [number, number],
): PooledSlots {
  const fixed = weigh(means, variances, slotCount, 0);
  const squares = new Float64Array(slotCount);
  let excess = 0;
  let known = 0;
  for (let i = 0; i < means.length; i += 1) {
    if (at(variances, i) === Infinity) continue;
    const slot = i % slotCount;
    const precision = 1 / at(variances, i);
    squares[slot] = at(squares, slot) + precision * precision;
    excess += precision * (at(means, i) - at(fixed.means, slot)) ** 2;
    known += 1;
  }
  let scale = 0;
  for (let slot = 0; slot < slotCount; slot += 1) {
    const precision = at(fixed.precisions, slot);
    if (precision === 0) continue;
    scale += precision - at(squares, slot) / precision;
    known -= 1;
  }
  const estimate = scale > 1e-9 ? (excess - known) / scale : most;
  const betweenVariance = Math.min(most, Math.max(least, estimate));
  return { ...weigh(means, variances, slotCount, betweenVariance), betweenVariance };
}
