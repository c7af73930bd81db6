import type { InstagramAccount, InstagramMedia } from '../../instagram/instagram-world.ts';
import { sampleStartsAt } from '../constants.ts';
import { drawRates } from '../posting/draw-rates.ts';
import { createDigits, createShortcode } from '../posting/meta-ids.ts';
import { createPlantedPosts } from '../posting/planted-posts.ts';
import { createRandom, type Random, seedFor } from '../random.ts';
import type { InstagramPlan } from './account-plans.ts';
import {
  albumParts,
  instagramEffects,
  instagramRates,
  instagramShares,
  reelLength,
  reelSkipRate,
  reelWatched,
} from './constants.ts';
import type { InstagramSampleMedia } from './instagram-sample-media.ts';

export interface InstagramSampleAccount {
  readonly plan: InstagramPlan;
  readonly account: InstagramAccount;
  /** Oldest first. */
  readonly media: readonly InstagramSampleMedia[];
}

/** Every aspect draws from its own stream, all of them apart from the other platforms'. */
export function createInstagramAccount(
  seed: number,
  plan: InstagramPlan,
  bestHour: number,
): InstagramSampleAccount {
  const stream = (aspect: string) => createRandom(seedFor(seed, `${plan.key} ${aspect}`));
  const account = stream('account');
  const id = createDigits(account, '17841', 17);
  const ids = stream('ids');
  const details = stream('details');
  const convertedAt = sampleStartsAt.getTime() + plan.convertedAfterDays * 86_400_000;

  const posts = createPlantedPosts(seed, plan, instagramEffects, bestHour);
  const media = posts.map(({ createdAt, caption, finalViews, deletedAt }): InstagramSampleMedia => {
    const form = drawForm(details, ids);
    return {
      media: {
        id: createDigits(ids, ids.pick(['179', '180']), 17),
        accountId: id,
        shortcode: createShortcode(ids, 'D'),
        createdAt,
        caption: `${caption.title}\n\n${caption.description}`,
        ...form,
        isBeforeConversion: createdAt.getTime() < convertedAt,
      },
      createdAt,
      deletedAt,
      family: caption.family,
      finalViews,
      rates: drawRates(instagramRates, details),
      watched: form.productType === 'REELS' ? drawWatched(details) : null,
    };
  });
  return {
    plan,
    account: {
      id,
      appScopedId: createDigits(account, '2', 17),
      pageId: createDigits(account, '1', 15),
      facebookUserId: createDigits(account, '122', 18),
      ...plan.about,
      totalMedia: media.length,
    },
    media,
  };
}

function drawForm(
  details: Random,
  ids: Random,
): Pick<InstagramMedia, 'mediaType' | 'productType' | 'children'> {
  const drawn = details.next();
  if (drawn < instagramShares.reel) {
    return { mediaType: 'VIDEO', productType: 'REELS', children: [] };
  }
  if (drawn >= instagramShares.reel + instagramShares.album) {
    return { mediaType: 'IMAGE', productType: 'FEED', children: [] };
  }
  const parts = details.integer(albumParts.from, albumParts.to);
  const children = Array.from({ length: parts }, () => createDigits(ids, '180', 17));
  return { mediaType: 'CAROUSEL_ALBUM', productType: 'FEED', children };
}

function drawWatched(random: Random): NonNullable<InstagramSampleMedia['watched']> {
  const seconds = reelLength.from + (reelLength.to - reelLength.from) * random.next();
  const share = reelWatched.median * Math.exp(reelWatched.sigma * random.normal());
  const skipRate = reelSkipRate.from + (reelSkipRate.to - reelSkipRate.from) * random.next();
  return {
    averageMs: Math.round(1_000 * seconds * Math.min(1, share)),
    skipRate: Math.round(skipRate * 10_000) / 10_000,
  };
}
