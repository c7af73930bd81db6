import { at } from './at.ts';
import { mean } from './moments.ts';
import { studentTwoSided } from './student-t.ts';

export interface WelchT {
  /** Positive where the first group has the larger mean. */
  readonly t: number;
  /** Satterthwaite's, not whole. */
  readonly degrees: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** Variance of the mean, divisor n (n − 1). */
function meanVariance(values: Float64Array, centre: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (at(values, i) - centre) ** 2;
  return sum / (values.length - 1) / values.length;
}

/**
 * Welch's t test of two means with unequal variances: scipy.stats.ttest_ind(a, b,
 * equal_var=False). Null when a group has fewer than two values, neither varies, or a
 * value is not finite. O(n).
 */
export function welchT(a: Float64Array, b: Float64Array): WelchT | null {
  if (a.length < 2 || b.length < 2) return null;
  const meanA = mean(a) ?? 0;
  const meanB = mean(b) ?? 0;
  const errorA = meanVariance(a, meanA);
  const errorB = meanVariance(b, meanB);
  const error = errorA + errorB;
  if (!(error > 0) || !Number.isFinite(error)) return null;
  const t = (meanA - meanB) / Math.sqrt(error);
  const shareA = errorA / error;
  const shareB = errorB / error;
  const degrees = 1 / (shareA ** 2 / (a.length - 1) + shareB ** 2 / (b.length - 1));
  return { t, degrees, pValue: studentTwoSided(t, degrees) };
}
