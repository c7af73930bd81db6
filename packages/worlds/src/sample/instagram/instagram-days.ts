import type { InstagramDay } from '../../instagram/instagram-world.ts';
import { createFollowerFlow } from '../audience/follower-flow.ts';
import { fewestFollowersOfGroups } from '../audience/follower-groups.ts';
import { dayNumberOf, pacificDayOf, pacificMidnight } from '../audience/pacific-days.ts';
import { sampleEndsAt, sampleStartsAt, sampleTimezone } from '../constants.ts';
import { hoursApart, localTimeIn } from '../local-time.ts';
import { plantedPostExistsAt } from '../posting/planted-posts.ts';
import { createRandom, seedFor } from '../random.ts';
import {
  engagedShare,
  instagramFollowerRates,
  linksTapsShare,
  onlineDays,
  onlineShare,
} from './constants.ts';
import type { InstagramSampleAccount } from './create-instagram-account.ts';
import { countersAt } from './instagram-sample-media.ts';

const hourMs = 3_600_000;

/** The days of one account, as the platform tells them at a moment. */
export interface InstagramDays {
  /** At the end of the last day before `at`. */
  followersAt(at: Date): number;
  day(day: string, at: Date): InstagramDay | null;
}

/** Followers of all days are drawn at once; the rest is counted from the media. */
export function createInstagramDays(
  seed: number,
  { plan, media }: InstagramSampleAccount,
  peakHour: number,
): InstagramDays {
  const numberAt = (at: Date): number => dayNumberOf(pacificDayOf(at)) ?? 0;
  const first = numberAt(sampleStartsAt);
  const last = numberAt(sampleEndsAt);
  const random = createRandom(seedFor(seed, `${plan.key} followers`));
  const flow = createFollowerFlow(instagramFollowerRates, plan.followers, first, last, random);
  const localTime = localTimeIn(sampleTimezone);

  function counted(from: Date, to: Date) {
    const sums = { views: 0, reach: 0, likes: 0, comments: 0, shares: 0, saves: 0 };
    for (const sample of media) {
      if (!plantedPostExistsAt(sample, new Date(to.getTime() - 1))) continue;
      const before = countersAt(sample, from);
      const after = countersAt(sample, to);
      sums.views += after.views - before.views;
      sums.reach += after.reach - before.reach;
      sums.likes += after.likes - before.likes;
      sums.comments += after.comments - before.comments;
      sums.shares += after.shares - before.shares;
      sums.saves += after.saved - before.saved;
    }
    return sums;
  }

  function onlineOn(number: number, from: Date, today: number): readonly number[] | null {
    const chance = createRandom(seedFor(seed, `${plan.key} online ${number}`));
    const followers = flow.at(number);
    const isTold =
      chance.next() >= onlineDays.missing &&
      today - number <= onlineDays.last &&
      followers >= fewestFollowersOfGroups;
    if (!isTold) return null;
    return Array.from({ length: 24 }, (_, hour) => {
      const apart = hoursApart(localTime(from.getTime() + hour * hourMs).hour, peakHour);
      const peak = onlineShare.peak * Math.exp(-((apart / onlineShare.widthHours) ** 2));
      const noise = Math.exp(onlineShare.sigma * chance.normal());
      return Math.round(followers * (onlineShare.base + peak) * noise);
    });
  }

  return {
    followersAt: (at) => flow.at(numberAt(at) - 1),
    day(day, at) {
      const number = dayNumberOf(day);
      if (number === null || number < first || number > last) return null;
      const from = pacificMidnight(number);
      const to = pacificMidnight(number + 1);
      if (at < to) return null;
      const sums = counted(from, to);
      return {
        day,
        ...sums,
        accountsEngaged: Math.floor(
          (sums.likes + sums.comments + sums.shares + sums.saves) * engagedShare,
        ),
        profileLinksTaps: Math.floor(sums.views * linksTapsShare),
        followed: flow.gained(number),
        unfollowed: flow.lost(number),
        online: onlineOn(number, from, numberAt(at)),
      };
    },
  };
}
