import { at, indexAt } from '../statistics/at.ts';

export interface Prominences {
  readonly prominences: Float64Array;
  readonly leftBases: Float64Array;
  readonly rightBases: Float64Array;
}

/**
 * The lowest sample, the nearest of equals, on the way from the peak in steps of `step`
 * up to `limit`, before the terrain rises above the peak (or is NaN).
 */
function base(curve: Float64Array, peak: number, step: 1 | -1, limit: number): number {
  const summit = at(curve, peak);
  let lowest = summit;
  let found = peak;
  for (let i = peak; i !== limit + step && at(curve, i) <= summit; i += step) {
    if (at(curve, i) < lowest) {
      lowest = at(curve, i);
      found = i;
    }
  }
  return found;
}

/**
 * Height of each peak above the higher of its bases, searched at most `reach` samples to
 * each side. Equals scipy.signal.peak_prominences with reach = ⌊wlen / 2⌋.
 * O(peaks · distance to higher terrain).
 */
export function peakProminences(
  curve: Float64Array,
  peaks: Int32Array,
  reach: number,
): Prominences {
  const prominences = new Float64Array(peaks.length);
  const leftBases = new Float64Array(peaks.length);
  const rightBases = new Float64Array(peaks.length);
  for (let p = 0; p < peaks.length; p += 1) {
    const peak = indexAt(peaks, p);
    const left = base(curve, peak, -1, Math.max(0, peak - reach));
    const right = base(curve, peak, 1, Math.min(curve.length - 1, peak + reach));
    leftBases[p] = left;
    rightBases[p] = right;
    prominences[p] = at(curve, peak) - Math.max(at(curve, left), at(curve, right));
  }
  return { prominences, leftBases, rightBases };
}
