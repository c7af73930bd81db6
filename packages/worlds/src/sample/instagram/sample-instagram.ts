import type { InstagramWorld } from '../../instagram/instagram-world.ts';
import { followerGroups } from '../audience/follower-groups.ts';
import { sampleTimezone } from '../constants.ts';
import { plantedPostExistsAt } from '../posting/planted-posts.ts';
import { createRandom, seedFor } from '../random.ts';
import { instagramPlans } from './account-plans.ts';
import { instagramEffects, onlinePeakRange } from './constants.ts';
import { createInstagramAccount } from './create-instagram-account.ts';
import { createInstagramDays } from './instagram-days.ts';
import { type InstagramSampleMedia, instagramFiguresAt } from './instagram-sample-media.ts';
import type { InstagramTruth } from './instagram-truth.ts';

export interface SampleInstagram {
  readonly world: InstagramWorld;
  readonly truth: InstagramTruth;
  /** By account id: the opening of each medium, by its id. */
  readonly hookFamilies: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The sample's Instagram side, with its best posts in `bestHour`. */
export function sampleInstagram(seed: number, bestHour: number): SampleInstagram {
  const peakHour = createRandom(seedFor(seed, 'instagram online peak')).integer(
    onlinePeakRange.from,
    onlinePeakRange.to,
  );
  const accounts = instagramPlans.map((plan) => {
    const sample = createInstagramAccount(seed, plan, bestHour);
    return {
      ...sample,
      newestFirst: sample.media.toReversed(),
      days: createInstagramDays(seed, sample, peakHour),
    };
  });
  const byId = new Map(accounts.map((sample) => [sample.account.id, sample]));
  const all = new Map<string, InstagramSampleMedia>(
    accounts.flatMap(({ media }) => media.map((sample) => [sample.media.id, sample] as const)),
  );
  const existing = (id: string, at: Date): InstagramSampleMedia | null => {
    const sample = all.get(id);
    return sample !== undefined && plantedPostExistsAt(sample, at) ? sample : null;
  };

  const world: InstagramWorld = {
    accounts: accounts.map(({ account }) => account),
    totals(accountId, at) {
      const sample = byId.get(accountId);
      if (sample === undefined) return null;
      return {
        followers: sample.days.followersAt(at),
        media: sample.media.filter((media) => plantedPostExistsAt(media, at)).length,
      };
    },
    mediaBefore: (accountId, before, limit, at) =>
      (byId.get(accountId)?.newestFirst ?? [])
        .filter((sample) => sample.createdAt < before && plantedPostExistsAt(sample, at))
        .slice(0, limit)
        .map(({ media }) => media),
    media: (mediaId, at) => existing(mediaId, at)?.media ?? null,
    figures(mediaId, at) {
      const sample = existing(mediaId, at);
      return sample === null ? null : instagramFiguresAt(sample, at);
    },
    day: (accountId, day, at) => byId.get(accountId)?.days.day(day, at) ?? null,
    followersBy(accountId, dimension, at) {
      const sample = byId.get(accountId);
      if (sample === undefined) return [];
      return followerGroups(seed, sample.plan.key, dimension, sample.days.followersAt(at));
    },
  };
  const own = accounts.find(({ plan }) => plan.planted);
  return {
    world,
    hookFamilies: new Map(
      accounts.map(({ account, media }) => [
        account.id,
        new Map(media.map(({ media: { id }, family }) => [id, family])),
      ]),
    ),
    truth: {
      accountId: own?.account.id ?? '',
      appScopedId: own?.account.appScopedId ?? '',
      otherAccountId: accounts.find(({ plan }) => !plan.planted)?.account.id ?? '',
      timezone: sampleTimezone,
      bestHour,
      liftPct: instagramEffects.hourLiftPct,
      hooks: [{ family: 'question', liftPct: instagramEffects.hookLiftPct }],
      onlinePeakHour: peakHour,
      beforeConversionIds: (own?.media ?? []).flatMap(({ media }) =>
        media.isBeforeConversion ? [media.id] : [],
      ),
      deletedMedia: (own?.media ?? []).flatMap(({ media, deletedAt }) =>
        deletedAt === null ? [] : [{ mediaId: media.id, at: deletedAt }],
      ),
    },
  };
}
