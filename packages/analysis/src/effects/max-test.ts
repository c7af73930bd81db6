import { shuffleBlocks } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { at, indexAt } from '../statistics/at.ts';
import { centred, standardDeviation } from '../statistics/moments.ts';

export interface MaxTest {
  /** Standardised score of each candidate; -Infinity where it was not tried. */
  readonly scores: Float64Array;
  /** p-value of each candidate, corrected for all that were tried; 1 where not tried. */
  readonly pValues: Float64Array;
}

export interface MaxTestPlan {
  readonly residuals: Float64Array;
  /** Slot (hour, weekday) of each post. */
  readonly slots: Int32Array;
  /** Row-major candidates × slots: how much a post of a slot counts for a candidate. */
  readonly weights: Float64Array;
  readonly slotCount: number;
  /** 1 for candidates to try. */
  readonly tried: Uint8Array;
  readonly blockLength: number;
  readonly permutations: number;
  readonly random: Random;
}

/**
 * Does any candidate slot lie above the rest by more than chance? The score of a
 * candidate is √n times the correlation of its weights with the residuals; the p-value
 * compares it with the largest score over all tried candidates in each of `permutations`
 * rearrangements that keep time order inside blocks (max-T of Westfall & Young 1993:
 * holds for the family of candidates). One-sided: only better slots are recommended.
 * (1 + exceedances) / (1 + permutations), so never 0.
 * O(permutations · (n + candidates · slots)).
 */
export function maxTest(plan: MaxTestPlan): MaxTest {
  const { slots, slotCount, weights, tried } = plan;
  const n = slots.length;
  const residuals = centred(plan.residuals);
  const spread = standardDeviation(residuals);
  const candidates = tried.length;
  const counts = new Float64Array(slotCount);
  for (let i = 0; i < n; i += 1) {
    const slot = indexAt(slots, i);
    counts[slot] = at(counts, slot) + 1;
  }
  const scale = new Float64Array(candidates);
  for (let c = 0; c < candidates; c += 1) {
    let sum = 0;
    let squares = 0;
    for (let s = 0; s < slotCount; s += 1) {
      const weight = at(weights, c * slotCount + s);
      sum += at(counts, s) * weight;
      squares += at(counts, s) * weight * weight;
    }
    const variance = squares - (sum * sum) / n;
    scale[c] =
      tried[c] === 1 && variance > 1e-9 && spread > 1e-9 ? spread * Math.sqrt(variance) : 0;
  }
  const slotSums = new Float64Array(slotCount);
  const score = (series: Float64Array, into: Float64Array): number => {
    slotSums.fill(0);
    for (let i = 0; i < n; i += 1) {
      const slot = slots[i] as number;
      slotSums[slot] = (slotSums[slot] as number) + (series[i] as number);
    }
    let largest = -Infinity;
    for (let c = 0; c < candidates; c += 1) {
      const divisor = at(scale, c);
      let sum = 0;
      for (let s = 0; s < slotCount; s += 1)
        sum += at(weights, c * slotCount + s) * at(slotSums, s);
      into[c] = divisor === 0 ? -Infinity : sum / divisor;
      largest = Math.max(largest, at(into, c));
    }
    return largest;
  };
  const scores = new Float64Array(candidates);
  score(residuals, scores);
  const shuffled = new Float64Array(n);
  const scratch = new Float64Array(candidates);
  const reached = new Float64Array(candidates);
  for (let draw = 0; draw < plan.permutations; draw += 1) {
    shuffleBlocks(residuals, shuffled, plan.blockLength, plan.random);
    const largest = score(shuffled, scratch);
    for (let c = 0; c < candidates; c += 1) {
      if (largest >= at(scores, c) - 1e-12) reached[c] = at(reached, c) + 1;
    }
  }
  const pValues = reached.map((count, c) =>
    at(scale, c) === 0 ? 1 : (1 + count) / (1 + plan.permutations),
  );
  return { scores, pValues };
}
