import type { VideoMedia } from '../world.ts';
import { createCaption } from './captions.ts';
import type { ChannelPlan } from './channel-plans.ts';
import {
  bursts,
  commentRate,
  likeRate,
  sampleDays,
  sampleEndsAt,
  sampleStartsAt,
  sampleTimezone,
  shares,
  weeklyRhythm,
} from './constants.ts';
import { createChannelId, createVideoId } from './ids.ts';
import { hoursApart, localTimeIn } from './local-time.ts';
import { createPostingTimes } from './posting-times.ts';
import { createRandom, type Random, seedFor } from './random.ts';
import type { SamplePost } from './sample-post.ts';

/** The size of what is planted in one channel; zeros in a channel without effects. */
export interface PlantedEffects {
  /** Local hour. */
  readonly bestHour: number;
  readonly hourLiftPct: number;
  readonly hookLiftPct: number;
  readonly outliers: number;
  readonly outlierFactor: { readonly from: number; readonly to: number };
  /** Standard deviation of ln(final views). */
  readonly sigma: number;
}

export interface SampleChannel {
  readonly plan: ChannelPlan;
  readonly id: string;
  readonly posts: readonly SamplePost[];
  readonly outlierPostIds: readonly string[];
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const media: VideoMedia = {
  dimension: '2d',
  definition: 'hd',
  caption: false,
  licensedContent: true,
  projection: 'rectangular',
};

/** Every aspect draws from its own stream: changing one effect moves nothing else. */
export function createSampleChannel(
  seed: number,
  plan: ChannelPlan,
  effects: PlantedEffects,
): SampleChannel {
  const stream = (aspect: string) => createRandom(seedFor(seed, `${plan.key} ${aspect}`));
  const ids = stream('ids');
  const id = createChannelId(ids);
  const localTime = localTimeIn(sampleTimezone);
  const times = createPostingTimes(plan.postsPerDay, localTime, stream('times'));
  const lastSettled = sampleEndsAt.getTime() - 3 * dayMs;
  const settled = times.flatMap((at, index) => (at < lastSettled ? [index] : []));
  const outliers = new Map(
    stream('outliers')
      .shuffled(settled)
      .slice(0, effects.outliers)
      .map((index, rank, all) => [index, outlierFactor(effects, rank, all.length)]),
  );
  const burst = createBursts(stream('bursts'));
  const captions = stream('captions');
  const luck = stream('luck');
  const details = stream('details');

  const posts = times.map((publishedAt, index): SamplePost => {
    const caption = createCaption(plan.topic, captions);
    const { hour, weekday } = localTime(publishedAt);
    const inBestHours = hoursApart(hour, effects.bestHour) <= 1;
    const finalViews =
      plan.medianViews *
      Math.exp(effects.sigma * luck.normal()) *
      (inBestHours ? 1 + effects.hourLiftPct / 100 : 1) *
      (caption.family === 'question' ? 1 + effects.hookLiftPct / 100 : 1) *
      (plan.weekly ? (weeklyRhythm[weekday - 1] ?? 1) : 1) *
      (outliers.get(index) ?? 1) *
      burst(publishedAt);
    const rate = ({ median, sigma }: { median: number; sigma: number }) =>
      median * Math.exp(sigma * details.normal());
    const likes = rate(likeRate);
    const comments = rate(commentRate);
    const isShort = details.next() < shares.short;
    return {
      video: {
        id: createVideoId(ids),
        channelId: id,
        publishedAt: new Date(publishedAt),
        title: caption.title,
        description: caption.description,
        tags: caption.tags,
        categoryId: '26',
        defaultLanguage: 'en',
        durationSeconds: isShort ? details.integer(18, 58) : details.integer(180, 960),
        isLive: false,
        madeForKids: false,
        media,
      },
      family: caption.family,
      finalViews,
      likeRate: details.next() < shares.likesHidden ? null : likes,
      commentRate: details.next() < shares.commentsOff ? null : comments,
      deletedAt: null,
    };
  });

  const outlierPostIds = [...outliers.keys()]
    .sort((a, b) => a - b)
    .flatMap((index) => posts[index]?.video.id ?? []);
  return {
    plan,
    id,
    posts: plan.planted ? withOddities(posts, outlierPostIds, ids) : posts,
    outlierPostIds,
  };
}

/** Spreads the factors evenly, so that both ends of the documented range occur. */
const outlierFactor = (
  { outlierFactor: { from, to } }: PlantedEffects,
  rank: number,
  all: number,
) => from + ((to - from) * rank) / Math.max(1, all - 1);

function createBursts(random: Random): (at: number) => number {
  const spans = Array.from({ length: bursts.count }, () => {
    const from = sampleStartsAt.getTime() + random.next() * (sampleDays - bursts.days.to) * dayMs;
    return { from, to: from + random.integer(bursts.days.from, bursts.days.to) * dayMs };
  });
  return (at) => (spans.some(({ from, to }) => from <= at && at < to) ? bursts.factor : 1);
}

/** One video that its owner takes down after three days, and one broadcast that still runs. */
function withOddities(
  posts: readonly SamplePost[],
  outlierIds: readonly string[],
  ids: Random,
): SamplePost[] {
  const middle = posts.find(
    (post, index) => index >= posts.length / 2 && !outlierIds.includes(post.video.id),
  );
  const last = posts.at(-1);
  if (middle === undefined || last === undefined) return [...posts];
  const live: SamplePost = {
    ...last,
    video: {
      ...last.video,
      id: createVideoId(ids),
      publishedAt: new Date(sampleEndsAt.getTime() - 2 * hourMs),
      title: 'Live: the kitchen is open',
      durationSeconds: 0,
      isLive: true,
    },
    family: 'statement',
    finalViews: 4_000,
  };
  const deletedAt = new Date(middle.video.publishedAt.getTime() + 3 * dayMs);
  const kept = posts.map((post) => (post === middle ? { ...post, deletedAt } : post));
  return [...kept, live];
}
