import type { AnalysisPost, Metrics } from '@viral-scan/contracts';
import { engagements, latestKnown, type Reading } from './engagements.ts';

const counters = ['likes', 'comments', 'shares', 'saves'] as const;
type Counter = (typeof counters)[number];

/** A counter known on half of the posts and a fifth of the sum cannot be missing unnoticed. */
const leastKnownShare = 0.5;
const leastSumShare = 0.2;

/** Counters without which a post's engagements do not compare with its neighbours'. O(posts). */
export function essentialCounters(posts: readonly AnalysisPost[], asOfMs: number): Counter[] {
  const latest = posts
    .map((post) => latestKnown(post, asOfMs, engagements))
    .filter((snapshot) => snapshot !== null);
  const sumOf = (counter: Counter) =>
    latest.reduce((sum, snapshot) => sum + (snapshot[counter] ?? 0), 0);
  const whole = counters.reduce((sum, counter) => sum + sumOf(counter), 0);
  return counters.filter((counter) => {
    const known = latest.filter((snapshot) => snapshot[counter] !== null).length;
    return known >= leastKnownShare * latest.length && sumOf(counter) >= leastSumShare * whole;
  });
}

/**
 * Engagements, unknown where an essential counter is: a post that hides its likes would
 * otherwise pass for one that nobody liked.
 */
export const comparableEngagements =
  (essential: readonly Counter[]): Reading =>
  (metrics: Metrics) =>
    essential.some((counter) => metrics[counter] === null) ? null : engagements(metrics);
