/** What only the owner of a channel sees. Null: the platform does not say. */

export const ratioPoints = 100;

export interface VideoRetention {
  /**
   * Watched share at 1 %, 2 % … 100 % of the video, 100 numbers. Above 1 where viewers rewind.
   */
  readonly watchRatio: readonly number[];
  /** 0–1 at the same points, 0.5 being the median of videos as long. */
  readonly relativePerformance: readonly number[] | null;
}

/** What was added between two moments. */
export interface VideoGains {
  readonly views: number;
  readonly watchSeconds: number;
  /** Views times the length of what was viewed. */
  readonly lengthSeconds: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
}

export interface ChannelGains extends VideoGains {
  readonly subscribersGained: number;
  readonly subscribersLost: number;
}

export interface ChannelInsights {
  /** Null below 100 views, for broadcasts and where nobody recorded it. */
  retention(videoId: string, at: Date): VideoRetention | null;
  /** Dislikes, which only the owner still sees. */
  dislikes(videoId: string, at: Date): number | null;
  /** Null unless the video is there at `at` and was there before `to`. */
  videoGains(videoId: string, from: Date, to: Date, at: Date): VideoGains | null;
  /** Over all videos that are there at `at`. Null for an unknown channel. */
  channelGains(channelId: string, from: Date, to: Date, at: Date): ChannelGains | null;
}

/** Of channels that were only seen from outside. */
export const noInsights: ChannelInsights = {
  retention: () => null,
  dislikes: () => null,
  videoGains: () => null,
  channelGains: () => null,
};
