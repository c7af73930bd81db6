import { at, indexAt } from '../statistics/at.ts';
import { localMaxima } from './local-maxima.ts';
import type { PeakOptions, Peaks } from './peak-options.ts';
import { reachOf, selectPeaks } from './select-peaks.ts';

/**
 * The peaks of a curve that meet the conditions, with the properties that were asked for:
 * scipy.signal.find_peaks (1.10). A curve without peaks, or shorter than three samples,
 * gives empty arrays. NaN is compared as IEEE does, so that it separates peaks but never is,
 * nor touches, one. Of equal heights the later peak stays under `distance`, as in scipy with
 * a stable sort.
 *
 * O(n + peaks · log peaks) for the peaks; prominence and width add O(peaks · distance to
 * higher terrain).
 *
 * @example findPeaks(Float64Array.of(0, 2, 1, 3, 0), { prominence: 2 }).peaks // [3]
 */
export function findPeaks(curve: Float64Array, options: PeakOptions = {}): Peaks {
  return selectPeaks(curve, localMaxima(curve), options, {
    byImportance: (peaks) =>
      Int32Array.from(peaks.keys()).sort(
        (a, b) => at(curve, indexAt(peaks, a)) - at(curve, indexAt(peaks, b)) || a - b,
      ),
    around: null,
    reach: reachOf(options.wlen),
  });
}
