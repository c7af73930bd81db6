import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { at, indexAt } from '../statistics/at.ts';
import { standardDeviation } from '../statistics/moments.ts';
import type { CurvePrior } from './effect-curve.ts';
import { type LocalHistory, localHistory } from './local-history.ts';
import { poolSlots } from './random-effects.ts';
import { slotPosts } from './slot-effects.ts';
import { type Cut, countSlots, hourCut, sumSlots, weekdayCut } from './slot-windows.ts';

/** Effects by hour and weekday of the accounts of one platform, on their own wall clocks. */
export interface PlatformPattern {
  readonly hours: CurvePrior;
  readonly weekdays: CurvePrior;
}

/** Variance of effects between accounts, and of the pattern itself, where nothing tells: ±20 %. */
const usualVariance = 0.2 ** 2;
const variances = [0.15 ** 2, 1] as const;
/** Fewest other accounts, each with so many comparable posts, that make a pattern. */
const fewestAccounts = 2;
const fewestPosts = 40;
const fewestInCell = 2;

const flat = ({ slotCount }: Cut): CurvePrior => ({
  pattern: new Float64Array(slotCount),
  betweenVariance: usualVariance,
});

function pooled(histories: readonly LocalHistory[], cut: Cut): CurvePrior {
  const { slotCount, weights } = cut;
  const means = new Float64Array(histories.length * slotCount);
  const noise = new Float64Array(means.length).fill(Infinity);
  histories.forEach((history, account) => {
    const { slots, residuals } = slotPosts(history, cut);
    const variance = standardDeviation(residuals) ** 2;
    const counts = countSlots(slots, slotCount);
    const sums = sumSlots(residuals, slots, slotCount);
    for (let slot = 0; slot < slotCount; slot += 1) {
      const count = indexAt(counts, slot);
      if (count < fewestInCell || !(variance > 1e-9)) continue;
      means[account * slotCount + slot] = at(sums, slot) / count;
      noise[account * slotCount + slot] = variance / count;
    }
  });
  const {
    means: level,
    precisions,
    betweenVariance,
  } = poolSlots(means, noise, slotCount, variances);
  const pattern = new Float64Array(slotCount);
  for (let slot = 0; slot < slotCount; slot += 1) {
    let sum = 0;
    let precision = 1 / usualVariance;
    for (let s = 0; s < slotCount; s += 1) {
      const weight = at(weights, slot * slotCount + s) * at(precisions, s);
      sum += weight * at(level, s);
      precision += weight;
    }
    pattern[slot] = sum / precision;
  }
  return { pattern, betweenVariance };
}

/**
 * What the scan's other accounts on an account's platform show, competitors included: their
 * effects by slot pooled by random effects, smoothed over neighbouring hours and drawn to
 * zero where little is known. Flat with fewer than 2 others that have 40 comparable posts.
 * It only steers which hours of the account are looked at: no evidence is taken from others.
 * O(posts of the others · log).
 */
export function platformPattern(
  account: ComparablePosts,
  scanned: readonly ComparablePosts[],
): PlatformPattern {
  const histories = scanned
    .filter(
      ({ account: other, compared }) =>
        other.platform === account.account.platform &&
        other.accountId !== account.account.accountId &&
        compared.length >= fewestPosts,
    )
    .map(localHistory);
  const prior = histories.length < fewestAccounts ? flat : (cut: Cut) => pooled(histories, cut);
  return { hours: prior(hourCut), weekdays: prior(weekdayCut) };
}

/** The pattern of a platform nothing is known of. */
export const flatPattern: PlatformPattern = { hours: flat(hourCut), weekdays: flat(weekdayCut) };
