import type { Random } from '../random/sfc32.ts';
import { quantileSorted } from './quantile.ts';

export interface BootstrapPlan {
  readonly random: Random;
  /** Resamples drawn; 1,000 unless told otherwise. */
  readonly resamples?: number;
  /** Coverage aimed at; 0.95 unless told otherwise. */
  readonly level?: number;
}

/**
 * Percentile interval of a statistic by Efron's bootstrap (1979): resamples of
 * independent values with replacement, R-7 quantiles of what they give. Posts that
 * depend on their neighbours need blocks instead: `effects/contrast.ts`. The sample
 * passed to `statistic` is reused; resamples where it is null do not count. Null for
 * fewer than two values or when a tenth of the resamples give nothing.
 * O(resamples · (n + statistic)).
 */
export function bootstrapPercentile(
  values: Float64Array,
  statistic: (sample: Float64Array) => number | null,
  { random, resamples = 1_000, level = 0.95 }: BootstrapPlan,
): readonly [number, number] | null {
  const n = values.length;
  if (n < 2) return null;
  const sample = new Float64Array(n);
  const found: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let i = 0; i < n; i += 1) sample[i] = values[Math.floor(random() * n)] as number;
    const value = statistic(sample);
    if (value !== null && Number.isFinite(value)) found.push(value);
  }
  if (found.length < 0.9 * resamples) return null;
  const sorted = Float64Array.from(found).sort();
  const lower = quantileSorted(sorted, (1 - level) / 2);
  const upper = quantileSorted(sorted, (1 + level) / 2);
  return lower === null || upper === null ? null : [lower, upper];
}
