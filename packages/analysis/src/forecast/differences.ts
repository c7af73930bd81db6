import { at } from '../statistics/at.ts';

/** The series' differences, taken `order` times; `order` shorter than the series. O(order · n). */
export function differenced(values: Float64Array, order: number): Float64Array {
  let current = values;
  for (let d = 0; d < order; d += 1) {
    const previous = current;
    current = new Float64Array(Math.max(0, previous.length - 1)).map(
      (_, i) => at(previous, i + 1) - at(previous, i),
    );
  }
  return current;
}

/** Whether all values are equal but for rounding: a range below 1e-12 of their size. O(n). */
export function isLevel(values: Float64Array, size: number): boolean {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    lowest = Math.min(lowest, at(values, i));
    highest = Math.max(highest, at(values, i));
  }
  return !(highest - lowest > 1e-12 * size);
}
