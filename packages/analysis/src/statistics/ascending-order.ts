import { at, indexAt } from './at.ts';

/**
 * Indices of the values in ascending order, equal ones by index: numpy's
 * `argsort(kind='stable')`, without NaN. A bottom-up merge sort that reads the values itself
 * instead of calling a comparator. O(n log n).
 *
 * @example ascendingOrder(Float64Array.of(30, 10, 30, 20)) // [1, 3, 0, 2]
 */
export function ascendingOrder(values: Float64Array): Int32Array {
  const n = values.length;
  let from = Int32Array.from(values.keys());
  let to = new Int32Array(n);
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      mergeRuns(
        values,
        from,
        to,
        start,
        Math.min(start + width, n),
        Math.min(start + 2 * width, n),
      );
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges the sorted runs [start, middle) and [middle, end) of `from` into `to`. */
function mergeRuns(
  values: Float64Array,
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let place = start; place < end; place += 1) {
    const takesLeft =
      right >= end ||
      (left < middle && at(values, indexAt(from, left)) <= at(values, indexAt(from, right)));
    to[place] = indexAt(from, takesLeft ? left : right);
    if (takesLeft) left += 1;
    else right += 1;
  }
}
