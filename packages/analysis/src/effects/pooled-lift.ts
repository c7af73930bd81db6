import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { addBlock, type Contrast, prefixSums } from './contrast.ts';

/** Posts of one stretch of an account, inside against others, in time order. */
export interface HistoryContrast {
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
 * The lift over several accounts, each with one or more stretches of its history: posts are
 * compared with others of their stretch, and the differences averaged with weight
 * in · out / (in + out). So the level of an account is in no comparison, and stretches with one
 * side empty have no say. The 95 % percentile interval is a two-stage bootstrap: accounts with
 * replacement, and in their stretches circular blocks of neighbouring posts (Davison & Hinkley
 * 1997, 3.8; wider rather than narrower than it need be). With one account it is the block
 * bootstrap. Null without a stretch that has both sides. O(n + resamples · n / block).
 */
export function pooledLift(
  histories: readonly (readonly HistoryContrast[])[],
  resamples: number,
  random: Random,
): PooledLift | null {
  const accounts = histories
    .map((stretches) => stretches.map(stretchOf).filter(({ total }) => weighted(total).weight > 0))
    .filter((stretches) => stretches.length > 0);
  if (accounts.length === 0) return null;
  const drawn: number[] = [];
  const total = new Float64Array(4);
  for (let resample = 0; resample < resamples; resample += 1) {
    const pool = new Pool();
    for (let a = 0; a < accounts.length; a += 1) {
      for (const stretch of accounts[Math.floor(random() * accounts.length)] ?? []) {
        total.fill(0);
        for (let b = 0; b < stretch.blocks; b += 1) {
          const start = Math.floor(random() * stretch.n);
          addBlock(total, stretch.sums, stretch.n, start, stretch.block);
        }
        pool.add(total);
      }
    }
    const lift = pool.mean();
    if (lift !== null) drawn.push(lift);
  }
  const all = new Pool();
  for (const stretch of accounts.flat()) all.add(stretch.total);
  const sorted = Float64Array.from(drawn).sort();
  const enough = drawn.length >= 0.9 * resamples && resamples > 0;
  return {
    lift: all.mean() ?? 0,
    interval: enough
      ? [quantileSorted(sorted, 0.025) ?? 0, quantileSorted(sorted, 0.975) ?? 0]
      : null,
    accounts: accounts.length,
    inside: accounts.flat().reduce((sum, each) => sum + at(each.total, 1), 0),
  };
}

function stretchOf({ contrast, block: wanted }: HistoryContrast) {
  const n = contrast.residuals.length;
  const sums = prefixSums(contrast);
  const block = Math.max(1, Math.min(wanted, n));
  return { n, sums, total: sums.slice(4 * n), block, blocks: Math.ceil(n / block) };
}

/** A mean of differences by their weights. */
class Pool {
  #sum = 0;
  #weight = 0;

  add(total: Float64Array): void {
    const { difference, weight } = weighted(total);
    this.#sum += weight * difference;
    this.#weight += weight;
  }

  mean(): number | null {
    return this.#weight > 0 ? this.#sum / this.#weight : null;
  }
}
