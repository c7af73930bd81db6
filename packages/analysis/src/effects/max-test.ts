import { sumShuffledBlocks } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';

export interface MaxTest {
  /** Score of each candidate; -Infinity where a slot was none. */
  readonly scores: Float64Array;
  /** p-value of each candidate, corrected for all that were looked at; 1 where it was none. */
  readonly pValues: Float64Array;
  /** Rearrangements drawn: fewer than planned where chance was plain before. */
  readonly draws: number;
}

/** Writes each slot's score, -Infinity for one that is no candidate. */
export type ScoreSlots = (slotSums: Float64Array, scores: Float64Array) => void;

export interface MaxTestPlan {
  readonly residuals: Float64Array;
  /** Slot (hour, weekday) of each post. */
  readonly slots: Int32Array;
  readonly slotCount: number;
  /** Chooses candidates and scores them, from the sums of the residuals per slot alone. */
  readonly score: ScoreSlots;
  readonly blockLength: number;
  readonly permutations: number;
  readonly random: Random;
}

/** Once the best candidate was beaten in this share of all rearrangements, it is chance. */
const givenUpAt = 0.2;
const fewestBeaten = 20;

const largest = (scores: Float64Array): number => {
  let most = -Infinity;
  for (let c = 0; c < scores.length; c += 1) most = Math.max(most, at(scores, c));
  return most;
};

/**
 * Does any candidate slot lie above the rest by more than chance? Its score is compared with
 * the largest score in each of `permutations` rearrangements that keep time order inside
 * blocks (max-T of Westfall & Young 1993). The rearranged posts go through the same choice
 * of candidates, so the p-value covers the choice. One-sided: only better slots are
 * recommended. (1 + exceedances) / (1 + permutations), so never 0; where a fifth of the
 * rearrangements have beaten the best candidate the test ends, with exceedances / draws
 * (Besag & Clifford 1991). O(permutations · n), and the scoring.
 */
export function maxTest(plan: MaxTestPlan): MaxTest {
  const { residuals, slots, slotCount } = plan;
  const sums = new Float64Array(slotCount);
  for (let i = 0; i < slots.length; i += 1) {
    const slot = slots[i] as number;
    sums[slot] = (sums[slot] as number) + (residuals[i] as number);
  }
  const scores = new Float64Array(slotCount);
  plan.score(sums, scores);
  const best = largest(scores);
  const givenUp = Math.max(fewestBeaten, Math.ceil(givenUpAt * plan.permutations));
  const scratch = new Float64Array(slotCount);
  const reached = new Float64Array(slotCount);
  let beaten = 0;
  let draws = 0;
  while (best > -Infinity && draws < plan.permutations && beaten < givenUp) {
    sumShuffledBlocks(residuals, slots, sums, plan.blockLength, plan.random);
    plan.score(sums, scratch);
    const most = largest(scratch);
    for (let c = 0; c < slotCount; c += 1) {
      if (most >= at(scores, c) - 1e-12) reached[c] = at(reached, c) + 1;
    }
    if (most >= best - 1e-12) beaten += 1;
    draws += 1;
  }
  const stopped = beaten >= givenUp;
  const pValues = reached.map((count, c) => {
    if (scores[c] === -Infinity) return 1;
    return stopped ? count / draws : (1 + count) / (1 + draws);
  });
  return { scores, pValues, draws };
}
