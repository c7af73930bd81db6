import type { AnalysisPost, ReportBody, ViralPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { engagements, latestReading, views } from '../engagement/engagements.ts';
import type { EqualAgeSeries } from '../equal-age/equal-age-series.ts';
import { at, indexAt } from '../statistics/at.ts';
import { midRankPercentile } from '../statistics/mid-rank-percentile.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { rounded, roundedOrZero } from '../statistics/rounding.ts';

export const fewestComparable = 10;
export const leastMultiple = 3;
export const leastPercentile = 90;
const mostPerRole = 25;

/** Where a post stands among its account's posts at equal age. */
export interface Standing {
  readonly post: AnalysisPost;
  readonly percentile: number;
  readonly multiple: number;
  readonly basis: 'views' | 'engagements';
}

function standingsOn(
  series: EqualAgeSeries,
  posts: readonly AnalysisPost[],
  basis: Standing['basis'],
): Standing[] {
  const sorted = series.values.slice().sort();
  const middle = quantileSorted(sorted, 0.5);
  if (sorted.length < fewestComparable || middle === null || middle <= 0) return [];
  return Array.from(series.values.keys()).flatMap((i) => {
    const post = posts[indexAt(series.index, i)];
    if (post === undefined) return [];
    const value = at(series.values, i);
    return [
      { post, percentile: midRankPercentile(sorted, value), multiple: value / middle, basis },
    ];
  });
}

/**
 * Performance percentile and outlier multiple of each comparable post: views at equal age
 * against the account's, engagements for posts whose views are unknown. Empty with fewer
 * than 10 comparable posts or a median of zero. O(n log n).
 */
export function standings(comparable: ComparablePosts): Standing[] {
  const seen = new Set(Array.from(comparable.views.index));
  const onViews = standingsOn(comparable.views, comparable.posts, 'views');
  const onEngagements = standingsOn(comparable.engagements, comparable.posts, 'engagements');
  if (seen.size === 0) return onEngagements;
  const withViews = new Set(Array.from(seen, (i) => comparable.posts[i]));
  return [...onViews, ...onEngagements.filter(({ post }) => !withViews.has(post))];
}

/**
 * Posts at three times their account's age-matched median or more and in its best tenth;
 * largest multiple first, at most 25 own and 25 of competitors.
 */
export function findViralPosts(
  accounts: readonly ComparablePosts[],
  asOfMs: number,
): ReportBody['viral_posts'] {
  const found = accounts.flatMap((comparable) =>
    standings(comparable)
      .filter(
        ({ multiple, percentile }) => multiple >= leastMultiple && percentile >= leastPercentile,
      )
      .map((standing) => ({ comparable, ...standing })),
  );
  found.sort(
    (a, b) =>
      b.multiple - a.multiple ||
      a.post.publishedAtMs - b.post.publishedAtMs ||
      (a.post.postId < b.post.postId ? -1 : 1),
  );
  const kept = { own: 0, competitor: 0 };
  return found.flatMap(
    ({ comparable: { account }, post, percentile, multiple, basis }): ViralPost[] => {
      kept[account.role] += 1;
      if (kept[account.role] > mostPerRole) return [];
      return [
        {
          platform: account.platform,
          account_id: account.accountId,
          role: account.role,
          post_id: post.postId,
          url: post.url,
          caption: post.caption,
          published_at: new Date(post.publishedAtMs).toISOString(),
          views: latestReading(post, asOfMs, views),
          engagements: rounded(latestReading(post, asOfMs, engagements), 0),
          performance_percentile: roundedOrZero(percentile, 2),
          outlier_multiple: roundedOrZero(multiple, 2),
          basis,
          top_1_percent: percentile > 99,
        },
      ];
    },
  );
}
