/** Index of the first value ≥ (or, with `after`, > ) the bound in ascending values. O(log n). */
function searchSorted(sorted: Float64Array, bound: number, after: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] as number;
    if (value < bound || (after && value === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Rank of a value among ascending values that hold it, 0–100, by the mid-rank
 * convention: 100 · (smaller + half of the equal ones, itself included) / n, as
 * scipy.stats.percentileofscore less half a tie (Hazen's plotting position). The best
 * of n stands at 100 · (n − ½) / n, so "above 99.0" needs more than 50 posts.
 */
export function midRankPercentile(sorted: Float64Array, value: number): number {
  const smaller = searchSorted(sorted, value, false);
  const equal = searchSorted(sorted, value, true) - smaller;
  return (100 * (smaller + equal / 2)) / sorted.length;
}
