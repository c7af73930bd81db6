import { covariation } from './covariation.ts';
import { studentTwoSided } from './student-t.ts';

export interface LinearRegression {
  readonly slope: number;
  readonly intercept: number;
  /** Correlation of the pairs; 0 where y does not vary. */
  readonly r: number;
  /** Two-sided, of the hypothesis that the slope is zero. */
  readonly pValue: number;
  readonly slopeError: number;
  readonly interceptError: number;
}

/** scipy's floor of 1 − r², which keeps t finite for points on a line. */
const floor = 2e-20;

/**
 * Least-squares line of y on x: scipy.stats.linregress, its floor for perfect fits
 * included. Null for fewer than three pairs (scipy answers two pairs with p = 0), an x
 * that does not vary, or values that are not finite. O(n).
 */
export function linearRegression(x: Float64Array, y: Float64Array): LinearRegression | null {
  const pairs = covariation(x, y);
  if (pairs === null || pairs.n < 3 || pairs.spreadX === 0) return null;
  const { n, meanX, meanY, spreadX, spreadY, unexplained } = pairs;
  const r = pairs.r ?? 0;
  const slope = r * (spreadY / spreadX);
  const degrees = n - 2;
  const t = r * Math.sqrt(degrees / (unexplained + floor));
  const slopeError = Math.sqrt(unexplained / degrees) * (spreadY / spreadX);
  return {
    slope,
    intercept: meanY - slope * meanX,
    r,
    pValue: studentTwoSided(t, degrees),
    slopeError,
    interceptError: slopeError * Math.hypot(spreadX, meanX),
  };
}
