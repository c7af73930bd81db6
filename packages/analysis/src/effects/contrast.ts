import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { quantileSorted } from '../statistics/quantile.ts';

/** Weighted mean of the residuals inside less the mean of those outside. */
export interface Contrast {
  readonly residuals: Float64Array;
  /** Weight of each post inside; 0 where not. */
  readonly inside: Float64Array;
  /** 1 for posts compared against, else 0. */
  readonly outside: Float64Array;
}

/** The difference over the posts in [from, to); null when a side is empty. O(to − from). */
export function difference(contrast: Contrast, from = 0, to = contrast.residuals.length) {
  let [inSum, inWeight, outSum, outWeight] = [0, 0, 0, 0];
  for (let i = from; i < to; i += 1) {
    const residual = at(contrast.residuals, i);
    inSum += at(contrast.inside, i) * residual;
    inWeight += at(contrast.inside, i);
    outSum += at(contrast.outside, i) * residual;
    outWeight += at(contrast.outside, i);
  }
  return inWeight > 0 && outWeight > 0 ? inSum / inWeight - outSum / outWeight : null;
}

/** Running sums of weight·residual and weight, inside and outside: rows of 4. O(n). */
export function prefixSums({ residuals, inside, outside }: Contrast): Float64Array {
  const sums = new Float64Array(4 * (residuals.length + 1));
  for (let i = 0; i < residuals.length; i += 1) {
    const row = 4 * i;
    const residual = at(residuals, i);
    sums[row + 4] = at(sums, row) + at(inside, i) * residual;
    sums[row + 5] = at(sums, row + 1) + at(inside, i);
    sums[row + 6] = at(sums, row + 2) + at(outside, i) * residual;
    sums[row + 7] = at(sums, row + 3) + at(outside, i);
  }
  return sums;
}

/** Adds `block` posts from `start` on, around the circle of n, to the four sums. O(1). */
export function addBlock(
  total: Float64Array,
  sums: Float64Array,
  n: number,
  start: number,
  block: number,
): void {
  const end = Math.min(start + block, n);
  const wrapped = start + block - end;
  // Most blocks do not wrap: sums before the first post are 0.
  const turn = wrapped > 0 ? 4 * wrapped : 0;
  for (let k = 0; k < 4; k += 1) {
    total[k] =
      (total[k] as number) +
      (sums[4 * end + k] as number) -
      (sums[4 * start + k] as number) +
      (sums[turn + k] as number);
  }
}

/**
 * 95 % percentile interval of the sum of contrasts (of equal length) by the circular
 * block bootstrap (Politis & Romano 1992): blocks of neighbouring posts are drawn with
 * replacement, so that runs of good and bad days widen the interval as they should.
 * Null when too many resamples leave a side empty. O(n + resamples · n / block).
 */
export function bootstrapInterval(
  contrasts: readonly Contrast[],
  block: number,
  resamples: number,
  random: Random,
): [number, number] | null {
  const n = contrasts[0]?.residuals.length ?? 0;
  if (n === 0) return null;
  const sums = contrasts.map(prefixSums);
  const blocks = Math.ceil(n / block);
  const totals = contrasts.map(() => new Float64Array(4));
  const starts = new Int32Array(blocks);
  const drawn: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let b = 0; b < blocks; b += 1) starts[b] = Math.floor(random() * n);
    for (let c = 0; c < totals.length; c += 1) {
      const total = totals[c] as Float64Array;
      total.fill(0);
      for (let b = 0; b < blocks; b += 1) {
        addBlock(total, sums[c] as Float64Array, n, starts[b] as number, block);
      }
    }
    if (totals.some((total) => at(total, 1) < 1e-9 || at(total, 3) < 1e-9)) continue;
    drawn.push(totals.reduce((d, t) => d + at(t, 0) / at(t, 1) - at(t, 2) / at(t, 3), 0));
  }
  if (drawn.length < 0.9 * resamples) return null;
  const sorted = Float64Array.from(drawn).sort();
  return [quantileSorted(sorted, 0.025) ?? 0, quantileSorted(sorted, 0.975) ?? 0];
}
