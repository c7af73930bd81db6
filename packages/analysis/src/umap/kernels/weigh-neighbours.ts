import type { Kernel } from '../../parallel/parallel.ts';

export type WeightState = {
  readonly k: number;
  /** log2 of the neighbours asked for, the row itself among them. */
  readonly target: number;
  /** Mean distance over all lists: the scale of rows that have no distance of their own. */
  readonly meanDistance: number;
  /** Squared. */
  readonly distances: Float32Array;
  readonly weights: Float32Array;
};

const TOLERANCE = 1e-5;
const LEAST_SCALE = 1e-3;

/**
 * The strength of a row's ties to its neighbours, an item a row: exp(−(d − ρ) / σ), where ρ is
 * the distance of the nearest that is not equal and σ is such that the strengths sum up to
 * `target` (`smooth_knn_dist` and `compute_membership_strengths` of umap-learn, local
 * connectivity 1). O(k) an item.
 */
export const weighNeighbours: Kernel = (state, from, to) => {
  const { k, target, meanDistance, distances, weights } = state as WeightState;
  const beyond = new Float64Array(k);
  for (let row = from; row < to; row += 1) {
    const first = row * k;
    let nearest = 0;
    let sum = 0;
    for (let e = 0; e < k; e += 1) {
      const distance = Math.sqrt(distances[first + e] as number);
      beyond[e] = distance;
      sum += distance;
      if (nearest === 0) nearest = distance;
    }
    for (let e = 0; e < k; e += 1) beyond[e] = Math.max(0, (beyond[e] as number) - nearest);
    const least = LEAST_SCALE * (nearest > 0 ? sum / k : meanDistance);
    const scale = Math.max(least, smoothScale(beyond, target));
    for (let e = 0; e < k; e += 1) {
      const excess = beyond[e] as number;
      weights[first + e] = excess === 0 ? 1 : Math.exp(-excess / scale);
    }
  }
};

/** σ with Σ exp(−d / σ) = target, by bisection; the sum grows with σ. */
function smoothScale(beyond: Float64Array, target: number): number {
  let low = 0;
  let high = Infinity;
  let middle = 1;
  for (let round = 0; round < 64; round += 1) {
    let sum = 0;
    for (let e = 0; e < beyond.length; e += 1) sum += Math.exp(-(beyond[e] as number) / middle);
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) {
      high = middle;
      middle = (low + high) / 2;
    } else {
      low = middle;
      middle = high === Infinity ? middle * 2 : (low + high) / 2;
    }
  }
  return middle;
}
