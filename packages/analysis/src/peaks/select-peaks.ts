import { at } from '../statistics/at.ts';
import { keepDistant } from './keep-distant.ts';
import type { LocalMaxima } from './local-maxima.ts';
import type { Border, Condition, PeakOptions, PeakProperties, Peaks } from './peak-options.ts';
import { peakWidths } from './peak-widths.ts';
import { peakProminences } from './prominences.ts';

/** What differs between a line and a circle. */
export interface Terrain {
  /** The peaks' numbers, the most important last. */
  readonly byImportance: (peaks: Int32Array) => Int32Array;
  /** Length of the circle; null for a line. */
  readonly around: number | null;
  /** Samples to each side within which bases are searched. */
  readonly reach: number;
}

const isInterval = (condition: Condition): condition is readonly [Border, Border] =>
  Array.isArray(condition);

/** Borders per sample repeat with the curve, when the curve itself is repeated. */
const borderAt = (border: Border, sample: number): number | null =>
  typeof border === 'number' || border === null ? border : at(border, sample % border.length);

/** The smallest and the largest of what is asked of each peak must lie in the interval. */
function within(condition: Condition, peaks: Int32Array, least: Float64Array, most = least) {
  const [low, high] = isInterval(condition) ? condition : [condition, null];
  return Uint8Array.from(peaks, (peak, p) => {
    const floor = borderAt(low, peak);
    const ceiling = borderAt(high, peak);
    return (floor === null || floor <= at(least, p)) && (ceiling === null || at(most, p) <= ceiling)
      ? 1
      : 0;
  });
}

type Draft = { -readonly [Name in keyof PeakProperties]: PeakProperties[Name] };

/**
 * The maxima that meet all conditions, tested in scipy's order: plateau size, height,
 * threshold, distance, prominence, width.
 */
export function selectPeaks(
  curve: Float64Array,
  maxima: LocalMaxima,
  options: PeakOptions,
  { byImportance, around, reach }: Terrain,
): Peaks {
  let peaks = maxima.peaks;
  let properties: Draft = {};
  const retain = (keep: Uint8Array): void => {
    const kept = (_: number, p: number): boolean => keep[p] === 1;
    peaks = peaks.filter(kept);
    properties = Object.fromEntries(
      Object.entries(properties).map(([name, values]) => [name, values.filter(kept)]),
    );
  };
  const read = (offset: number): Float64Array =>
    Float64Array.from(peaks, (peak) => at(curve, peak + offset));

  if (options.plateauSize !== undefined) {
    const { leftEdges, rightEdges } = maxima;
    const plateauSizes = rightEdges.map((right, p) => right - at(leftEdges, p) + 1);
    properties = { plateauSizes, leftEdges, rightEdges };
    retain(within(options.plateauSize, peaks, plateauSizes));
  }
  if (options.height !== undefined) {
    const peakHeights = read(0);
    properties = { ...properties, peakHeights };
    retain(within(options.height, peaks, peakHeights));
  }
  if (options.threshold !== undefined) {
    const summits = read(0);
    const leftThresholds = read(-1).map((beside, p) => at(summits, p) - beside);
    const rightThresholds = read(1).map((beside, p) => at(summits, p) - beside);
    const least = leftThresholds.map((left, p) => Math.min(left, at(rightThresholds, p)));
    const most = leftThresholds.map((left, p) => Math.max(left, at(rightThresholds, p)));
    properties = { ...properties, leftThresholds, rightThresholds };
    retain(within(options.threshold, peaks, least, most));
  }
  if (options.distance !== undefined) {
    if (!(options.distance >= 1)) {
      throw new RangeError(`distance must be 1 or more, was ${options.distance}`);
    }
    retain(keepDistant(peaks, byImportance(peaks), options.distance, around));
  }
  if (options.prominence !== undefined || options.width !== undefined) {
    properties = { ...properties, ...peakProminences(curve, peaks, reach) };
  }
  if (options.prominence !== undefined) {
    retain(within(options.prominence, peaks, properties.prominences ?? Float64Array.of()));
  }
  const { prominences, leftBases, rightBases } = properties;
  if (options.width !== undefined && prominences && leftBases && rightBases) {
    const bases = { prominences, leftBases, rightBases };
    const found = peakWidths(curve, peaks, bases, options.relHeight ?? 0.5);
    properties = { ...properties, ...found };
    retain(within(options.width, peaks, found.widths));
  }
  return { peaks, properties };
}

/** Samples to each side for scipy's `wlen`; unlimited without. */
export function reachOf(wlen: number | undefined): number {
  if (wlen === undefined) return Number.MAX_SAFE_INTEGER;
  if (!(wlen > 1)) throw new RangeError(`wlen must be larger than 1, was ${wlen}`);
  return Math.floor(Math.ceil(wlen) / 2);
}
