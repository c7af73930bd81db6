import { createHash } from 'node:crypto';
import type {
  AnalysisInput,
  AnalysisPost,
  ObservedMetrics,
  ScanParameters,
} from '@viral-scan/contracts';
import { canonicalJson } from './canonical-json.ts';

/**
 * Names the data an analysis saw: accounts, posts, metric values, parameters and analysis version;
 * not capture times, so that reading the same counters again changes nothing.
 * O(posts · snapshots): seconds for very many posts, so not for an event loop.
 */
export function fingerprintOf(
  input: AnalysisInput,
  parameters: ScanParameters,
  analysisVersion: string,
): string {
  const hash = createHash('sha256');
  hash.update(canonicalJson({ parameters, analysisVersion }));
  for (const { posts, demographics, ...whose } of input.accounts) {
    hash.update(canonicalJson({ ...whose, demographics: demographics?.groups ?? null }));
    for (const post of posts) hash.update(textOf(post));
  }
  return hash.digest('hex');
}

/** Not by sorted keys: there may be very many posts. */
const textOf = (post: AnalysisPost): string =>
  JSON.stringify([
    post.postId,
    post.publishedAtMs,
    post.caption,
    post.type,
    post.durationSeconds,
    post.language,
    post.url,
    post.tags,
    post.sound,
    post.retention && [post.retention.seconds, post.retention.shares],
    distinctCounters(post.snapshots),
  ]);

/** The values of each snapshot that differ from those of the one before. */
function distinctCounters(snapshots: readonly ObservedMetrics[]): (number | null)[][] {
  const distinct: (number | null)[][] = [];
  let before: ObservedMetrics | undefined;
  for (const snapshot of snapshots) {
    if (before !== undefined && areSame(before, snapshot)) continue;
    const { views, likes, comments, shares, saves, reach } = snapshot;
    distinct.push([views, likes, comments, shares, saves, reach]);
    before = snapshot;
  }
  return distinct;
}

const areSame = (a: ObservedMetrics, b: ObservedMetrics): boolean =>
  a.views === b.views &&
  a.likes === b.likes &&
  a.comments === b.comments &&
  a.shares === b.shares &&
  a.saves === b.saves &&
  a.reach === b.reach;
