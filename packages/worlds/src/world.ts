/**
 * Terminology. A world stands in for the platforms: channels and their videos, with its own
 * clock. Everything in it is asked for "as of" a moment `at`, so the same question always has
 * the same answer. `null` means that the world does not know; it never means zero.
 */

import type { InstagramWorld } from './instagram/instagram-world.ts';
import type { ThreadsWorld } from './threads/threads-world.ts';
import type { TikTokWorld } from './tiktok/tiktok-world.ts';
import type { ChannelInsights } from './youtube/channel-insights.ts';

/** What stays the same of a channel. */
export interface Channel {
  /** `UC` and 22 characters. */
  readonly id: string;
  readonly title: string;
  /** With its `@`, null where the world has none. */
  readonly handle: string | null;
  readonly description: string | null;
  readonly publishedAt: Date | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** The playlist that lists every upload: `UU` and the rest of the channel's id. */
  readonly uploadsPlaylistId: string;
  /** All videos of the channel in the world, whenever published. */
  readonly totalVideos: number;
}

/** The counters of a channel at one moment. */
export interface ChannelStatistics {
  /** Exact; the platform rounds it. Null when hidden. */
  readonly subscribers: number | null;
  readonly views: number | null;
  readonly videos: number;
}

/** Technical facts of a file that only some worlds know. */
export interface VideoMedia {
  readonly dimension: '2d' | '3d';
  readonly definition: 'hd' | 'sd';
  readonly caption: boolean;
  readonly licensedContent: boolean;
  readonly projection: 'rectangular' | '360';
}

/** What stays the same of a video. */
export interface Video {
  /** 11 characters. */
  readonly id: string;
  readonly channelId: string;
  readonly publishedAt: Date;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** The platform's number of the category, as text. */
  readonly categoryId: string | null;
  readonly defaultLanguage: string | null;
  /** 0 for a broadcast without a length yet; null when unknown. */
  readonly durationSeconds: number | null;
  readonly isLive: boolean;
  readonly madeForKids: boolean | null;
  readonly media: VideoMedia | null;
}

/** The counters of a video at one moment; a hidden counter is null. */
export interface VideoStatistics {
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
}

/**
 * A list that is cut from rather than held: a very large account makes only what is asked for.
 * Every array is one.
 */
export interface Cuttable<Item> {
  readonly length: number;
  slice(from: number, to: number): readonly Item[];
}

export interface World {
  readonly name: string;
  readonly description: string;
  /** The clock runs from here … */
  readonly startsAt: Date;
  /** … to here, both included. */
  readonly endsAt: Date;
  /** IANA zone in which the demo asks for the scan. */
  readonly timezone: string;
  /** Most videos first, then by id. */
  readonly channels: readonly Channel[];
  channel(id: string): Channel | null;
  /** `handle` with or without `@`, in any case. */
  channelByHandle(handle: string): Channel | null;
  /** Null for an unknown channel. */
  channelStatistics(id: string, at: Date): ChannelStatistics | null;
  /** Videos that exist at `at`, newest first (by id within the same moment). */
  videosOf(channelId: string, at: Date): readonly Video[];
  /** The same list for whoever wants a page of it. */
  uploads(channelId: string, at: Date): Cuttable<Video>;
  /** Null when the video does not exist at `at`. */
  video(id: string, at: Date): Video | null;
  /** Null when nothing is known of the counters at `at`. */
  statistics(videoId: string, at: Date): VideoStatistics | null;
  /** What the owners of channels see. */
  readonly insights: ChannelInsights;
  readonly tiktok: TikTokWorld;
  readonly instagram: InstagramWorld;
  readonly threads: ThreadsWorld;
}

export const uploadsPlaylistOf = (channelId: string): string => `UU${channelId.slice(2)}`;

/** The channel whose uploads a playlist lists, or null when it is no uploads playlist. */
export const channelOfUploads = (playlistId: string): string | null =>
  playlistId.startsWith('UU') ? `UC${playlistId.slice(2)}` : null;

export const newestFirst = (a: Video, b: Video): number =>
  b.publishedAt.getTime() - a.publishedAt.getTime() || (a.id < b.id ? -1 : 1);

export const mostVideosFirst = (a: Channel, b: Channel): number =>
  b.totalVideos - a.totalVideos || (a.id < b.id ? -1 : 1);
