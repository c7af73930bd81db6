import type { AnalysisPost, Anomaly, Metrics } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { slowTrend, trendReach } from '../effects/slow-trend.ts';
import { engagements, latestKnown, views } from '../engagement/engagements.ts';
import type { EqualAgeSeries } from '../equal-age/equal-age-series.ts';
import { observeAtAge } from '../equal-age/observe.ts';
import { curveLength, dropOffRate } from '../retention/retention-curve.ts';
import { at, indexAt } from '../statistics/at.ts';
import { median } from '../statistics/quantile.ts';
import { viewEra } from '../view-definitions/view-definitions.ts';

export type AnomalyFeature = Anomaly['features'][number]['feature'];

/** One feature of all posts that are looked at; null where a post does not have it. */
export interface FeatureColumn {
  readonly feature: AnomalyFeature;
  /** As people read it. */
  readonly values: readonly (number | null)[];
  /** As the forest sees it: on a scale on which ordinary posts lie around one middle. */
  readonly scaled: readonly (number | null)[];
}

const fewestInGroup = 10;

const logs = (values: readonly (number | null)[], offset: number) =>
  values.map((value) => (value === null ? null : Math.log(value + offset)));

/**
 * Log outcome at equal age, less the account's slow trend and the level of each group. A group
 * of a few posts has no level to tell them from: they do not have the feature.
 */
function outcomeColumn(
  feature: AnomalyFeature,
  posts: readonly AnalysisPost[],
  series: EqualAgeSeries,
  groupOf: (post: AnalysisPost) => number,
): FeatureColumn {
  const values = new Array<number | null>(posts.length).fill(null);
  const scaled = new Array<number | null>(posts.length).fill(null);
  const groups = Map.groupBy(series.index.keys(), (i) => {
    const post = posts[indexAt(series.index, i)];
    return post === undefined ? 0 : groupOf(post);
  });
  for (const members of groups.values()) {
    if (members.length < fewestInGroup) continue;
    const known = Float64Array.from(members, (i) => Math.log1p(Math.max(0, at(series.values, i))));
    const trend = slowTrend(known, trendReach(known.length));
    members.forEach((i, position) => {
      values[indexAt(series.index, i)] = at(series.values, i);
      scaled[indexAt(series.index, i)] = at(known, position) - at(trend, position);
    });
  }
  return { feature, values, scaled };
}

/** One counter over another, both of the latest snapshot that has them. */
function ratioColumn(
  feature: AnomalyFeature,
  posts: readonly AnalysisPost[],
  asOfMs: number,
  over: (metrics: Metrics) => number | null,
  under: (metrics: Metrics) => number | null,
): FeatureColumn {
  const pairs = posts.map((post) => {
    const snapshot = latestKnown(post, asOfMs, over, under);
    const top = snapshot === null ? null : over(snapshot);
    const bottom = snapshot === null ? null : under(snapshot);
    return top === null || bottom === null ? null : { top, bottom };
  });
  return {
    feature,
    values: pairs.map((pair) =>
      pair === null || pair.bottom <= 0 ? null : pair.top / pair.bottom,
    ),
    // Pseudo-counts: one comment on two likes is not the same news as 500 on 1,000.
    scaled: pairs.map((pair) =>
      pair === null || pair.bottom <= 0 ? null : Math.log((pair.top + 1) / (pair.bottom + 10)),
    ),
  };
}

/** Share of the outcome at the reference age that was there at a third of it. */
function earlyGrowthColumn({ posts, equalAge, window, outcome }: ComparablePosts): FeatureColumn {
  const reading = outcome === 'views' ? views : engagements;
  const age = equalAge.mode === 'at_age' ? equalAge.age_hours : null;
  const values = posts.map((post) => {
    if (age === null) return null;
    const early = observeAtAge(post, reading, age / 3, window.asOfMs);
    const whole = observeAtAge(post, reading, age, window.asOfMs);
    return early === null || whole === null || whole.value <= 0 ? null : early.value / whole.value;
  });
  return { feature: 'early_growth', values, scaled: logs(values, 0.05) };
}

function dropOffColumn(posts: readonly AnalysisPost[]): FeatureColumn {
  const values = posts.map(({ retention, durationSeconds }) => {
    const length = retention === null ? null : curveLength(retention, durationSeconds);
    return retention === null || length === null ? null : dropOffRate(retention, length);
  });
  return { feature: 'drop_off_rate', values, scaled: values };
}

/** What makes a post of an account ordinary or not. O(posts × snapshots). */
export function anomalyFeatures(comparable: ComparablePosts): FeatureColumn[] {
  const { account, posts, window } = comparable;
  const era = ({ type, publishedAtMs }: AnalysisPost) =>
    viewEra(account.platform, type, publishedAtMs);
  const ratio = (
    feature: AnomalyFeature,
    over: (metrics: Metrics) => number | null,
    under: (metrics: Metrics) => number | null,
  ) => ratioColumn(feature, posts, window.asOfMs, over, under);
  return [
    outcomeColumn('views', posts, comparable.views, era),
    outcomeColumn('engagements', posts, comparable.engagements, () => 0),
    lessEra(ratio('engagement_rate', engagements, views), posts, era),
    ratio(
      'comments_per_like',
      (metrics) => metrics.comments,
      (metrics) => metrics.likes,
    ),
    ratio(
      'shares_per_like',
      (metrics) => metrics.shares,
      (metrics) => metrics.likes,
    ),
    earlyGrowthColumn(comparable),
    dropOffColumn(posts),
  ];
}

/** Rates by views jump with the definition of a view: each era has its own level. */
function lessEra(
  column: FeatureColumn,
  posts: readonly AnalysisPost[],
  era: (post: AnalysisPost) => number,
): FeatureColumn {
  const levels = new Map<number, number>();
  for (const [key, group] of Map.groupBy(posts.keys(), (i) => {
    const post = posts[i];
    return post === undefined ? 0 : era(post);
  })) {
    const known = group.flatMap((i) => column.scaled[i] ?? []);
    if (known.length >= fewestInGroup) levels.set(key, median(known) ?? 0);
  }
  return {
    ...column,
    scaled: column.scaled.map((value, i) => {
      const post = posts[i];
      const level = post === undefined ? undefined : levels.get(era(post));
      return value === null || level === undefined ? null : value - level;
    }),
  };
}
