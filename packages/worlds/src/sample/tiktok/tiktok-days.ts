import type { TikTokDay } from '../../tiktok/tiktok-world.ts';
import { createFollowerFlow } from '../audience/follower-flow.ts';
import { sampleDays, sampleEndsAt, sampleStartsAt, sampleTimezone } from '../constants.ts';
import { hoursApart, localTimeIn } from '../local-time.ts';
import { createRandom, seedFor } from '../random.ts';
import {
  activityShare,
  fewestFollowersOfActivity,
  followerFlow,
  lateHours,
  negativeLikeDays,
  provisional,
} from './constants.ts';
import type { TikTokSampleAccount } from './create-tiktok-account.ts';
import { tiktokFiguresAt, tiktokPostExistsAt } from './tiktok-sample-post.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const dayNumber = (at: Date): number => Math.floor(at.getTime() / dayMs);
const dayName = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The days of one account, as the platform tells them at a moment. */
export interface TikTokDays {
  /** At the end of the last day before `at`. */
  followersAt(at: Date): number;
  day(day: string, at: Date): TikTokDay | null;
  readonly negativeLikeDays: readonly string[];
}

/** Followers and oddities of all days are drawn at once; the rest is counted from the posts. */
export function createTikTokDays(
  seed: number,
  sample: TikTokSampleAccount,
  peakHour: number,
): TikTokDays {
  const { plan } = sample;
  const stream = (aspect: string) => createRandom(seedFor(seed, `${plan.key} ${aspect}`));
  const first = dayNumber(sampleStartsAt);
  const last = dayNumber(sampleEndsAt);
  const flow = createFollowerFlow(followerFlow, plan.followers, first, last, stream('followers'));
  const odd = stream('odd days');
  const negative = new Map(
    plan.planted
      ? Array.from({ length: negativeLikeDays }, (_, index) => [
          first + 5 + Math.floor(((index + odd.next()) * (sampleDays - 15)) / negativeLikeDays),
          -odd.integer(1, 9),
        ])
      : [],
  );
  const localTime = localTimeIn(sampleTimezone);

  function counted(day: number) {
    const from = new Date(day * dayMs);
    const to = new Date((day + 1) * dayMs);
    const sums = { views: 0, reach: 0, profileViews: 0, likes: 0, comments: 0, shares: 0 };
    for (const post of sample.posts) {
      if (!tiktokPostExistsAt(post, new Date(to.getTime() - 1))) continue;
      const before = tiktokFiguresAt(post, from);
      const after = tiktokFiguresAt(post, to);
      sums.views += after.views - before.views;
      sums.reach += Math.floor((after.views - before.views) * post.rates.reach * 0.9);
      sums.profileViews += after.profileViews - before.profileViews;
      sums.likes += (after.likes ?? 0) - (before.likes ?? 0);
      sums.comments += (after.comments ?? 0) - (before.comments ?? 0);
      sums.shares += after.shares - before.shares;
    }
    return sums;
  }

  function activityOf(day: number, followers: number): readonly number[] | null {
    if (followers < fewestFollowersOfActivity) return null;
    const noise = createRandom(seedFor(seed, `${plan.key} activity ${day}`));
    return Array.from({ length: 24 }, (_, hour) => {
      const apart = hoursApart(localTime(day * dayMs + hour * hourMs).hour, peakHour);
      const peak = activityShare.peak * Math.exp(-((apart / activityShare.widthHours) ** 2));
      const chance = Math.exp(activityShare.sigma * noise.normal());
      return Math.round(followers * (activityShare.base + peak) * chance);
    });
  }

  return {
    followersAt: (at) => flow.at(dayNumber(at) - 1),
    negativeLikeDays: [...negative.keys()].sort((a, b) => a - b).map(dayName),
    day(name, at) {
      const day = Math.round(Date.parse(`${name}T00:00:00Z`) / dayMs);
      const sinceEndHours = (at.getTime() - (day + 1) * dayMs) / hourMs;
      if (!(day >= first && day <= last && sinceEndHours >= 0)) return null;
      const followers = flow.at(day);
      if (sinceEndHours < lateHours) return stub(name, followers, -(day % 3));
      const share = sinceEndHours < provisional.hours ? provisional.share : 1;
      const sums = counted(day);
      const part = (value: number): number => Math.floor(value * share);
      return {
        day: name,
        views: part(sums.views),
        reach: part(sums.reach),
        profileViews: part(sums.profileViews),
        likes: negative.get(day) ?? part(sums.likes),
        comments: part(sums.comments),
        shares: part(sums.shares),
        followers,
        newFollowers: part(flow.gained(day)),
        lostFollowers: part(flow.lost(day)),
        activity: activityOf(day, followers),
      };
    },
  };
}

/** What the platform tells of a day that it has not counted yet. */
const stub = (day: string, followers: number, likes: number): TikTokDay => ({
  day,
  views: 0,
  reach: null,
  profileViews: 0,
  likes: likes === 0 ? 0 : likes,
  comments: 0,
  shares: 0,
  followers,
  newFollowers: null,
  lostFollowers: null,
  activity: null,
});
