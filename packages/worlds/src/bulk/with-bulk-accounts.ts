import type { TikTokWorld } from '../tiktok/tiktok-world.ts';
import { mostVideosFirst, type World } from '../world.ts';
import { bulkTikTok } from './bulk-tiktok.ts';
import { type BulkChannel, bulkChannel } from './bulk-youtube.ts';

/** The post's number has 24 bits in its id, the account's 7. */
export const mostBulkPosts = 10_000_000;
export const mostBulkAccounts = 100;

/**
 * The world and, for every size, a YouTube channel and a TikTok account with so many posts. They
 * are made page by page when asked for, and take no memory.
 */
export function withBulkAccounts(world: World, sizes: readonly number[]): World {
  if (sizes.length === 0) return world;
  const isSize = (size: number) => Number.isInteger(size) && size >= 1 && size <= mostBulkPosts;
  if (sizes.length > mostBulkAccounts || !sizes.every(isSize)) {
    throw new RangeError(
      `at most ${mostBulkAccounts} bulk accounts, each of 1 to ${mostBulkPosts} posts`,
    );
  }
  const bulk = sizes.map((size, account) => bulkChannel(account, size, world.endsAt));
  const byId = new Map(bulk.map((each) => [each.channel.id, each]));
  const firstOf = <Value>(ask: (channel: BulkChannel) => Value | null): Value | null => {
    for (const channel of bulk) {
      const answer = ask(channel);
      if (answer !== null) return answer;
    }
    return null;
  };
  const bare = (handle: string): string => handle.replace(/^@/, '').toLowerCase();
  const { insights } = world;
  return {
    ...world,
    channels: [...world.channels, ...bulk.map(({ channel }) => channel)].sort(mostVideosFirst),
    channel: (id) => byId.get(id)?.channel ?? world.channel(id),
    channelByHandle: (handle) =>
      bulk.find(({ channel }) => bare(channel.handle ?? '') === bare(handle))?.channel ??
      world.channelByHandle(handle),
    channelStatistics: (id, at) => byId.get(id)?.statistics(at) ?? world.channelStatistics(id, at),
    videosOf(id, at) {
      const uploads = byId.get(id)?.uploads(at);
      return uploads?.slice(0, uploads.length) ?? world.videosOf(id, at);
    },
    uploads: (id, at) => byId.get(id)?.uploads(at) ?? world.uploads(id, at),
    video: (id, at) => firstOf((channel) => channel.video(id, at)) ?? world.video(id, at),
    statistics: (id, at) =>
      firstOf((channel) => channel.videoStatistics(id, at)) ?? world.statistics(id, at),
    insights: {
      retention: (id, at) =>
        firstOf((channel) => channel.retention(id, at)) ?? insights.retention(id, at),
      dislikes: insights.dislikes,
      videoGains: (id, from, to, at) =>
        firstOf((channel) => channel.videoGains(id, from, to, at)) ??
        insights.videoGains(id, from, to, at),
      channelGains: (id, from, to, at) =>
        byId.get(id)?.channelGains(from, to) ?? insights.channelGains(id, from, to, at),
    },
    tiktok: joined([
      world.tiktok,
      ...sizes.map((size, account) => bulkTikTok(account, size, world.endsAt)),
    ]),
  };
}

/** Several worlds of TikTok as one: each answers for its accounts and posts. */
function joined(worlds: readonly TikTokWorld[]): TikTokWorld {
  const owner = (openId: string): TikTokWorld | undefined =>
    worlds.find(({ accounts }) => accounts.some((account) => account.openId === openId));
  return {
    accounts: worlds.flatMap(({ accounts }) => accounts),
    totals: (openId, at) => owner(openId)?.totals(openId, at) ?? null,
    postsBefore: (openId, before, limit, at) =>
      owner(openId)?.postsBefore(openId, before, limit, at) ?? [],
    post: (openId, postId, at) => owner(openId)?.post(openId, postId, at) ?? null,
    figures: (postId, at) =>
      worlds.map((world) => world.figures(postId, at)).find((found) => found !== null) ?? null,
    day: (openId, day, at) => owner(openId)?.day(openId, day, at) ?? null,
    comments: (postId, at) =>
      worlds.map((world) => world.comments(postId, at)).find((found) => found.length > 0) ?? [],
  };
}
