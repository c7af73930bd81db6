import { at, indexAt } from '../statistics/at.ts';
import type { Cut } from './slot-windows.ts';

/** What an account's curve is drawn towards where its own posts are few. */
export interface CurvePrior {
  /** Log effect of each slot on the platform; zeros where nothing is known of it. */
  readonly pattern: Float64Array;
  /** Variance of an account's own effects around the pattern, squared log units. */
  readonly betweenVariance: number;
}

/**
 * How an account's effect curve is made of its posts and the platform's pattern. Depends on
 * counts and variances alone, so that it is the same in every rearrangement of the posts.
 */
export interface CurveShape {
  readonly cut: Cut;
  /** Weighted posts in each slot's window; 0 for a slot that is not tried. */
  readonly posts: Float64Array;
  /** Standard deviation of the window's sum, were the posts independent; 0 likewise. */
  readonly sumSpread: Float64Array;
  /** Weight of the account's own posts, 0–1; the rest is the pattern's. */
  readonly ownWeight: Float64Array;
  readonly pattern: Float64Array;
}

/**
 * The weights of the best linear prediction of a random effect (empirical Bayes; Robinson
 * 1991, "That BLUP is a good thing"): a slot whose weighted mean has variance v counts by
 * τ² / (τ² + v) for itself and by the rest for the pattern. `variance` is that of a residual.
 * O(slots²).
 */
export function curveShape(
  cut: Cut,
  counts: Int32Array,
  tried: Uint8Array,
  variance: number,
  prior: CurvePrior,
): CurveShape {
  const { slotCount, weights } = cut;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const posts = new Float64Array(slotCount);
  const sumSpread = new Float64Array(slotCount);
  const ownWeight = new Float64Array(slotCount);
  for (let slot = 0; slot < slotCount; slot += 1) {
    let sum = 0;
    let squares = 0;
    for (let s = 0; s < slotCount; s += 1) {
      const weight = at(weights, slot * slotCount + s);
      sum += weight * indexAt(counts, s);
      squares += weight * weight * indexAt(counts, s);
    }
    const spread = Math.sqrt(variance * (squares - (sum * sum) / total));
    if (tried[slot] !== 1 || !(spread > 1e-9)) continue;
    posts[slot] = sum;
    sumSpread[slot] = spread;
    const noise = (variance * squares) / (sum * sum);
    ownWeight[slot] = prior.betweenVariance / (prior.betweenVariance + noise);
  }
  return { cut, posts, sumSpread, ownWeight, pattern: prior.pattern };
}

/** Sums over each slot's window, from the sums per slot. O(slots²). */
export function sumWindows(cut: Cut, slotSums: Float64Array, windowSums: Float64Array): void {
  const { slotCount, weights } = cut;
  for (let slot = 0; slot < slotCount; slot += 1) {
    const row = slot * slotCount;
    let sum = 0;
    for (let s = 0; s < slotCount; s += 1) {
      sum += (weights[row + s] as number) * (slotSums[s] as number);
    }
    windowSums[slot] = sum;
  }
}

/**
 * Writes the curve: log effect by slot. A slot that is not tried stands at the account's
 * level, 0: it is no candidate, and no valley is made up where nothing was posted. O(slots).
 */
export function drawCurve(shape: CurveShape, windowSums: Float64Array, curve: Float64Array): void {
  const { posts, ownWeight, pattern } = shape;
  for (let slot = 0; slot < curve.length; slot += 1) {
    const own = ownWeight[slot] as number;
    curve[slot] =
      posts[slot] === 0
        ? 0
        : (own * (windowSums[slot] as number)) / (posts[slot] as number) +
          (1 - own) * (pattern[slot] as number);
  }
}
