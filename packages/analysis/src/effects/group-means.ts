import { at, indexAt } from '../statistics/at.ts';

/**
 * Mean of the values of each group, by group number; groups smaller than `fewest`
 * share one mean. With `shrinkage` k a mean of n values is pulled to 0 by n / (n + k).
 * O(n + groups).
 */
export function groupMeans(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
  fewest: number,
  shrinkage = 0,
): Float64Array {
  const sums = new Float64Array(groupCount);
  const counts = new Float64Array(groupCount);
  for (let i = 0; i < values.length; i += 1) {
    const group = indexAt(groups, i);
    sums[group] = at(sums, group) + at(values, i);
    counts[group] = at(counts, group) + 1;
  }
  let restSum = 0;
  let restCount = 0;
  for (let group = 0; group < groupCount; group += 1) {
    if (at(counts, group) >= fewest) continue;
    restSum += at(sums, group);
    restCount += at(counts, group);
  }
  return sums.map((sum, group) => {
    const small = at(counts, group) < fewest;
    const count = small ? restCount : at(counts, group);
    return count === 0 ? 0 : (small ? restSum : sum) / (count + shrinkage);
  });
}

/** The values less their group's mean. */
export const lessGroupMeans = (
  values: Float64Array,
  groups: Int32Array,
  means: Float64Array,
): Float64Array => values.map((value, i) => value - at(means, indexAt(groups, i)));
