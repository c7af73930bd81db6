import type { AnalysisPost, Anomaly, Role } from '@viral-scan/contracts';
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
  /** Median of the values, as people read them. */
  readonly typical: number;
}

/** Null for a feature that most posts lack. */
function standardise(column: FeatureColumn, rows: readonly number[]): Standardised | null {
  const scaled = rows.map((row) => column.scaled[row] ?? null);
  const known = Float64Array.from(scaled.filter((value) => value !== null));
  if (known.length < leastKnownShare * rows.length) return null;
  const middle = median(known) ?? 0;
  const spread = 1.4826 * (median(known.map((value) => Math.abs(value - middle))) ?? 0);
  const values = rows.flatMap((row) => column.values[row] ?? []);
  return {
    column,
    typical: median(Float64Array.from(values)) ?? 0,
    z: Float64Array.from(scaled, (value) =>
      value === null ? 0 : (value - middle) / Math.max(spread, leastSpread),
    ),
  };
}

interface Flagged {
  readonly score: number;
  readonly postId: string;
  readonly role: Role;
  /** The post as the report tells of it; made for those that are told. */
  readonly tell: () => Anomaly;
}

interface AccountAnomalies {
  readonly comparable: ComparablePosts;
  readonly posts: number;
  readonly flagged: readonly Flagged[];
}

function anomaliesOf(
  comparable: ComparablePosts,
  random: Random,
  parallel: Parallel | undefined,
): AccountAnomalies {
  const measured = new Set<AnalysisPost>(comparable.compared);
  const rows = comparable.posts.flatMap((post, i) => (measured.has(post) ? [i] : []));
  const posts = rows.length;
  if (posts < fewestPosts) return { comparable, posts, flagged: [] };
  const features = anomalyFeatures(comparable)
    .map((column) => standardise(column, rows))
    .filter((feature) => feature !== null);
  const dims = features.length;
  const points = new Float64Array(posts * dims);
  features.forEach(({ z }, dim) => {
    for (let i = 0; i < posts; i += 1) points[i * dims + dim] = at(z, i);
  });
  const forest =
    dims === 0 ? null : isolationForest(points, dims, { random, ...(parallel && { parallel }) });
  if (forest === null || forest.status === 'insufficient') {
    return { comparable, posts, flagged: [] };
  }
  const flagged = rows.flatMap((row, i): Flagged[] => {
    const post = comparable.posts[row];
    const isFar = features.some(({ z }) => Math.abs(at(z, i)) >= leastDeviation);
    if (post === undefined || forest.flagged[i] === 0 || !isFar) return [];
    const score = roundedOrZero(at(forest.scores, i), 4);
    const tell = (): Anomaly => {
      const told = tellFeatures(features, row, i, forest.attribute(i));
      return {
        ...namedPost(comparable, post),
        score,
        direction: directionOf(told),
        features: told,
      };
    };
    return [{ score, postId: post.postId, role: comparable.account.role, tell }];
  });
  return { comparable, posts, flagged };
}

/** The features that explain a tenth or more of what set the post apart, most first. */
function tellFeatures(
  features: readonly Standardised[],
  row: number,
  i: number,
  attribution: Float64Array,
): Anomaly['features'] {
  const credited = attribution.map((credit) => Math.max(0, credit));
  const whole = credited.reduce((sum, credit) => sum + credit, 0);
  const told = features.flatMap(({ column, z, typical }, dim) => {
    const value = column.values[row] ?? null;
    const share = whole > 0 ? (100 * at(credited, dim)) / whole : 0;
    if (value === null || share < leastFeatureShare) return [];
    return [
      {
        feature: column.feature,
        value: roundedOrZero(value, 4),
        typical: roundedOrZero(typical, 4),
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
    .flatMap(({ flagged }) => flagged)
    .sort((a, b) => b.score - a.score || (a.postId < b.postId ? -1 : 1))
    .filter(({ role }) => {
      kept[role] += 1;
      return kept[role] <= mostPerRole;
    })
    .map(({ tell }) => tell());
  const reasons = findings.map(({ comparable: { account }, posts, flagged }) => ({
    account: account.name ?? account.accountId,
    reason:
      posts < fewestPosts
        ? `not enough posts: ${posts} of ${fewestPosts}`
        : `${flagged.length} of ${posts} posts are far off the account's ordinary`,
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
