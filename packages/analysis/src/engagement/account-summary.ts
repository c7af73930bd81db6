import type { AccountSummary, AnalysisPost, PostType } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { isProvisional } from '../settling/settling-time.ts';
import { mean } from '../statistics/moments.ts';
import { median } from '../statistics/quantile.ts';
import { rounded } from '../statistics/rounding.ts';
import { viewDefinitionChanges } from '../view-definitions/view-definitions.ts';
import {
  engagementRate,
  engagements,
  latestReading,
  type Reading,
  reach,
  views,
} from './engagements.ts';

const weekMs = 7 * 86_400_000;

const known = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values.filter((value) => value !== null));

function countTypes(posts: readonly AnalysisPost[]): AccountSummary['types'] {
  const counts = new Map<PostType, number>();
  for (const { type } of posts) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, amount]) => ({ type, posts: amount }))
    .sort((a, b) => b.posts - a.posts || (a.type < b.type ? -1 : 1));
}

/** What an account's posts of the window add up to, at their latest known counters. O(n log n). */
export function summarizeAccount({
  account,
  posts,
  window,
  timezone,
  equalAge,
  settling,
}: ComparablePosts): AccountSummary {
  const latest = (reading: Reading) =>
    known(posts.map((post) => latestReading(post, window.asOfMs, reading)));
  const rate = (denominator: Reading) =>
    median(known(posts.map((post) => engagementRate(post, window.asOfMs, denominator))));
  const amounts = latest(engagements);
  const weeks = (window.asOfMs - window.fromMs) / weekMs;
  const rates = {
    by_views: rate(views),
    by_reach: rate(reach),
    by_followers: rate(() => account.followers),
  };
  const asRates = (scale: number, decimals: number) => ({
    by_views: rounded(rates.by_views === null ? null : rates.by_views * scale, decimals),
    by_reach: rounded(rates.by_reach === null ? null : rates.by_reach * scale, decimals),
    by_followers: rounded(
      rates.by_followers === null ? null : rates.by_followers * scale,
      decimals,
    ),
  });
  return {
    account_id: account.accountId,
    platform: account.platform,
    origin: account.origin,
    role: account.role,
    name: account.name,
    followers: account.followers,
    timezone,
    posts: posts.length,
    posts_measured: amounts.length,
    posts_per_week: weeks > 0 ? rounded(posts.length / weeks, 4) : null,
    median_views: rounded(median(latest(views)), 4),
    median_engagements: rounded(median(amounts), 4),
    mean_engagements: rounded(mean(amounts), 4),
    engagement_rate: asRates(1, 8),
    engagement_rate_pct: asRates(100, 6),
    types: countTypes(posts),
    equal_age: equalAge,
    settling: {
      ...settling,
      posts_provisional: posts.filter((post) => isProvisional(post, settling, window.asOfMs))
        .length,
    },
    view_definition_changes: viewDefinitionChanges(account.platform, window),
  };
}
