import type { ThreadsDay } from '../../threads/threads-world.ts';
import { createFollowerFlow } from '../audience/follower-flow.ts';
import { dayNumberOf, pacificDayOf, pacificMidnight } from '../audience/pacific-days.ts';
import { sampleEndsAt, sampleStartsAt } from '../constants.ts';
import { plantedPostExistsAt } from '../posting/planted-posts.ts';
import { createRandom, seedFor } from '../random.ts';
import { threadsFollowerRates } from './constants.ts';
import type { ThreadsSampleProfile } from './create-threads-profile.ts';
import { threadsCountersAt } from './threads-sample-post.ts';

/** The days of one profile, as the platform tells them at a moment. */
export interface ThreadsDays {
  /** At the end of the last day before `at`. */
  followersAt(at: Date): number;
  day(day: string, at: Date): ThreadsDay | null;
}

/** Followers of all days are drawn at once; the rest is counted from the posts. */
export function createThreadsDays(
  seed: number,
  { plan, posts }: ThreadsSampleProfile,
): ThreadsDays {
  const numberAt = (at: Date): number => dayNumberOf(pacificDayOf(at)) ?? 0;
  const first = numberAt(sampleStartsAt);
  const last = numberAt(sampleEndsAt);
  const random = createRandom(seedFor(seed, `${plan.key} followers`));
  const flow = createFollowerFlow(threadsFollowerRates, plan.followers, first, last, random);

  return {
    followersAt: (at) => flow.at(numberAt(at) - 1),
    day(day, at) {
      const number = dayNumberOf(day);
      if (number === null || number < first || number > last) return null;
      const from = pacificMidnight(number);
      const to = pacificMidnight(number + 1);
      if (at < to) return null;
      const sums = { views: 0, likes: 0, replies: 0, reposts: 0, quotes: 0 };
      const clicks = new Map<string, number>();
      for (const sample of posts) {
        if (!plantedPostExistsAt(sample, new Date(to.getTime() - 1))) continue;
        const before = threadsCountersAt(sample, from);
        const after = threadsCountersAt(sample, to);
        sums.views += after.views - before.views;
        sums.likes += after.likes - before.likes;
        sums.replies += after.replies - before.replies;
        sums.reposts += after.reposts - before.reposts;
        sums.quotes += after.quotes - before.quotes;
        const { linkUrl } = sample.post;
        if (linkUrl === null || after.clicks === before.clicks) continue;
        clicks.set(linkUrl, (clicks.get(linkUrl) ?? 0) + after.clicks - before.clicks);
      }
      return {
        day,
        ...sums,
        clicks: [...clicks]
          .map(([url, amount]) => ({ url, clicks: amount }))
          .sort((a, b) => b.clicks - a.clicks || (a.url < b.url ? -1 : 1)),
      };
    },
  };
}
