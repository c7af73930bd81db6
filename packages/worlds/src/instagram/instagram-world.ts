import type { AudienceDimension, AudienceGroup } from '../audience/audience-group.ts';

/**
 * What a world knows of Instagram: professional accounts. As everywhere in worlds, figures are asked
 * for "as of" a moment, and `null` means that the platform does not say, never zero.
 */
export interface InstagramAccount {
  /** Of the professional account (`17841…`): names it here, in webhooks and behind Pages. */
  readonly id: string;
  /** The same account for an app with Instagram Login. */
  readonly appScopedId: string;
  /** The Page it belongs to, and the person who manages that, for an app with Facebook Login. */
  readonly pageId: string;
  readonly facebookUserId: string;
  readonly username: string;
  readonly name: string;
  readonly biography: string;
  readonly accountType: 'BUSINESS' | 'MEDIA_CREATOR';
  readonly following: number;
  /** All media of the account in the world, whenever published. */
  readonly totalMedia: number;
}

export interface InstagramTotals {
  readonly followers: number;
  readonly media: number;
}

export interface InstagramMedia {
  /** Decimal digits, above 2^53. */
  readonly id: string;
  readonly accountId: string;
  readonly shortcode: string;
  /** A whole second, its own among the account's media. */
  readonly createdAt: Date;
  readonly caption: string | null;
  readonly mediaType: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';
  readonly productType: 'FEED' | 'REELS';
  /** Ids of an album's parts. */
  readonly children: readonly string[];
  /** From before the account became a professional one: no insights, ever. */
  readonly isBeforeConversion: boolean;
}

/** Lifetime totals of a medium. */
export interface InstagramFigures {
  readonly likes: number;
  readonly comments: number;
  /** Null within the first hours, like all that follows: nothing is known yet. */
  readonly views: number | null;
  readonly reach: number | null;
  readonly shares: number | null;
  readonly saved: number | null;
  readonly reposts: number | null;
  /** Of the feed only. */
  readonly follows: number | null;
  readonly profileVisits: number | null;
  /** Of reels only. */
  readonly watching: {
    readonly averageMs: number;
    readonly totalMs: number;
    /** Of the views that left within three seconds, 0–1. */
    readonly skipRate: number;
  } | null;
}

/** An account on one Pacific day. Null: the platform has not counted it yet. */
export interface InstagramDay {
  /** `YYYY-MM-DD`, America/Los_Angeles. */
  readonly day: string;
  readonly views: number;
  readonly reach: number;
  readonly accountsEngaged: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
  readonly profileLinksTaps: number;
  readonly followed: number;
  readonly unfollowed: number;
  /** Followers online per Pacific hour, 24 numbers; null as it often is. */
  readonly online: readonly number[] | null;
}

export interface InstagramWorld {
  readonly accounts: readonly InstagramAccount[];
  /** Null for an unknown account. */
  totals(accountId: string, at: Date): InstagramTotals | null;
  /** Media that exist at `at` and were created before `before`, newest first, `limit` at most. */
  mediaBefore(accountId: string, before: Date, limit: number, at: Date): readonly InstagramMedia[];
  /** Null unless it is there at `at`. */
  media(mediaId: string, at: Date): InstagramMedia | null;
  figures(mediaId: string, at: Date): InstagramFigures | null;
  /** Null for a day that is not over, or not in the world. */
  day(accountId: string, day: string, at: Date): InstagramDay | null;
  /** Most first; empty below 100 followers. */
  followersBy(accountId: string, dimension: AudienceDimension, at: Date): readonly AudienceGroup[];
}

/** Of worlds without Instagram. */
export const noInstagram: InstagramWorld = {
  accounts: [],
  totals: () => null,
  mediaBefore: () => [],
  media: () => null,
  figures: () => null,
  day: () => null,
  followersBy: () => [],
};
