import {
  type AnalysisInput,
  type AnalysisPost,
  engagementRateOf,
  type Metrics,
  noMetrics,
  type RankedPost,
  type Ranking,
} from '@viral-scan/contracts';
import { makeComparable } from '../effects/comparable-posts.ts';
import { latestKnown } from '../engagement/engagements.ts';
import { publicView } from '../engagement/public-view.ts';
import { standings } from '../outliers/standings.ts';
import { soundInput } from '../sound-input.ts';
import { ageAdjustedStandings } from './age-adjusted.ts';
import { toldPercentile } from './told-percentile.ts';

/** Posts published after `sinceMs`, the newest `maxPosts` of them. */
export interface RankingWish {
  readonly sinceMs: number;
  readonly maxPosts: number;
}

type Stand = Pick<RankedPost, 'percentile' | 'comparison' | 'compared'>;

const newestFirst = (a: AnalysisPost, b: AnalysisPost): number =>
  b.publishedAtMs - a.publishedAtMs || (a.postId < b.postId ? -1 : 1);

/** All counters of one moment, the last. */
function latestMetrics(post: AnalysisPost, asOfMs: number): Metrics {
  const { views, likes, comments, shares, saves, reach } = latestKnown(post, asOfMs) ?? noMetrics;
  return { views, likes, comments, shares, saves, reach };
}

/**
 * Where the posts asked for stand among all posts of the window of the input's first account: the
 * percentile of `standings` at equal age; for a post without one that of `ageAdjustedStandings`. A
 * post that has neither (fewer than 10 to compare with, no counters, just published) is named and
 * not ranked. Best first, then newest. Pure, and independent of the order of the posts; percentiles
 * as in `toldPercentile`. O(posts × snapshots + n log n).
 */
export function rankPosts(given: AnalysisInput, { sinceMs, maxPosts }: RankingWish): Ranking {
  const input = soundInput(given);
  const first = input.accounts[0];
  if (first === undefined) return { postIds: [], ranked: [] };
  const account = publicView(first);
  const window = { fromMs: input.fromMs, asOfMs: input.asOfMs };
  const comparable = makeComparable(account, window, account.timezone ?? input.timezone);
  const stands = new Map<AnalysisPost, Stand>();
  for (const { post, percentile, compared } of ageAdjustedStandings(comparable)) {
    stands.set(post, { percentile, comparison: 'age_adjusted', compared });
  }
  for (const { post, percentile, compared } of standings(comparable)) {
    stands.set(post, { percentile, comparison: 'equal_age', compared });
  }
  const wished = comparable.posts
    .filter(({ publishedAtMs }) => publishedAtMs > sinceMs)
    .sort(newestFirst)
    .slice(0, maxPosts);
  const ranked = wished.flatMap((post) => {
    const stand = stands.get(post);
    return stand === undefined ? [] : [{ post, stand }];
  });
  ranked.sort((a, b) => b.stand.percentile - a.stand.percentile || newestFirst(a.post, b.post));
  return {
    postIds: wished.map(({ postId }) => postId),
    ranked: ranked.map(({ post, stand }) => {
      const metrics = latestMetrics(post, input.asOfMs);
      return {
        postId: post.postId,
        metrics,
        engagementRate: engagementRateOf(metrics, account.followers),
        ...stand,
        percentile: toldPercentile(stand.percentile),
      };
    }),
  };
}
