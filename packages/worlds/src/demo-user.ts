import type { World } from './world.ts';

/** Whom the demo scans: channel ids, without the platform in front. */
export interface DemoUser {
  readonly own: readonly string[];
  /** Open ids of the user's TikTok accounts. */
  readonly tiktok: readonly string[];
  /** Ids of the user's professional Instagram accounts. */
  readonly instagram: readonly string[];
  /** Ids of the user's Threads profiles. */
  readonly threads: readonly string[];
  readonly competitors: readonly string[];
  /** IANA zone of the request. */
  readonly timezone: string;
}

/** The channel with most videos, and the next two as its competitors. */
export function largestChannelsUser(world: World): DemoUser {
  const ids = world.channels.slice(0, 3).map((channel) => channel.id);
  return {
    own: ids.slice(0, 1),
    tiktok: [],
    instagram: [],
    threads: [],
    competitors: ids.slice(1),
    timezone: world.timezone,
  };
}
