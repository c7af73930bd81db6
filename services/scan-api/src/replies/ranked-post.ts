import { type KnownRankedPost, type ToldRankedPost, topPercentile } from '@viral-scan/contracts';

/** All that is known of it: counters that the source does not give are null, rates are not cut. */
export function rankedPostOf(post: KnownRankedPost): ToldRankedPost {
  const { metrics, engagementRate, percentile } = post;
  return {
    post_id: post.postId,
    handle: post.handle,
    caption: post.caption,
    url: post.url,
    published_at: post.publishedAt.toISOString(),
    ...metrics,
    engagement_rate: engagementRate.rate,
    engagement_rate_denominator: engagementRate.denominator,
    engagement_rate_cut: (engagementRate.rate ?? 0) > 1,
    performance_percentile: percentile,
    top_1_percent: percentile > topPercentile,
    comparison: post.comparison,
    compared: post.compared,
    ranked_at: post.rankedAt.toISOString(),
  };
}
