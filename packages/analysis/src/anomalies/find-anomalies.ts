import type { AnalysisPost, Anomaly } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { isolationForest } from '../isolation-forest/isolation-forest.ts';
import type { Parallel } from '../parallel/parallel.ts';
import type { Random } from '../random/sfc32.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import { namedPost } from '../report/named-post.ts';
import type { Section } from '../report/section.ts';
import { at } from '../statistics/at.ts';
import { median } from '../statistics/quantile.ts';
import { roundedOrZero } from '../statistics/rounding.ts';
import { anomalyFeatures, type FeatureColumn } from './anomaly-features.ts';

export const fewestPosts = 30;
/** A feature missing on more posts than this is not looked at. */
const leastKnownShare = 0.8;
/** Among the flagged, only posts with a feature so many robust deviations off are told (Iglewicz & Hoaglin 1993). */
const leastDeviation = 3.5;
/** A feature that varies less is as good as constant: on log scales, 5 %. */
const leastSpread = 0.05;
const leastFeatureShare = 10;
const mostPerRole = 25;

interface Standardised {
  readonly column: FeatureColumn;
  /** (scaled − median) / (1.4826 · MAD, at least 0.05); 0 where unknown. */
  readonly z: Float64Array;
}

/** Null for a feature that most posts lack. */
function standardise(column: FeatureColumn, rows: readonly number[]): Standardised | null {
  const scaled = rows.map((row) => column.scaled[row] ?? null);
  const known = Float64Array.from(scaled.filter((value) => value !== null));
  if (known.length < leastKnownShare * rows.length) return null;
  const middle = median(known) ?? 0;
  const spread = 1.4826 * (median(known.map((value) => Math.abs(value - middle))) ?? 0);
  return {
    column,
    z: Float64Array.from(scaled, (value) =>
      value === null ? 0 : (value - middle) / Math.max(spread, leastSpread),
    ),
  };
}

interface AccountAnomalies {
  readonly comparable: ComparablePosts;
  readonly posts: number;
  readonly found: readonly Anomaly[];
}

function anomaliesOf(
  comparable: ComparablePosts,
  random: Random,
  parallel: Parallel | undefined,
): AccountAnomalies {
  const measured = new Set<AnalysisPost>(comparable.compared);
  const rows = comparable.posts.flatMap((post, i) => (measured.has(post) ? [i] : []));
  if (rows.length < fewestPosts) return { comparable, posts: rows.length, found: [] };
  const features = anomalyFeatures(comparable)
    .map((column) => standardise(column, rows))
    .filter((feature) => feature !== null);
  const dims = features.length;
  const points = new Float64Array(rows.length * dims);
  features.forEach(({ z }, dim) => {
    for (let i = 0; i < rows.length; i += 1) points[i * dims + dim] = at(z, i);
  });
  const forest =
    dims === 0 ? null : isolationForest(points, dims, { random, ...(parallel && { parallel }) });
  if (forest === null || forest.status === 'insufficient') {
    return { comparable, posts: rows.length, found: [] };
  }
  const found = rows.flatMap((row, i): Anomaly[] => {
    const post = comparable.posts[row];
    const farthest = Math.max(...features.map(({ z }) => Math.abs(at(z, i))));
    if (post === undefined || forest.flagged[i] === 0 || farthest < leastDeviation) return [];
    const told = tellFeatures(features, rows, i, forest.attribute(i));
    return [
      {
        ...namedPost(comparable, post),
        score: roundedOrZero(at(forest.scores, i), 4),
        direction: directionOf(told),
        features: told,
      },
    ];
  });
  return { comparable, posts: rows.length, found: found.sort((a, b) => b.score - a.score) };
}

/** The features that explain a tenth or more of what set the post apart, most first. */
function tellFeatures(
  features: readonly Standardised[],
  rows: readonly number[],
  i: number,
  attribution: Float64Array,
): Anomaly['features'] {
  const credited = attribution.map((credit) => Math.max(0, credit));
  const whole = credited.reduce((sum, credit) => sum + credit, 0);
  const told = features.flatMap(({ column, z }, dim) => {
    const value = column.values[rows[i] ?? -1] ?? null;
    const share = whole > 0 ? (100 * at(credited, dim)) / whole : 0;
    if (value === null || share < leastFeatureShare) return [];
    const known = rows.flatMap((row) => column.values[row] ?? []);
    return [
      {
        feature: column.feature,
        value: roundedOrZero(value, 4),
        typical: roundedOrZero(median(known) ?? 0, 4),
        robust_z: roundedOrZero(at(z, i), 2),
        share_pct: roundedOrZero(share, 1),
      },
    ];
  });
  return told.sort((a, b) => b.share_pct - a.share_pct);
}

function directionOf(features: Anomaly['features']): Anomaly['direction'] {
  const above = features.filter(({ robust_z: z }) => z > 0).length;
  return above === features.length ? 'above' : above === 0 ? 'below' : 'mixed';
}

export interface AnomalyOptions {
  readonly generator: (accountId: string) => Random;
  readonly parallel?: Parallel;
}

/**
 * Posts far off their account's ordinary in several features at once: flagged by an isolation
 * forest (contamination 5 %), and at least one feature 3.5 robust standard deviations off.
 * Levels that drift, and views of another definition, are no anomaly. At most 25 own and 25 of
 * competitors, highest score first. O(accounts · (trees · ψ + posts · log ψ)).
 */
export function findAnomalies(
  accounts: readonly ComparablePosts[],
  { generator, parallel }: AnomalyOptions,
): Section<Anomaly[]> {
  const findings = accounts.map((comparable) =>
    anomaliesOf(comparable, generator(comparable.account.accountId), parallel),
  );
  const kept = { own: 0, competitor: 0 };
  const found = findings
    .flatMap((each) => each.found)
    .sort((a, b) => b.score - a.score || (a.post_id < b.post_id ? -1 : 1))
    .filter(({ role }) => {
      kept[role] += 1;
      return kept[role] <= mostPerRole;
    });
  const reasons = findings.map(({ comparable: { account }, posts, found: own }) => ({
    account: account.name ?? account.accountId,
    reason:
      posts < fewestPosts
        ? `not enough posts: ${posts} of ${fewestPosts}`
        : `${own.length} of ${posts} posts are far off the account's ordinary`,
  }));
  return {
    found,
    evidence: evidence(
      findings.some(({ posts }) => posts >= fewestPosts),
      joinReasons(reasons, 'no account in this scan'),
      totalOf(findings, ({ posts }) => posts),
      fewestPosts,
    ),
  };
}
