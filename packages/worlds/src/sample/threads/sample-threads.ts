import type { ThreadsWorld } from '../../threads/threads-world.ts';
import { followerGroups } from '../audience/follower-groups.ts';
import { sampleTimezone } from '../constants.ts';
import { plantedPostExistsAt } from '../posting/planted-posts.ts';
import { threadsEffects } from './constants.ts';
import { createThreadsProfile } from './create-threads-profile.ts';
import { threadsPlans } from './profile-plans.ts';
import { createThreadsDays } from './threads-days.ts';
import { type ThreadsSamplePost, threadsCountersAt } from './threads-sample-post.ts';
import type { ThreadsTruth } from './threads-truth.ts';

export interface SampleThreads {
  readonly world: ThreadsWorld;
  readonly truth: ThreadsTruth;
  /** By profile id: the opening of each post, by post id. */
  readonly hookFamilies: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The sample's Threads side, with its best posts in `bestHour`. */
export function sampleThreads(seed: number, bestHour: number): SampleThreads {
  const profiles = threadsPlans.map((plan) => {
    const sample = createThreadsProfile(seed, plan, bestHour);
    return {
      ...sample,
      newestFirst: sample.posts.toReversed(),
      days: createThreadsDays(seed, sample),
    };
  });
  const byId = new Map(profiles.map((sample) => [sample.profile.id, sample]));
  const all = new Map<string, ThreadsSamplePost>(
    profiles.flatMap(({ posts }) => posts.map((sample) => [sample.post.id, sample] as const)),
  );
  const existing = (id: string, at: Date): ThreadsSamplePost | null => {
    const sample = all.get(id);
    return sample !== undefined && plantedPostExistsAt(sample, at) ? sample : null;
  };

  const world: ThreadsWorld = {
    profiles: profiles.map(({ profile }) => profile),
    totals(profileId, at) {
      const sample = byId.get(profileId);
      if (sample === undefined) return null;
      return {
        followers: sample.days.followersAt(at),
        posts: sample.posts.filter((post) => plantedPostExistsAt(post, at)).length,
      };
    },
    postsBefore: (profileId, before, limit, at) =>
      (byId.get(profileId)?.newestFirst ?? [])
        .filter((sample) => sample.createdAt < before && plantedPostExistsAt(sample, at))
        .slice(0, limit)
        .map(({ post }) => post),
    post: (postId, at) => existing(postId, at)?.post ?? null,
    figures(postId, at) {
      const sample = existing(postId, at);
      if (sample === null || sample.post.mediaType === 'REPOST_FACADE') return null;
      const { clicks: _clicks, ...figures } = threadsCountersAt(sample, at);
      return figures;
    },
    day: (profileId, day, at) => byId.get(profileId)?.days.day(day, at) ?? null,
    followersBy(profileId, dimension, at) {
      const sample = byId.get(profileId);
      if (sample === undefined) return [];
      return followerGroups(seed, sample.plan.key, dimension, sample.days.followersAt(at));
    },
  };
  const own = profiles.find(({ plan }) => plan.planted);
  return {
    world,
    hookFamilies: new Map(
      profiles.map(({ profile, posts }) => [
        profile.id,
        new Map(posts.map(({ post, family }) => [post.id, family])),
      ]),
    ),
    truth: {
      accountId: own?.profile.id ?? '',
      smallAccountId: profiles.find(({ plan }) => !plan.planted)?.profile.id ?? '',
      timezone: sampleTimezone,
      bestHour,
      liftPct: threadsEffects.hourLiftPct,
      hooks: [{ family: 'question', liftPct: threadsEffects.hookLiftPct }],
      repostIds: (own?.posts ?? []).flatMap(({ post }) =>
        post.mediaType === 'REPOST_FACADE' ? [post.id] : [],
      ),
      deletedPosts: (own?.posts ?? []).flatMap(({ post, deletedAt }) =>
        deletedAt === null ? [] : [{ postId: post.id, at: deletedAt }],
      ),
    },
  };
}
