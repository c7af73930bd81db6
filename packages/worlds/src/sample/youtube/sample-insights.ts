import type { ChannelInsights, VideoGains } from '../../youtube/channel-insights.ts';
import { ratioPoints } from '../../youtube/channel-insights.ts';
import type { ChannelPlan } from '../channel-plans.ts';
import { createRandom, seedFor } from '../random.ts';
import { sharesByRatio } from '../retention.ts';
import type { SampleChannel } from '../sample-channel.ts';
import { existsAt, type SamplePost, statisticsAt } from '../sample-post.ts';
import { subscribersAt } from '../subscribers.ts';
import {
  dislikeRate,
  fewestViewsOfCurve,
  lostPerGained,
  retentionDecay,
  youtubeShareRate,
} from './constants.ts';
import { plantedLoss } from './planted-drop-off.ts';

const noGains: VideoGains = {
  views: 0,
  watchSeconds: 0,
  lengthSeconds: 0,
  likes: 0,
  comments: 0,
  shares: 0,
};

interface Known {
  readonly post: SamplePost;
  readonly plan: ChannelPlan;
}

/** Curves and day figures of the sample's channels, drawn apart from everything public. */
export function sampleInsights(seed: number, channels: readonly SampleChannel[]): ChannelInsights {
  const known = new Map<string, Known>(
    channels.flatMap(({ plan, posts }) =>
      posts.map((post) => [post.video.id, { post, plan }] as const),
    ),
  );
  const byId = new Map(channels.map((channel) => [channel.id, channel]));

  function curveOf(videoId: string) {
    const found = known.get(videoId);
    const duration = found?.post.video.durationSeconds ?? 0;
    if (found === undefined || duration === 0) return null;
    const random = createRandom(seedFor(seed, `retention ${videoId}`));
    const decay = retentionDecay.median * Math.exp(retentionDecay.sigma * random.normal());
    const loss = found.plan.planted ? plantedLoss(seed, found.post.video) : null;
    return { shares: sharesByRatio(ratioPoints, duration, decay, loss, random), decay, duration };
  }

  const averages = new Map<string, number>();
  function averageSeconds(videoId: string): number {
    const before = averages.get(videoId);
    if (before !== undefined) return before;
    const curve = curveOf(videoId);
    const mean =
      (curve?.shares.reduce((sum, share) => sum + share, 0) ?? 0) / (curve?.shares.length ?? 1);
    const seconds = mean * (curve?.duration ?? 0);
    averages.set(videoId, seconds);
    return seconds;
  }

  function gainsOf(post: SamplePost, from: Date, to: Date): VideoGains {
    const before = statisticsAt(post, from);
    const after = statisticsAt(post, to);
    const views = (after.views ?? 0) - (before.views ?? 0);
    return {
      views,
      watchSeconds: views * averageSeconds(post.video.id),
      lengthSeconds: views * (post.video.durationSeconds ?? 0),
      likes: (after.likes ?? 0) - (before.likes ?? 0),
      comments: (after.comments ?? 0) - (before.comments ?? 0),
      shares:
        Math.floor((after.views ?? 0) * youtubeShareRate) -
        Math.floor((before.views ?? 0) * youtubeShareRate),
    };
  }

  return {
    retention(videoId, at) {
      const found = known.get(videoId);
      if (found === undefined || !existsAt(found.post, at)) return null;
      if ((statisticsAt(found.post, at).views ?? 0) < fewestViewsOfCurve) return null;
      const curve = curveOf(videoId);
      if (curve === null) return null;
      const typical = sharesByRatio(ratioPoints, 1, retentionDecay.median, null, createRandom(0));
      return {
        watchRatio: curve.shares,
        relativePerformance: curve.shares.map((share, index) => {
          const better = share / (typical[index] ?? 1) - 1;
          return Math.round(10_000 / (1 + Math.exp(-4 * better))) / 10_000;
        }),
      };
    },
    dislikes(videoId, at) {
      const found = known.get(videoId);
      if (found === undefined || !existsAt(found.post, at)) return null;
      const { likes } = statisticsAt(found.post, at);
      return likes === null ? null : Math.floor(likes * dislikeRate);
    },
    videoGains(videoId, from, to, at) {
      const found = known.get(videoId);
      if (found === undefined || !existsAt(found.post, at)) return null;
      return found.post.video.publishedAt < to ? gainsOf(found.post, from, to) : null;
    },
    channelGains(channelId, from, to, at) {
      const channel = byId.get(channelId);
      if (channel === undefined) return null;
      const videos = channel.posts
        .filter((post) => existsAt(post, at) && post.video.publishedAt < to)
        .map((post) => gainsOf(post, from, to))
        .reduce(added, noGains);
      const net = subscribersAt(channel.plan, to) - subscribersAt(channel.plan, from);
      const subscribersGained = Math.round(net / (1 - lostPerGained));
      return { ...videos, subscribersGained, subscribersLost: subscribersGained - net };
    },
  };
}

const added = (a: VideoGains, b: VideoGains): VideoGains => ({
  views: a.views + b.views,
  watchSeconds: a.watchSeconds + b.watchSeconds,
  lengthSeconds: a.lengthSeconds + b.lengthSeconds,
  likes: a.likes + b.likes,
  comments: a.comments + b.comments,
  shares: a.shares + b.shares,
});
