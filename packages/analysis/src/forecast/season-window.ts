import { at } from '../statistics/at.ts';

/** Smoothing lengths to choose from, in cycles; the last means all cycles alike. */
const windows = [7, 11, 23, 47, 9_999] as const;

/** The series less its centred moving mean over one cycle; NaN where that is not whole. O(n · period). */
function detrended(values: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  return values.map((value, i) => {
    if (i < half || i + half >= values.length) return Number.NaN;
    let sum = 0;
    for (let k = -half; k <= half; k += 1) {
      sum += (even && Math.abs(k) === half ? 0.5 : 1) * at(values, i + k);
    }
    return value - sum / period;
  });
}

/** The weights of loess at a distance in cycles. */
const tricube = (distance: number, window: number): number =>
  distance < window ? (1 - (distance / window) ** 3) ** 3 : 0;

/**
 * Over how many cycles the season should be smoothed: the length whose weighted mean of the
 * cycles before foretells the later half of the cycles best, by squared error of the
 * series less its moving mean. A season that stands still gets a long window, in
 * which noise averages out; one that wanders gets a short one. Odd, as STL asks.
 * O(n · cycles).
 */
export function seasonWindow(values: Float64Array, period: number): number {
  const parts = detrended(values, period);
  const cycles = Math.floor(values.length / period);
  const first = Math.max(3 * period, Math.floor(cycles / 2) * period);
  let best: number = windows[1];
  let least = Infinity;
  for (const window of windows) {
    let errors = 0;
    let count = 0;
    for (let i = first; i < values.length; i += 1) {
      let sum = 0;
      let weights = 0;
      for (let back = 1; i - back * period >= 0 && back < window; back += 1) {
        const part = at(parts, i - back * period);
        if (Number.isNaN(part)) continue;
        const weight = tricube(back, window);
        sum += weight * part;
        weights += weight;
      }
      const error = at(parts, i) - sum / weights;
      if (Number.isNaN(error)) continue;
      errors += error * error;
      count += 1;
    }
    if (count > 0 && errors < least) {
      least = errors;
      best = window;
    }
  }
  return best;
}

/**
 * Variance of the season at the series' end, as a share of the variance of what STL leaves
 * over: Σ w² / (Σ w)² of the weights at the end of the cycles. O(cycles).
 */
export function seasonUncertainty(window: number, cycles: number): number {
  let sum = 0;
  let squares = 0;
  for (let back = 0; back < cycles; back += 1) {
    const weight = tricube(back, window);
    sum += weight;
    squares += weight * weight;
  }
  return squares / (sum * sum);
}
