import { at } from '../statistics/at.ts';

export interface ExponentialMeanOptions {
  /** Weight of the newest value, in (0, 1]; see `alphaOfSpan`. */
  readonly alpha: number;
  /**
   * True (unless told): the weighted mean of all values so far. False: the recursion
   * mean ← (1 − alpha) · mean + alpha · value, which gives the first value more weight.
   */
  readonly adjust?: boolean;
  /** Whether a missing value leaves the weights as they are; false unless told. */
  readonly ignoreMissing?: boolean;
  /** 1 unless told: fewer values than this so far give NaN. */
  readonly minPeriods?: number;
}

/** The alpha whose weights have the same centre as a plain mean of `span` values (at least 1). */
export function alphaOfSpan(span: number): number {
  if (!(span >= 1)) throw new RangeError(`span must be 1 or more, was ${span}`);
  return 2 / (span + 1);
}

/**
 * Exponentially weighted mean up to each value: pandas' `ewm(alpha, adjust, ignore_na,
 * min_periods).mean()`. Before the first value NaN; at a missing one (NaN, infinity) the
 * mean stays. O(n).
 */
export function exponentialMean(
  values: Float64Array,
  { alpha, adjust = true, ignoreMissing = false, minPeriods = 1 }: ExponentialMeanOptions,
): Float64Array {
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`alpha must be in (0, 1], was ${alpha}`);
  const means = new Float64Array(values.length);
  let mean = 0;
  let weight = 0;
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = at(values, i);
    const seen = Number.isFinite(value);
    if (seen || !ignoreMissing) weight *= 1 - alpha;
    if (seen) {
      // The first value, met by the weight 0, becomes the mean whatever its own.
      const added = adjust ? 1 : alpha;
      mean += ((value - mean) * added) / (weight + added);
      weight = adjust ? weight + added : 1;
      count += 1;
    }
    means[i] = count >= Math.max(1, minPeriods) ? mean : Number.NaN;
  }
  return means;
}
