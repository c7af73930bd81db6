import { noInstagram } from '../instagram/instagram-world.ts';
import { noThreads } from '../threads/threads-world.ts';
import { noTikTok } from '../tiktok/tiktok-world.ts';
import { type Channel, mostVideosFirst, uploadsPlaylistOf, type World } from '../world.ts';
import { noInsights } from '../youtube/channel-insights.ts';
import { observationAt } from './observation.ts';
import { type RecordedPost, toVideo } from './recorded-post.ts';

export interface RecordedChannel {
  readonly id: string;
  readonly title: string;
  readonly posts: RecordedPost[];
}

const newest = (a: RecordedPost, b: RecordedPost): number =>
  b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1);

/**
 * A world made of recorded channels. A video exists once published and shows its last
 * observation; nobody recorded subscribers, channel views, handles or descriptions, so those
 * stay unknown.
 */
export function recordedWorld(
  about: Pick<World, 'name' | 'description' | 'startsAt' | 'endsAt' | 'timezone'>,
  recorded: Iterable<RecordedChannel>,
): World {
  const channels = new Map<string, Channel>();
  const postsByChannel = new Map<string, readonly RecordedPost[]>();
  const posts = new Map<string, RecordedPost>();
  for (const { id, title, posts: own } of recorded) {
    for (const post of own) {
      post.observations.sort((a, b) => a.at - b.at);
      posts.set(post.id, post);
    }
    postsByChannel.set(id, own.toSorted(newest));
    channels.set(id, {
      id,
      title,
      handle: null,
      description: null,
      publishedAt: null,
      country: null,
      uploadsPlaylistId: uploadsPlaylistOf(id),
      totalVideos: own.length,
    });
  }
  const publishedBy = (channelId: string, at: Date): readonly RecordedPost[] =>
    (postsByChannel.get(channelId) ?? []).filter((post) => post.publishedAt <= at.getTime());
  const existing = (id: string, at: Date): RecordedPost | null => {
    const post = posts.get(id);
    return post !== undefined && post.publishedAt <= at.getTime() ? post : null;
  };

  return {
    ...about,
    channels: [...channels.values()].sort(mostVideosFirst),
    channel: (id) => channels.get(id) ?? null,
    channelByHandle: () => null,
    channelStatistics: (id, at) =>
      channels.has(id)
        ? { subscribers: null, views: null, videos: publishedBy(id, at).length }
        : null,
    videosOf: (channelId, at) => publishedBy(channelId, at).map(toVideo),
    uploads: (channelId, at) => publishedBy(channelId, at).map(toVideo),
    insights: noInsights,
    tiktok: noTikTok,
    instagram: noInstagram,
    threads: noThreads,
    video(id, at) {
      const post = existing(id, at);
      return post === null ? null : toVideo(post);
    },
    statistics(id, at) {
      const post = existing(id, at);
      return post === null ? null : observationAt(post.observations, at.getTime());
    },
  };
}
