import { at } from '../statistics/at.ts';

/**
 * Coefficients φ of a stationary autoregression with the given partial autocorrelations,
 * each inside (−1, 1): the Durbin–Levinson recursion (Monahan 1984; Jones 1980). The map
 * is one to one, so optimising over the partials never leaves the stationary region. O(p²).
 */
export function coefficientsOf(partials: Float64Array): Float64Array {
  const p = partials.length;
  const phi = new Float64Array(p);
  const previous = new Float64Array(p);
  for (let k = 0; k < p; k += 1) {
    const partial = at(partials, k);
    previous.set(phi);
    for (let i = 0; i < k; i += 1) phi[i] = at(previous, i) - partial * at(previous, k - 1 - i);
    phi[k] = partial;
  }
  return phi;
}

/** The inverse of `coefficientsOf`; null where φ is not stationary. O(p²). */
export function partialsOf(phi: Float64Array): Float64Array | null {
  const partials = Float64Array.from(phi);
  const previous = new Float64Array(phi.length);
  for (let k = phi.length - 1; k >= 0; k -= 1) {
    const partial = at(partials, k);
    if (!(Math.abs(partial) < 1)) return null;
    previous.set(partials);
    for (let i = 0; i < k; i += 1) {
      partials[i] = (at(previous, i) + partial * at(previous, k - 1 - i)) / (1 - partial * partial);
    }
  }
  return partials;
}

/**
 * Whether all roots of 1 − φ₁z − … − φₚz^p lie outside the circle of that radius: those of
 * φᵢ · radius^i outside the unit circle. No root has to be found. O(p²).
 */
export const rootsBeyond = (phi: Float64Array, radius: number): boolean =>
  partialsOf(phi.map((value, i) => value * radius ** (i + 1))) !== null;
