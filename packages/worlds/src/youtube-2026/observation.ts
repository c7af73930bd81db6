import type { VideoStatistics } from '../world.ts';

/** The counters of a post as the source saw them at `at` (ms since the epoch). */
export interface Observation extends VideoStatistics {
  readonly at: number;
}

/** An observation speaks for the counters this long; afterwards nothing is known. */
export const observationHoldsMs = 24 * 3_600_000;

/**
 * The last observation at or before `at`, or null before the first one and once the last is
 * older than 24 h. `observations` are sorted by time. O(log n).
 */
export function observationAt(
  observations: readonly Observation[],
  at: number,
): Observation | null {
  let low = 0;
  let high = observations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((observations[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  const last = observations[low - 1];
  return last === undefined || at - last.at > observationHoldsMs ? null : last;
}
