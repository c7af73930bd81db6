import {
  type Channel,
  mostVideosFirst,
  newestFirst,
  uploadsPlaylistOf,
  type Video,
  type World,
} from '../world.ts';
import { type ChannelPlan, channelPlans } from './channel-plans.ts';
import {
  bestHourRange,
  sampleEffects,
  sampleEndsAt,
  sampleStartsAt,
  sampleTimezone,
} from './constants.ts';
import type { InstagramTruth } from './instagram/instagram-truth.ts';
import { sampleInstagram } from './instagram/sample-instagram.ts';
import { createRandom, seedFor } from './random.ts';
import type { PlantedDropOff } from './retention.ts';
import { createSampleChannel, type PlantedEffects, type SampleChannel } from './sample-channel.ts';
import { existsAt, type SamplePost, statisticsAt } from './sample-post.ts';
import { subscribersAt } from './subscribers.ts';
import { sampleThreads } from './threads/sample-threads.ts';
import type { ThreadsTruth } from './threads/threads-truth.ts';
import { sampleTikTok } from './tiktok/sample-tiktok.ts';
import type { TikTokTruth } from './tiktok/tiktok-truth.ts';
import { dropOffTruth } from './youtube/planted-drop-off.ts';
import { sampleInsights } from './youtube/sample-insights.ts';

/** What is planted where, for whoever checks an analysis against it. */
export interface PlantedTruth {
  /** The own account of the demo. */
  readonly accountId: string;
  /** Local hour in `timezone`; the hours before and after carry the same lift. */
  readonly bestHour: number;
  readonly timezone: string;
  readonly liftPct: number;
  readonly hooks: readonly { readonly family: string; readonly liftPct: number }[];
  /** Oldest first. */
  readonly outlierPostIds: readonly string[];
  /** The account where nothing is planted. */
  readonly noEffectAccountId: string;
  readonly competitorIds: readonly string[];
  /** Where viewers of the own channel's long videos leave. */
  readonly dropOff: PlantedDropOff;
  /** The own TikTok account. */
  readonly tiktok: TikTokTruth;
  /** The own Instagram account. */
  readonly instagram: InstagramTruth;
  /** The own Threads profile. */
  readonly threads: ThreadsTruth;
}

export interface SampleWorld extends World {
  readonly seed: number;
  readonly truth: PlantedTruth;
  /** The opening of each post of an account of any platform, by post id. */
  hookFamilies(accountId: string): ReadonlyMap<string, string>;
}

export interface SampleWorldOptions {
  /** Changes what is planted in the own account; everything else stays as it is. */
  readonly effects?: Partial<PlantedEffects>;
}

const nothing = { bestHour: 0, hourLiftPct: 0, hookLiftPct: 0, outliers: 0 } as const;

/**
 * The generated world: nothing in it comes from outside, and the same seed gives the same world
 * to the last digit. Constants in `constants.ts`, the account of all of it in docs/worlds.md.
 */
export function sampleWorld(seed: number, options: SampleWorldOptions = {}): SampleWorld {
  const bestHour = createRandom(seedFor(seed, 'best hour')).integer(
    bestHourRange.from,
    bestHourRange.to,
  );
  const planted: PlantedEffects = { ...sampleEffects, bestHour, ...options.effects };
  const generated = channelPlans.map((plan) =>
    createSampleChannel(
      seed,
      plan,
      plan.planted ? planted : { ...planted, ...nothing, sigma: sampleEffects.sigma },
    ),
  );
  const idOf = (key: ChannelPlan['key']): string =>
    generated.find(({ plan }) => plan.key === key)?.id ?? '';
  const own = generated.find(({ plan }) => plan.planted);
  const tiktok = sampleTikTok(seed, bestHour);
  const instagram = sampleInstagram(seed, bestHour);
  const threads = sampleThreads(seed, bestHour);

  return {
    ...generatedWorld(generated),
    name: 'sample',
    description: `Generated from seed ${seed}: one account with planted effects, one with none, four competitors.`,
    seed,
    insights: sampleInsights(seed, generated),
    tiktok: tiktok.world,
    instagram: instagram.world,
    threads: threads.world,
    truth: {
      accountId: idOf('own'),
      bestHour: planted.bestHour,
      timezone: sampleTimezone,
      liftPct: planted.hourLiftPct,
      hooks: [{ family: 'question', liftPct: planted.hookLiftPct }],
      outlierPostIds: own?.outlierPostIds ?? [],
      noEffectAccountId: idOf('no-effect'),
      competitorIds: generated
        .filter(({ plan }) => plan.key.startsWith('rival'))
        .map(({ id }) => id),
      dropOff: dropOffTruth(seed, own),
      tiktok: tiktok.truth,
      instagram: instagram.truth,
      threads: threads.truth,
    },
    hookFamilies: (accountId) =>
      tiktok.hookFamilies.get(accountId) ??
      instagram.hookFamilies.get(accountId) ??
      threads.hookFamilies.get(accountId) ??
      new Map(
        generated
          .find(({ id }) => id === accountId)
          ?.posts.map((post) => [post.video.id, post.family]),
      ),
  };
}

function generatedWorld(
  generated: readonly SampleChannel[],
): Omit<World, 'name' | 'description' | 'insights' | 'tiktok' | 'instagram' | 'threads'> {
  const byId = new Map(generated.map((channel) => [channel.id, channel]));
  const posts = new Map<string, SamplePost>(
    generated.flatMap((channel) => channel.posts.map((post) => [post.video.id, post] as const)),
  );
  const channels = generated.map(toChannel).sort(mostVideosFirst);
  const existing = (id: string, at: Date): SamplePost | null => {
    const post = posts.get(id);
    return post !== undefined && existsAt(post, at) ? post : null;
  };
  const postsOf = (channelId: string, at: Date): SamplePost[] =>
    (byId.get(channelId)?.posts ?? []).filter((post) => existsAt(post, at));
  const videosOf = (channelId: string, at: Date): Video[] =>
    postsOf(channelId, at)
      .map((post) => post.video)
      .sort(newestFirst);
  const bare = (handle: string): string => handle.replace(/^@/, '').toLowerCase();

  return {
    startsAt: sampleStartsAt,
    endsAt: sampleEndsAt,
    timezone: sampleTimezone,
    channels,
    channel: (id) => channels.find((channel) => channel.id === id) ?? null,
    channelByHandle: (handle) =>
      channels.find((channel) => bare(channel.handle ?? '') === bare(handle)) ?? null,
    channelStatistics(id, at) {
      const channel = byId.get(id);
      if (channel === undefined) return null;
      const now = postsOf(id, at);
      const views = now.reduce((sum, post) => sum + (statisticsAt(post, at).views ?? 0), 0);
      return { subscribers: subscribersAt(channel.plan, at), views, videos: now.length };
    },
    videosOf,
    uploads: videosOf,
    video: (id, at) => existing(id, at)?.video ?? null,
    statistics(id, at) {
      const post = existing(id, at);
      return post === null ? null : statisticsAt(post, at);
    },
  };
}

const toChannel = ({ plan, id, posts }: SampleChannel): Channel => ({
  id,
  title: plan.title,
  handle: plan.handle,
  description: `${plan.title}: new videos all week.`,
  publishedAt: new Date('2021-03-14T09:26:53Z'),
  country: 'DE',
  uploadsPlaylistId: uploadsPlaylistOf(id),
  totalVideos: posts.length,
});
