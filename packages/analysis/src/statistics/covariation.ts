import { at } from './at.ts';
import { dot, times } from './exact-dot.ts';
import { mean } from './moments.ts';

/** How pairs vary around their means, and together. */
export interface Covariation {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Standard deviations, divisor n; 0 where all values are equal. */
  readonly spreadX: number;
  readonly spreadY: number;
  /** Pearson's r, exactly ±1 for points on a line; null where a side does not vary. */
  readonly r: number | null;
  /** 1 − r², with the digits that r itself has lost when it is near ±1. */
  readonly unexplained: number;
}

/** The values less their mean, divided by a power of two that brings them to about 1. */
function standardised(values: Float64Array): { values: Float64Array; scale: number; mean: number } {
  const centre = mean(values) ?? 0;
  const centred = values.map((value) => value - centre);
  let largest = 0;
  for (let i = 0; i < centred.length; i += 1) largest = Math.max(largest, Math.abs(at(centred, i)));
  const scale = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  return { values: centred.map((value) => value / scale), scale, mean: centre };
}

/**
 * Spreads and correlation of pairs in twice the working precision: points on a line give
 * |r| = 1 and not 1 − 1e-16, whose p-value would be off by a hundred orders of magnitude.
 * Null for pairs of unequal number, fewer than two, or values (or differences of them)
 * that are not finite. O(n).
 */
export function covariation(x: Float64Array, y: Float64Array): Covariation | null {
  const n = x.length;
  if (n !== y.length || n < 2 || !x.every(Number.isFinite) || !y.every(Number.isFinite))
    return null;
  const left = standardised(x);
  const right = standardised(y);
  const squaresX = dot(left.values, left.values);
  const squaresY = dot(right.values, right.values);
  const cross = dot(left.values, right.values);
  const all = times(squaresX, squaresY);
  const explained = times(cross, cross);
  const unexplained = (all.high - explained.high + (all.low - explained.low)) / all.high;
  const onLine = unexplained < 1e-16;
  const sign = Math.sign(cross.high);
  const magnitude = Math.min(1, Math.abs(cross.high) / Math.sqrt(all.high));
  if (!Number.isFinite(all.high)) return null;
  const constantX = isConstant(x);
  const constantY = isConstant(y);
  return {
    n,
    meanX: left.mean,
    meanY: right.mean,
    spreadX: constantX ? 0 : left.scale * Math.sqrt(squaresX.high / n),
    spreadY: constantY ? 0 : right.scale * Math.sqrt(squaresY.high / n),
    r: constantX || constantY ? null : sign * (onLine ? 1 : magnitude),
    unexplained: constantX || constantY ? 1 : onLine ? 0 : Math.min(1, unexplained),
  };
}

const isConstant = (values: Float64Array): boolean => values.every((value) => value === values[0]);
