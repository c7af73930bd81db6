import type { AudienceDimension, AudienceGroup } from '../audience/audience-group.ts';

/**
 * What a world knows of Threads. As everywhere in worlds, figures are asked for "as of" a moment, and
 * `null` means that the platform does not say, never zero.
 */
export interface ThreadsProfile {
  /** Decimal digits, above 2^53. */
  readonly id: string;
  /** Without `@`. */
  readonly username: string;
  readonly name: string;
  readonly biography: string;
  readonly isVerified: boolean;
  /** All posts of the profile in the world, whenever published and whether still there. */
  readonly totalPosts: number;
}

export interface ThreadsTotals {
  readonly followers: number;
  readonly posts: number;
}

export interface ThreadsPost {
  /** Decimal digits, above 2^53. */
  readonly id: string;
  readonly profileId: string;
  readonly shortcode: string;
  /** A whole second, its own among the profile's posts. */
  readonly createdAt: Date;
  readonly text: string;
  /** A `REPOST_FACADE` stands for another's post: it has no insights. */
  readonly mediaType: 'TEXT_POST' | 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM' | 'REPOST_FACADE';
  readonly topicTag: string | null;
  readonly isQuote: boolean;
  readonly linkUrl: string | null;
}

/** Lifetime totals of a post. */
export interface ThreadsFigures {
  readonly views: number;
  readonly likes: number;
  readonly replies: number;
  readonly reposts: number;
  readonly quotes: number;
  readonly shares: number;
}

/** A profile on one Pacific day. */
export interface ThreadsDay {
  /** `YYYY-MM-DD`, America/Los_Angeles. */
  readonly day: string;
  readonly views: number;
  readonly likes: number;
  readonly replies: number;
  readonly reposts: number;
  readonly quotes: number;
  readonly clicks: readonly { readonly url: string; readonly clicks: number }[];
}

export interface ThreadsWorld {
  readonly profiles: readonly ThreadsProfile[];
  /** Null for an unknown profile. */
  totals(profileId: string, at: Date): ThreadsTotals | null;
  /** Posts that exist at `at` and were created before `before`, newest first, `limit` at most. */
  postsBefore(profileId: string, before: Date, limit: number, at: Date): readonly ThreadsPost[];
  /** Null unless it is there at `at`. */
  post(postId: string, at: Date): ThreadsPost | null;
  /** Null for a repost, too. */
  figures(postId: string, at: Date): ThreadsFigures | null;
  /** Null for a day that is not over, or not in the world. */
  day(profileId: string, day: string, at: Date): ThreadsDay | null;
  /** Most first; empty below 100 followers. */
  followersBy(profileId: string, dimension: AudienceDimension, at: Date): readonly AudienceGroup[];
}

/** Of worlds without Threads. */
export const noThreads: ThreadsWorld = {
  profiles: [],
  totals: () => null,
  postsBefore: () => [],
  post: () => null,
  figures: () => null,
  day: () => null,
  followersBy: () => [],
};
