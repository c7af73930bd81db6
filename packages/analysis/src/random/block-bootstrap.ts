import { at } from '../statistics/at.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { blockLength } from './resampling.ts';
import type { Random } from './sfc32.ts';

/**
 * 95 % percentile interval of the mean of values in time order by the circular block
 * bootstrap (Politis & Romano 1992), blocks as long as neighbours resemble each other.
 * O(n · lags + resamples · n / block).
 */
export function meanInterval(
  values: Float64Array,
  resamples: number,
  random: Random,
): [number, number] {
  const n = values.length;
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
  return [quantileSorted(means, 0.025) ?? 0, quantileSorted(means, 0.975) ?? 0];
}
