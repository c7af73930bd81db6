import type { AnalysisPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { EqualAgeSeries } from '../equal-age/equal-age-series.ts';
import { at, indexAt } from '../statistics/at.ts';
import { midRankPercentile } from '../statistics/mid-rank-percentile.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { viewEra } from '../view-definitions/view-definitions.ts';

export const fewestComparable = 10;
/** Added to both sides of a multiple, so that three views against one are no event. */
const pseudoCount = 3;

/** Where a post stands among its account's posts at equal age. */
export interface Standing {
  readonly post: AnalysisPost;
  readonly percentile: number;
  /** Over the median, shrunk to 1 as the median is uncertain. */
  readonly multiple: number;
  readonly rawMultiple: number;
  readonly basis: 'views' | 'engagements';
  /** Posts it was compared with, itself among them. */
  readonly compared: number;
}

/**
 * The multiple with three counts added on both sides, its logarithm times n / (n + π/2): the
 * share of the spread around the median of n posts that is not the median's own error
 * (asymptotic variance π/2 · σ² / n).
 */
export const shrunkMultiple = (value: number, middle: number, posts: number): number =>
  ((value + pseudoCount) / (middle + pseudoCount)) ** (posts / (posts + Math.PI / 2));

function standingsAmong(
  values: Float64Array,
  posts: readonly AnalysisPost[],
  basis: Standing['basis'],
): Standing[] {
  const sorted = values.slice().sort();
  const middle = quantileSorted(sorted, 0.5);
  if (sorted.length < fewestComparable || middle === null || middle <= 0) return [];
  return posts.map((post, i) => {
    const value = at(values, i);
    return {
      post,
      percentile: midRankPercentile(sorted, value),
      multiple: shrunkMultiple(value, middle, sorted.length),
      rawMultiple: value / middle,
      basis,
      compared: sorted.length,
    };
  });
}

/** Posts compare with those of the same group alone. */
function standingsOn(
  series: EqualAgeSeries,
  posts: readonly AnalysisPost[],
  basis: Standing['basis'],
  groupOf: (post: AnalysisPost) => number,
): Standing[] {
  const groups = new Map<number, { values: number[]; posts: AnalysisPost[] }>();
  for (let i = 0; i < series.values.length; i += 1) {
    const post = posts[indexAt(series.index, i)];
    if (post === undefined) continue;
    const key = groupOf(post);
    const group = groups.get(key) ?? { values: [], posts: [] };
    groups.set(key, group);
    group.values.push(at(series.values, i));
    group.posts.push(post);
  }
  return [...groups.values()].flatMap((group) =>
    standingsAmong(Float64Array.from(group.values), group.posts, basis),
  );
}

/**
 * Performance percentile and outlier multiple of each comparable post: views at equal age
 * against the account's under the same definition of a view, engagements for posts whose
 * views are unknown. Empty with fewer than 10 comparable posts or a median of zero. O(n log n).
 */
export function standings(comparable: ComparablePosts): Standing[] {
  const { posts, account } = comparable;
  const onViews = standingsOn(comparable.views, posts, 'views', ({ type, publishedAtMs }) =>
    viewEra(account.platform, type, publishedAtMs),
  );
  const onEngagements = standingsOn(comparable.engagements, posts, 'engagements', () => 0);
  const withViews = new Set(Array.from(comparable.views.index, (i) => posts[i]));
  return [...onViews, ...onEngagements.filter(({ post }) => !withViews.has(post))];
}
