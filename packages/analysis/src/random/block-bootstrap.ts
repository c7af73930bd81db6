import { at } from '../statistics/at.ts';
import { mean, standardDeviation } from '../statistics/moments.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { studentQuantile } from '../statistics/student-t.ts';
import { blockLength } from './resampling.ts';
import type { Random } from './sfc32.ts';

const normalQuantile = 1.959963984540054;

/**
 * 95 % interval of the mean of values in time order by the circular block bootstrap (Politis &
 * Romano 1992), blocks as long as neighbours resemble each other. Percentiles of few blocks are
 * too narrow: their distances from the mean are stretched by Student's quantile over the normal
 * one, with as many degrees of freedom as there are blocks less one, and by √(n / (n − 1)).
 * O(n · lags + resamples · n / block).
 */
export function meanInterval(
  values: Float64Array,
  resamples: number,
  random: Random,
): [number, number] {
  const n = values.length;
  const centre = mean(values) ?? 0;
  if (n < 2 || standardDeviation(values) === 0) return [centre, centre];
  const block = blockLength(values);
  const sums = new Float64Array(2 * n + 1);
  for (let i = 0; i < 2 * n; i += 1) sums[i + 1] = at(sums, i) + at(values, i % n);
  const blocks = Math.ceil(n / block);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let b = 0; b < blocks; b += 1) {
      const start = Math.floor(random() * n);
      sum += at(sums, start + block) - at(sums, start);
    }
    means[resample] = sum / (blocks * block);
  }
  means.sort();
  const degrees = Math.max(1, n / block - 1);
  const stretch = (studentQuantile(0.975, degrees) / normalQuantile) * Math.sqrt(n / (n - 1));
  const bound = (p: number): number =>
    centre + stretch * ((quantileSorted(means, p) ?? 0) - centre);
  return [bound(0.025), bound(0.975)];
}
