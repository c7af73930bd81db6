import { noInstagram } from './instagram/instagram-world.ts';
import { noThreads } from './threads/threads-world.ts';
import { noTikTok } from './tiktok/tiktok-world.ts';
import type { World } from './world.ts';
import { noInsights } from './youtube/channel-insights.ts';

/** The world of an imported file: no channels, and a clock that can stand anywhere. */
export function fileWorld(): World {
  return {
    name: 'file',
    description: 'No channels: posts come from an import, the clock can be set to any moment.',
    startsAt: new Date('1970-01-01T00:00:00Z'),
    endsAt: new Date('9999-12-31T23:59:59Z'),
    timezone: 'UTC',
    channels: [],
    channel: () => null,
    channelByHandle: () => null,
    channelStatistics: () => null,
    videosOf: () => [],
    video: () => null,
    statistics: () => null,
    uploads: () => [],
    insights: noInsights,
    tiktok: noTikTok,
    instagram: noInstagram,
    threads: noThreads,
  };
}
