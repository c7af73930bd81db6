import { at, indexAt } from '../statistics/at.ts';
import type { Prominences } from './prominences.ts';

export interface Widths {
  readonly widths: Float64Array;
  readonly widthHeights: Float64Array;
  readonly leftIps: Float64Array;
  readonly rightIps: Float64Array;
}

/** Where the curve, followed from the peak towards its base, crosses a height. */
function crossing(
  curve: Float64Array,
  peak: number,
  step: 1 | -1,
  base: number,
  height: number,
): number {
  let i = peak;
  while (i !== base && height < at(curve, i)) i += step;
  const here = at(curve, i);
  const inner = at(curve, i - step);
  return here < height && inner !== here ? i - step * ((height - here) / (inner - here)) : i;
}

/**
 * Width of each peak, in samples, at its height less `relHeight` of its prominence, with
 * linear interpolation between samples. Equals scipy.signal.peak_widths.
 * O(peaks · width).
 */
export function peakWidths(
  curve: Float64Array,
  peaks: Int32Array,
  { prominences, leftBases, rightBases }: Prominences,
  relHeight: number,
): Widths {
  if (!(relHeight >= 0)) throw new RangeError(`relHeight must be 0 or more, was ${relHeight}`);
  const widthHeights = prominences.map(
    (prominence, p) => at(curve, indexAt(peaks, p)) - prominence * relHeight,
  );
  const ips = (step: 1 | -1, bases: Float64Array) =>
    widthHeights.map((height, p) => crossing(curve, indexAt(peaks, p), step, at(bases, p), height));
  const leftIps = ips(-1, leftBases);
  const rightIps = ips(1, rightBases);
  const widths = rightIps.map((right, p) => right - at(leftIps, p));
  return { widths, widthHeights, leftIps, rightIps };
}
