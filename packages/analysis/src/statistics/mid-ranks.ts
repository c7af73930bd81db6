import { ascendingOrder } from './ascending-order.ts';
import { at, indexAt } from './at.ts';

/**
 * Ranks from 1, equal values sharing the mean of theirs: scipy.stats.rankdata
 * (method='average'). O(n log n).
 *
 * @example midRanks(Float64Array.of(10, 30, 10)) // [1.5, 3, 1.5]
 */
export function midRanks(values: Float64Array): Float64Array {
  const order = ascendingOrder(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    const value = at(values, indexAt(order, start));
    // At least one on: NaN is not equal to itself.
    let end = start + 1;
    while (end < order.length && at(values, indexAt(order, end)) === value) end += 1;
    for (let i = start; i < end; i += 1) ranks[indexAt(order, i)] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
