import type { Video, VideoStatistics } from '../world.ts';
import type { HookFamily } from './captions.ts';
import { growth } from './constants.ts';

/** A generated video, its planted facts, and what its counters grow to. */
export interface SamplePost {
  readonly video: Video;
  readonly family: HookFamily;
  /** Views once it has stopped growing. */
  readonly finalViews: number;
  /** Likes and comments over views; null when hidden or switched off. */
  readonly likeRate: number | null;
  readonly commentRate: number | null;
  /** Null unless its owner takes it down. */
  readonly deletedAt: Date | null;
}

/** The share of its final views that a video has at an age: rises from 0 towards 1. */
export const grownShare = (ageHours: number): number =>
  ageHours <= 0 ? 0 : 1 - Math.exp(-((ageHours / growth.tauHours) ** growth.shape));

export const existsAt = (post: SamplePost, at: Date): boolean =>
  post.video.publishedAt <= at && (post.deletedAt === null || at < post.deletedAt);

/** A pure function of the moment: counters never fall, and hidden ones stay null. */
export function statisticsAt(post: SamplePost, at: Date): VideoStatistics {
  const ageHours = (at.getTime() - post.video.publishedAt.getTime()) / 3_600_000;
  const views = post.finalViews * grownShare(ageHours);
  const share = (rate: number | null) => (rate === null ? null : Math.floor(views * rate));
  return {
    views: Math.floor(views),
    likes: share(post.likeRate),
    comments: share(post.commentRate),
  };
}
