import { at, indexAt } from '../statistics/at.ts';
import { localMaxima } from './local-maxima.ts';
import type { PeakOptions, PeakProperties, Peaks } from './peak-options.ts';
import { reachOf, selectPeaks } from './select-peaks.ts';

/**
 * Orders two samples by the curve as it is read onwards from each of them: by height, then
 * by what follows. Equal only where the curve repeats itself within the circle.
 */
function compareOnwards(curve: Float64Array, a: number, b: number): number {
  const n = curve.length;
  for (let step = 0; step < n; step += 1) {
    const difference = at(curve, (a + step) % n) - at(curve, (b + step) % n);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return a - b;
}

const positions = ['leftEdges', 'rightEdges', 'leftBases', 'rightBases', 'leftIps', 'rightIps'];

/** Positions in the curve laid out three times, brought back into [0, n). */
const wrapped = (properties: PeakProperties, n: number): PeakProperties =>
  Object.fromEntries(
    Object.entries(properties).map(([name, values]: [string, Float64Array]) => [
      name,
      positions.includes(name) ? values.map((value) => value % n) : values,
    ]),
  );

/**
 * `findPeaks` on a closed curve, whose last sample is followed by its first: hours of a day
 * (24), hours of a week (168). Rotating the curve rotates the peaks and nothing else.
 *
 * - A flat top may lie across the seam; its middle is counted from its own left edge.
 * - Prominence: bases are searched both ways around the circle up to higher terrain, at most
 *   once around. The highest peak (each of several equal ones) therefore has max − min.
 * - Distance is the shorter way around. Of equal heights the one stays from which the curve,
 *   read onwards, is higher first; if it repeats itself exactly, the later index.
 * - Positions are reported in [0, n): a peak's left base may be larger than its right one, and
 *   widths are counted along the curve.
 *
 * An even curve has no peaks. O(n) for the peaks, O(peaks · n) with prominence or width.
 *
 * @example findCircularPeaks(Float64Array.of(5, 1, 0, 1), { prominence: 3 }).peaks // [0]
 */
export function findCircularPeaks(curve: Float64Array, options: PeakOptions = {}): Peaks {
  const n = curve.length;
  const thrice = new Float64Array(3 * n);
  for (let turn = 0; turn < 3; turn += 1) thrice.set(curve, turn * n);
  const maxima = localMaxima(thrice);
  const inTheMiddle = (_: number, p: number): boolean => {
    const peak = indexAt(maxima.peaks, p);
    return peak >= n && peak < 2 * n;
  };
  const found = selectPeaks(
    thrice,
    {
      peaks: maxima.peaks.filter(inTheMiddle),
      leftEdges: maxima.leftEdges.filter(inTheMiddle),
      rightEdges: maxima.rightEdges.filter(inTheMiddle),
    },
    options,
    {
      byImportance: (peaks) =>
        Int32Array.from(peaks.keys()).sort((a, b) =>
          compareOnwards(curve, indexAt(peaks, a) - n, indexAt(peaks, b) - n),
        ),
      around: n,
      reach: Math.min(reachOf(options.wlen), n - 1),
    },
  );
  return {
    peaks: found.peaks.map((peak) => peak - n),
    properties: wrapped(found.properties, n),
  };
}
