import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { addBlock, type Contrast, prefixSums } from './contrast.ts';

/** One account's posts inside against its others, in time order. */
export interface AccountContrast {
  readonly contrast: Contrast;
  /** Neighbouring posts that resampling keeps together. */
  readonly block: number;
}

/** A lift within accounts, in natural-log units. */
export interface PooledLift {
  readonly lift: number;
  /** Null where too many resamples leave a side empty. */
  readonly interval: readonly [number, number] | null;
  /** Accounts with posts on both sides, and posts inside. */
  readonly accounts: number;
  readonly inside: number;
}

/** The difference of both sides and its precision (residuals of equal variance); 0 with one empty. */
function weighted(total: Float64Array): { difference: number; weight: number } {
  const [inWeight, outWeight] = [at(total, 1), at(total, 3)];
  if (inWeight < 1e-9 || outWeight < 1e-9) return { difference: 0, weight: 0 };
  return {
    difference: at(total, 0) / inWeight - at(total, 2) / outWeight,
    weight: (inWeight * outWeight) / (inWeight + outWeight),
  };
}

/**
 * The lift over several accounts: each account's posts are compared with its own others, and
 * the differences averaged with weight in · out / (in + out). So the level of an account is in no
 * comparison, and accounts with one side empty have no say. The 95 % percentile interval is a
 * two-stage bootstrap: accounts with replacement, and in each circular blocks of neighbouring
 * posts (Davison & Hinkley 1997, 3.8; wider rather than narrower than it need be). With one
 * account it is the block bootstrap. Null without an account that has both sides.
 * O(n + resamples · n / block).
 */
export function pooledLift(
  contrasts: readonly AccountContrast[],
  resamples: number,
  random: Random,
): PooledLift | null {
  const accounts = contrasts
    .map(({ contrast, block }) => {
      const n = contrast.residuals.length;
      const sums = prefixSums(contrast);
      const total = sums.slice(4 * n);
      return { n, sums, total, block: Math.max(1, Math.min(block, n)), inside: at(total, 1) };
    })
    .filter(({ total }) => weighted(total).weight > 0);
  if (accounts.length === 0) return null;
  const meanOf = (totals: readonly Float64Array[]): number | null => {
    let [sum, weights] = [0, 0];
    for (const total of totals) {
      const { difference, weight } = weighted(total);
      sum += weight * difference;
      weights += weight;
    }
    return weights > 0 ? sum / weights : null;
  };
  const drawn: number[] = [];
  const totals = accounts.map(() => new Float64Array(4));
  for (let resample = 0; resample < resamples; resample += 1) {
    for (const total of totals) {
      total.fill(0);
      const account = accounts[Math.floor(random() * accounts.length)];
      if (account === undefined) continue;
      const blocks = Math.ceil(account.n / account.block);
      for (let b = 0; b < blocks; b += 1) {
        const start = Math.floor(random() * account.n);
        addBlock(total, account.sums, account.n, start, account.block);
      }
    }
    const lift = meanOf(totals);
    if (lift !== null) drawn.push(lift);
  }
  const sorted = Float64Array.from(drawn).sort();
  const enough = drawn.length >= 0.9 * resamples && resamples > 0;
  return {
    lift: meanOf(accounts.map(({ total }) => total)) ?? 0,
    interval: enough
      ? [quantileSorted(sorted, 0.025) ?? 0, quantileSorted(sorted, 0.975) ?? 0]
      : null,
    accounts: accounts.length,
    inside: accounts.reduce((sum, { inside }) => sum + inside, 0),
  };
}
