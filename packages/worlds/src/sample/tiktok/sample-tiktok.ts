import { commentsOf } from '../../tiktok/comments.ts';
import type { TikTokWorld } from '../../tiktok/tiktok-world.ts';
import { bestHourRange, sampleTimezone } from '../constants.ts';
import { hoursApart } from '../local-time.ts';
import { createRandom, seedFor } from '../random.ts';
import { tiktokPlans } from './account-plans.ts';
import {
  activityPeakRange,
  hoursBetweenPlatforms,
  mostComments,
  tiktokDropOff,
  tiktokEffects,
} from './constants.ts';
import { createTikTokAccount } from './create-tiktok-account.ts';
import { createTikTokDays } from './tiktok-days.ts';
import {
  type TikTokSamplePost,
  tiktokFiguresAt,
  tiktokPostExistsAt,
} from './tiktok-sample-post.ts';
import type { TikTokTruth } from './tiktok-truth.ts';

export interface SampleTikTok {
  readonly world: TikTokWorld;
  readonly truth: TikTokTruth;
  /** By open id: the opening of each post, by post id. */
  readonly hookFamilies: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The sample's TikTok side. `youtubeBestHour` is kept away from. */
export function sampleTikTok(seed: number, youtubeBestHour: number): SampleTikTok {
  const bestHour = drawBestHour(seed, youtubeBestHour);
  const whole = (name: string, { from, to }: { readonly from: number; readonly to: number }) =>
    createRandom(seedFor(seed, name)).integer(from, to);
  const dropOffSecond = whole('tiktok drop-off', tiktokDropOff.second);
  const peakHour = whole('tiktok activity peak', activityPeakRange);
  const samples = tiktokPlans.map((plan) =>
    createTikTokAccount(seed, plan, { bestHour, dropOffSecond }),
  );
  const accounts = samples.map((sample) => ({
    ...sample,
    newestFirst: sample.posts.toReversed(),
    byId: new Map(sample.posts.map((post) => [post.post.id, post])),
    days: createTikTokDays(seed, sample, peakHour),
  }));
  const byOpenId = new Map(accounts.map((sample) => [sample.account.openId, sample]));
  const posts = new Map<string, TikTokSamplePost>(accounts.flatMap(({ byId }) => [...byId]));
  const existing = (id: string, at: Date): TikTokSamplePost | null => {
    const post = posts.get(id);
    return post !== undefined && tiktokPostExistsAt(post, at) ? post : null;
  };

  const world: TikTokWorld = {
    accounts: accounts.map(({ account }) => account),
    totals(openId, at) {
      const account = byOpenId.get(openId);
      if (account === undefined) return null;
      const now = account.posts.filter((post) => tiktokPostExistsAt(post, at));
      return {
        followers: account.days.followersAt(at),
        likes: now.reduce((sum, post) => sum + (tiktokFiguresAt(post, at).likes ?? 0), 0),
        posts: now.length,
      };
    },
    postsBefore: (openId, before, limit, at) =>
      (byOpenId.get(openId)?.newestFirst ?? [])
        .filter((post) => post.post.createdAt < before && tiktokPostExistsAt(post, at))
        .slice(0, limit)
        .map(({ post }) => post),
    post(openId, postId, at) {
      const post = byOpenId.get(openId)?.byId.get(postId);
      return post !== undefined && tiktokPostExistsAt(post, at) ? post.post : null;
    },
    figures(postId, at) {
      const post = existing(postId, at);
      return post === null ? null : tiktokFiguresAt(post, at);
    },
    day: (openId, day, at) => byOpenId.get(openId)?.days.day(day, at) ?? null,
    comments(postId, at) {
      const post = existing(postId, at);
      if (post === null) return [];
      const count = tiktokFiguresAt(post, at).comments ?? 0;
      return commentsOf(postId, post.post.createdAt, count, mostComments, at);
    },
  };
  const own = accounts.find(({ plan }) => plan.planted);
  return {
    world,
    hookFamilies: new Map(
      accounts.map(({ account, byId }) => [
        account.openId,
        new Map([...byId].map(([id, { family }]) => [id, family])),
      ]),
    ),
    truth: {
      accountId: own?.account.openId ?? '',
      displayAccountId: own?.account.displayOpenId ?? '',
      smallAccountId: accounts.find(({ plan }) => !plan.planted)?.account.openId ?? '',
      timezone: sampleTimezone,
      bestHour,
      liftPct: tiktokEffects.hourLiftPct,
      hooks: [{ family: 'question', liftPct: tiktokEffects.hookLiftPct }],
      outlierPostIds: own?.outlierPostIds ?? [],
      dropOff: {
        second: dropOffSecond,
        lossPct: tiktokDropOff.lossPct,
        postIds: (own?.posts ?? []).flatMap(({ post, loss }) =>
          loss === null || post.durationSeconds === null ? [] : [post.id],
        ),
      },
      activityPeakHour: peakHour,
      deletedPosts: (own?.posts ?? []).flatMap(({ post, deletedAt }) =>
        deletedAt === null ? [] : [{ postId: post.id, at: deletedAt }],
      ),
      corrections: (own?.posts ?? []).flatMap(({ post, correction }) =>
        correction === null ? [] : [{ postId: post.id, ...correction }],
      ),
      negativeLikeDays: own?.days.negativeLikeDays ?? [],
    },
  };
}

function drawBestHour(seed: number, away: number): number {
  const random = createRandom(seedFor(seed, 'tiktok best hour'));
  for (;;) {
    const hour = random.integer(bestHourRange.from, bestHourRange.to);
    if (hoursApart(hour, away) >= hoursBetweenPlatforms) return hour;
  }
}
