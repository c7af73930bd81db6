import { type TikTokAccount, type TikTokPost, tiktokIdOf } from '../../tiktok/tiktok-world.ts';
import { createCaption } from '../captions.ts';
import { sampleEndsAt, sampleTimezone, weeklyRhythm } from '../constants.ts';
import { hoursApart, localTimeIn } from '../local-time.ts';
import { wholeSecondsApart } from '../posting/whole-seconds-apart.ts';
import { createPostingTimes } from '../posting-times.ts';
import { createRandom, type Random, seedFor } from '../random.ts';
import { createTikTokIds } from './account-ids.ts';
import type { TikTokPlan } from './account-plans.ts';
import {
  corrections,
  curveDecay,
  deletedPosts,
  tiktokDropOff,
  tiktokEffects,
  tiktokRates,
  tiktokShares,
  videoLength,
} from './constants.ts';
import type { Correction, TikTokSamplePost } from './tiktok-sample-post.ts';

export interface TikTokPlanted {
  readonly bestHour: number;
  readonly dropOffSecond: number;
}

export interface TikTokSampleAccount {
  readonly plan: TikTokPlan;
  readonly account: TikTokAccount;
  /** Oldest first. */
  readonly posts: readonly TikTokSamplePost[];
  readonly outlierPostIds: readonly string[];
}

const dayMs = 86_400_000;

/** Every aspect draws from its own stream, all of them apart from the YouTube channels'. */
export function createTikTokAccount(
  seed: number,
  plan: TikTokPlan,
  planted: TikTokPlanted,
): TikTokSampleAccount {
  const stream = (aspect: string) => createRandom(seedFor(seed, `${plan.key} ${aspect}`));
  const localTime = localTimeIn(sampleTimezone);
  const times = wholeSecondsApart(createPostingTimes(plan.postsPerDay, localTime, stream('times')));
  const settled = times.flatMap((at, index) =>
    at < sampleEndsAt.getTime() - 3 * dayMs ? [index] : [],
  );
  const { outlierFactor } = tiktokEffects;
  const outliers = new Map(
    (plan.planted ? stream('outliers').shuffled(settled).slice(0, tiktokEffects.outliers) : []).map(
      (index, rank) => [
        index,
        outlierFactor.from +
          ((outlierFactor.to - outlierFactor.from) * rank) / (tiktokEffects.outliers - 1),
      ],
    ),
  );
  const fates = plan.planted ? createFates(times, outliers, stream('fates')) : noFates;
  const ids = stream('ids');
  const captions = stream('captions');
  const luck = stream('luck');
  const details = stream('details');
  const curves = stream('curves');

  const posts = times.map((time, index): TikTokSamplePost => {
    const createdAt = new Date(time);
    const caption = createCaption(plan.topic, captions);
    const { hour, weekday } = localTime(time);
    const inBestHours = plan.planted && hoursApart(hour, planted.bestHour) <= 1;
    const hooked = plan.planted && caption.family === 'question';
    const finalViews =
      plan.medianViews *
      Math.exp(tiktokEffects.sigma * luck.normal()) *
      (inBestHours ? 1 + tiktokEffects.hourLiftPct / 100 : 1) *
      (hooked ? 1 + tiktokEffects.hookLiftPct / 100 : 1) *
      (plan.weekly ? (weeklyRhythm[weekday - 1] ?? 1) : 1) *
      (outliers.get(index) ?? 1);
    const isPhoto = details.next() < tiktokShares.photo;
    const rates = drawRates(details);
    const length = videoLength.from + (videoLength.to - videoLength.from) * details.next();
    const post: TikTokPost = {
      id: tiktokIdOf(createdAt, ids.integer(0, 0xffff_ffff)),
      createdAt,
      caption: `${caption.title} ${caption.tags
        .slice(0, -1)
        .map((tag) => `#${tag}`)
        .join(' ')}`,
      mediaType: isPhoto ? 'PHOTO' : 'VIDEO',
      durationSeconds: isPhoto ? null : Math.round(length * 1_000) / 1_000,
      isAd: details.next() < tiktokShares.ad,
      isAigc: details.next() < tiktokShares.aigc,
    };
    const drops = curves.next() * 100 < tiktokDropOff.sharePct;
    return {
      post,
      family: caption.family,
      finalViews,
      rates,
      decay: curveDecay.median * Math.exp(curveDecay.sigma * curves.normal()),
      curveSeed: curves.integer(0, 0xffff_ffff),
      loss:
        plan.planted && drops
          ? { second: planted.dropOffSecond, lossPct: tiktokDropOff.lossPct }
          : null,
      dormant: details.next() < tiktokShares.dormant,
      deletedAt: fates.deletedAt(index),
      correction: fates.correction(index),
    };
  });
  return {
    plan,
    account: { ...createTikTokIds(stream('account')), ...about(plan), totalPosts: posts.length },
    posts,
    outlierPostIds: [...outliers.keys()]
      .sort((a, b) => a - b)
      .flatMap((index) => posts[index]?.post.id ?? []),
  };
}

const about = ({ username, displayName, bio, isVerified, isBusiness, following }: TikTokPlan) => ({
  username,
  displayName,
  bio,
  isVerified,
  isBusiness,
  following,
});

function drawRates(random: Random): TikTokSamplePost['rates'] {
  const rate = (name: keyof typeof tiktokRates) =>
    tiktokRates[name].median * Math.exp(tiktokRates[name].sigma * random.normal());
  const likes = rate('likes');
  const comments = rate('comments');
  return {
    likes: random.next() < tiktokShares.likesHidden ? null : likes,
    comments: random.next() < tiktokShares.commentsOff ? null : comments,
    shares: rate('shares'),
    saves: rate('saves'),
    reach: Math.min(0.99, rate('reach')),
    newFollowers: rate('newFollowers'),
    profileViews: rate('profileViews'),
  };
}

interface Fates {
  deletedAt(index: number): Date | null;
  correction(index: number): Correction | null;
}

const noFates: Fates = { deletedAt: () => null, correction: () => null };

/** Which posts vanish and which counters are corrected, never both and never an outlier. */
function createFates(
  times: readonly number[],
  outliers: ReadonlyMap<number, number>,
  random: Random,
): Fates {
  const latest = sampleEndsAt.getTime() - 2 * dayMs;
  const ordinary = random.shuffled(
    times.flatMap((at, index) =>
      outliers.has(index) || at > latest - deletedPosts.days.to * dayMs ? [] : [index],
    ),
  );
  const after = (index: number, days: { readonly from: number; readonly to: number }) =>
    new Date((times[index] ?? 0) + random.integer(days.from * 24, days.to * 24) * 3_600_000);
  const deleted = new Map(
    ordinary.slice(0, deletedPosts.count).map((index) => [index, after(index, deletedPosts.days)]),
  );
  const corrected = new Map(
    corrections.counters.map((counter, rank): [number, Correction] => {
      const index = ordinary[deletedPosts.count + rank] ?? 0;
      const lossPct = random.integer(corrections.lossPct.from, corrections.lossPct.to);
      return [index, { counter, at: after(index, corrections.days), lossPct }];
    }),
  );
  return {
    deletedAt: (index) => deleted.get(index) ?? null,
    correction: (index) => corrected.get(index) ?? null,
  };
}
