import type { ThreadsFigures, ThreadsPost } from '../../threads/threads-world.ts';
import type { HookFamily } from '../captions.ts';
import { shareGrownAt } from '../posting/grown-share.ts';
import { threadsGrowth, type threadsRates } from './constants.ts';

/** A generated post, its planted facts, and what its counters grow to. */
export interface ThreadsSamplePost {
  readonly post: ThreadsPost;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
  readonly family: HookFamily;
  readonly finalViews: number;
  readonly rates: Readonly<Record<keyof typeof threadsRates, number>>;
}

/** Clicks are told by address and day only. */
export interface ThreadsCounters extends ThreadsFigures {
  readonly clicks: number;
}

/** A pure function of the moment; counters never fall. A repost counts nothing. */
export function threadsCountersAt(
  { post, createdAt, finalViews, rates }: ThreadsSamplePost,
  at: Date,
): ThreadsCounters {
  const isRepost = post.mediaType === 'REPOST_FACADE';
  const grown = isRepost ? 0 : finalViews * shareGrownAt(threadsGrowth, createdAt, at);
  const count = (rate: number): number => Math.floor(grown * rate);
  return {
    views: Math.floor(grown),
    likes: count(rates.likes),
    replies: count(rates.replies),
    reposts: count(rates.reposts),
    quotes: count(rates.quotes),
    shares: count(rates.shares),
    clicks: post.linkUrl === null ? 0 : count(rates.clicks),
  };
}
