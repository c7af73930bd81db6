import {
  accountRef,
  type KnownRankedPost,
  type Platform,
  type RateDenominator,
} from '@viral-scan/contracts';

/** Of `r` (ranked_posts), `p` (its post) and `a` (its account). */
export const rankedPostColumns = `a.platform, a.external_id, a.handle, r.post_id, p.caption, p.url,
  p.published_at, r.ranked_at, r.views, r.likes, r.comments, r.shares, r.saves, r.reach,
  r.engagement_rate, r.rate_denominator, r.percentile, r.comparison, r.compared`;

export interface RankedPostRow {
  readonly platform: Platform;
  readonly external_id: string;
  readonly handle: string | null;
  readonly post_id: string;
  readonly caption: string | null;
  readonly url: string | null;
  readonly published_at: Date;
  readonly ranked_at: Date;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly saves: number | null;
  readonly reach: number | null;
  readonly engagement_rate: number | null;
  readonly rate_denominator: RateDenominator | null;
  readonly percentile: number;
  readonly comparison: KnownRankedPost['comparison'];
  readonly compared: number;
}

export function knownRankedPost(row: RankedPostRow): KnownRankedPost {
  const { views, likes, comments, shares, saves, reach } = row;
  return {
    account: accountRef(row.platform, row.external_id),
    handle: row.handle,
    postId: row.post_id,
    caption: row.caption,
    url: row.url,
    publishedAt: row.published_at,
    rankedAt: row.ranked_at,
    metrics: { views, likes, comments, shares, saves, reach },
    engagementRate: { rate: row.engagement_rate, denominator: row.rate_denominator },
    percentile: row.percentile,
    comparison: row.comparison,
    compared: row.compared,
  };
}
