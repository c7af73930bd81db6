import { createCaption } from '../sample/captions.ts';
import { createRandom, seedFor } from '../sample/random.ts';
import { sharesByRatio } from '../sample/retention.ts';
import { grownShare } from '../sample/sample-post.ts';
import {
  type Channel,
  type ChannelStatistics,
  type Cuttable,
  uploadsPlaylistOf,
  type Video,
  type VideoStatistics,
} from '../world.ts';
import {
  type ChannelGains,
  ratioPoints,
  type VideoGains,
  type VideoRetention,
} from '../youtube/channel-insights.ts';
import { type BulkSpacing, bulkSpacing } from './bulk-spacing.ts';

/** A channel of which nothing is kept but its size. */
export interface BulkChannel {
  readonly channel: Channel;
  statistics(at: Date): ChannelStatistics;
  uploads(at: Date): Cuttable<Video>;
  video(id: string, at: Date): Video | null;
  videoStatistics(id: string, at: Date): VideoStatistics | null;
  retention(id: string, at: Date): VideoRetention | null;
  videoGains(id: string, from: Date, to: Date, at: Date): VideoGains | null;
  channelGains(from: Date, to: Date): ChannelGains;
}

const medianViews = 4_000;
const likeRate = 0.045;
const commentRate = 0.005;
const shareRate = 0.006;
const averageSeconds = 140;

/** 8 bytes: "vb", the account's number, the post's. As base64url 11 signs, like any video id. */
function idOf(account: number, index: number): string {
  const bytes = Buffer.from([0x76, 0x62, 0, account, 0, 0, 0, 0]);
  bytes.writeUInt32BE(index, 4);
  return bytes.toString('base64url');
}

function indexOf(account: number, id: string): number | null {
  const bytes = Buffer.from(id, 'base64url');
  if (id.length !== 11 || bytes.length !== 8) return null;
  const index = bytes.readUInt32BE(4);
  return idOf(account, index) === id ? index : null;
}

const channelIdOf = (account: number, posts: number): string => {
  const bytes = Buffer.alloc(16);
  bytes.write(`vb${account}-${posts}`);
  return `UC${bytes.toString('base64url')}`;
};

function createVideo(
  channelId: string,
  account: number,
  index: number,
  spacing: BulkSpacing,
): Video {
  const random = createRandom(seedFor(index, `bulk video ${account}`));
  const caption = createCaption('studio', random);
  return {
    id: idOf(account, index),
    channelId,
    publishedAt: spacing.publishedAt(index),
    title: caption.title,
    description: caption.description,
    tags: caption.tags,
    categoryId: '26',
    defaultLanguage: 'en',
    durationSeconds: random.integer(60, 600),
    isLive: false,
    madeForKids: false,
    media: null,
  };
}

export function bulkChannel(account: number, posts: number, endsAt: Date): BulkChannel {
  const spacing = bulkSpacing(posts, endsAt);
  const id = channelIdOf(account, posts);
  const finalViews = (index: number): number =>
    medianViews * Math.exp(0.5 * createRandom(seedFor(index, `bulk luck ${account}`)).normal());
  const views = (index: number, at: Date): number =>
    finalViews(index) *
    grownShare((at.getTime() - spacing.publishedAt(index).getTime()) / 3_600_000);
  const existing = (videoId: string, at: Date): number | null => {
    const index = indexOf(account, videoId);
    return index !== null && index < spacing.countBy(at) ? index : null;
  };
  const gained = (count: number): VideoGains => ({
    views: Math.floor(count),
    watchSeconds: Math.floor(count) * averageSeconds,
    lengthSeconds: Math.floor(count) * 2 * averageSeconds,
    likes: Math.floor(count * likeRate),
    comments: Math.floor(count * commentRate),
    shares: Math.floor(count * shareRate),
  });
  return {
    channel: {
      id,
      title: `Bulk channel of ${posts} videos`,
      handle: `@bulk${posts}`,
      description: 'For load: every video follows from its number.',
      publishedAt: new Date('2021-03-14T09:26:53Z'),
      country: null,
      uploadsPlaylistId: uploadsPlaylistOf(id),
      totalVideos: posts,
    },
    statistics: (at) => ({
      subscribers: posts * 10,
      views: spacing.countBy(at) * medianViews,
      videos: spacing.countBy(at),
    }),
    uploads(at) {
      const length = spacing.countBy(at);
      return {
        length,
        slice: (from, to) =>
          Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, offset) =>
            createVideo(id, account, length - 1 - from - offset, spacing),
          ),
      };
    },
    video(videoId, at) {
      const index = existing(videoId, at);
      return index === null ? null : createVideo(id, account, index, spacing);
    },
    videoStatistics(videoId, at) {
      const index = existing(videoId, at);
      if (index === null) return null;
      const shown = views(index, at);
      return {
        views: Math.floor(shown),
        likes: Math.floor(shown * likeRate),
        comments: Math.floor(shown * commentRate),
      };
    },
    retention(videoId, at) {
      const index = existing(videoId, at);
      if (index === null) return null;
      const random = createRandom(seedFor(index, `bulk curve ${account}`));
      return {
        watchRatio: sharesByRatio(ratioPoints, 300, 1.1, null, random),
        relativePerformance: null,
      };
    },
    videoGains(videoId, from, to, at) {
      const index = existing(videoId, at);
      return index === null || spacing.publishedAt(index) >= to
        ? null
        : gained(views(index, to) - views(index, from));
    },
    // Adding up thousands of videos a day would be the work that this account is to avoid.
    channelGains: (from, to) => ({
      ...gained((spacing.countBy(to) - spacing.countBy(from)) * medianViews),
      subscribersGained: spacing.countBy(to) - spacing.countBy(from),
      subscribersLost: 0,
    }),
  };
}
