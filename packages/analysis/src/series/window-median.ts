import { at, indexAt } from '../statistics/at.ts';
import type { Windows } from './windows.ts';

/**
 * Counts of the values present, by rank, in a Fenwick tree: adding, taking out and finding
 * the k-th smallest take O(log n) each.
 */
class RankedCounts {
  readonly #tree: Int32Array;
  readonly #top: number;

  constructor(ranks: number) {
    this.#tree = new Int32Array(ranks + 1);
    this.#top = ranks === 0 ? 0 : 2 ** Math.floor(Math.log2(ranks));
  }

  change(rank: number, by: 1 | -1): void {
    const tree = this.#tree;
    for (let i = rank + 1; i < tree.length; i += i & -i) tree[i] = indexAt(tree, i) + by;
  }

  /** The rank of the k-th smallest value present, counted from 0. */
  find(k: number): number {
    let below = 0;
    let left = k;
    for (let width = this.#top; width > 0; width >>= 1) {
      const next = below + width;
      if (next < this.#tree.length && indexAt(this.#tree, next) <= left) {
        below = next;
        left -= indexAt(this.#tree, next);
      }
    }
    return below;
  }
}

/**
 * Median of each window's finite values: pandas' `rolling(…).median()`; NaN for fewer than
 * `minPeriods`, or none. O(n log n).
 */
export function windowMedian(values: Float64Array, windows: Windows): Float64Array {
  const { starts, ends, minPeriods } = windows;
  const order = Int32Array.from(values.keys())
    .filter((i) => Number.isFinite(at(values, i)))
    .sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Int32Array(values.length).fill(-1);
  order.forEach((index, rank) => {
    ranks[index] = rank;
  });
  const present = new RankedCounts(order.length);
  const ranked = (k: number): number => at(values, indexAt(order, present.find(k)));
  let [start, end, count] = [0, 0, 0];
  const move = (index: number, by: 1 | -1): void => {
    const rank = indexAt(ranks, index);
    if (rank < 0) return;
    present.change(rank, by);
    count += by;
  };
  return Float64Array.from(starts, (first, i) => {
    for (; end < indexAt(ends, i); end += 1) move(end, 1);
    for (; start < Math.min(first, end); start += 1) move(start, -1);
    if (count < Math.max(1, minPeriods)) return Number.NaN;
    const upper = ranked(count >> 1);
    return count % 2 === 1 ? upper : (ranked((count >> 1) - 1) + upper) / 2;
  });
}
