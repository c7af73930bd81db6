import type { AnalysisPost, Metrics, ObservedMetrics } from '@viral-scan/contracts';

/** Reads one figure from the counters of a moment; null when the source does not say. */
export type Reading = (metrics: Metrics) => number | null;

/**
 * Likes + comments + shares + saves over the counters that are known. A platform that
 * has no shares is summed without them (missing is not zero, and not a reason to drop
 * the post); unknown when likes, comments and shares are all unknown.
 */
export const engagements: Reading = ({ likes, comments, shares, saves }) =>
  likes === null && comments === null && shares === null
    ? null
    : (likes ?? 0) + (comments ?? 0) + (shares ?? 0) + (saves ?? 0);

export const views: Reading = (metrics) => metrics.views;
export const reach: Reading = (metrics) => metrics.reach;

/** The last snapshot up to `asOfMs` at which every reading is known. O(snapshots). */
export function latestKnown(
  post: AnalysisPost,
  asOfMs: number,
  ...readings: readonly Reading[]
): ObservedMetrics | null {
  for (let i = post.snapshots.length - 1; i >= 0; i -= 1) {
    const snapshot = post.snapshots[i];
    if (snapshot === undefined || snapshot.capturedAtMs > asOfMs) continue;
    if (readings.every((reading) => reading(snapshot) !== null)) return snapshot;
  }
  return null;
}

/** A reading at the last snapshot that has it; null when none does. */
export function latestReading(post: AnalysisPost, asOfMs: number, reading: Reading): number | null {
  const snapshot = latestKnown(post, asOfMs, reading);
  return snapshot === null ? null : reading(snapshot);
}

/** Engagements over a denominator known at the same moment; null when unknown or zero. */
export function engagementRate(
  post: AnalysisPost,
  asOfMs: number,
  denominator: Reading,
): number | null {
  const snapshot = latestKnown(post, asOfMs, engagements, denominator);
  if (snapshot === null) return null;
  const amount = engagements(snapshot);
  const over = denominator(snapshot);
  return amount === null || over === null || over <= 0 ? null : amount / over;
}
