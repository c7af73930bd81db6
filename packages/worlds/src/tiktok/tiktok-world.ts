/**
 * What a world knows of TikTok. As everywhere in worlds, figures are asked for "as of" a moment,
 * and `null` means that the platform does not say, never zero.
 */

export interface TikTokAccount {
  /** For an app of the Accounts API, which calls it `business_id` too; names the account here. */
  readonly openId: string;
  /** The same account for an app of the Display API. */
  readonly displayOpenId: string;
  readonly unionId: string;
  /** Without `@`. */
  readonly username: string;
  readonly displayName: string;
  readonly bio: string;
  readonly isVerified: boolean;
  readonly isBusiness: boolean;
  readonly following: number;
  /** All posts of the account in the world, whenever published and whether still there. */
  readonly totalPosts: number;
}

export interface TikTokTotals {
  readonly followers: number;
  readonly likes: number;
  readonly posts: number;
}

export interface TikTokPost {
  /** Decimal digits of an int64 above 2^53; its upper 32 bits are the unix seconds. */
  readonly id: string;
  /** A whole second, its own among the account's posts. */
  readonly createdAt: Date;
  readonly caption: string;
  readonly mediaType: 'VIDEO' | 'PHOTO';
  /** Null for photos. */
  readonly durationSeconds: number | null;
  readonly isAd: boolean;
  readonly isAigc: boolean;
}

/** How a video is watched. `averageSeconds` is the integral of the curve. */
export interface TikTokWatching {
  readonly averageSeconds: number;
  /** Average times views. */
  readonly totalSeconds: number;
  /** Share of views that reached the end, 0–1. */
  readonly fullRate: number;
  /** Share still watching at second 0, 1, 2 …; 1 at first and never rising. */
  readonly shares: readonly number[];
}

/** Lifetime totals of a post. */
export interface TikTokFigures {
  readonly views: number;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number;
  readonly saves: number;
  /** Null once nobody has watched for more than seven days, like `watching`. */
  readonly reach: number | null;
  readonly newFollowers: number;
  readonly profileViews: number;
  /** Null for photos too. */
  readonly watching: TikTokWatching | null;
}

/** An account on one UTC day. Null: the platform has not counted it yet. */
export interface TikTokDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly views: number;
  readonly reach: number | null;
  readonly profileViews: number;
  /** A difference of counters that are themselves corrected: may be negative. */
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  /** At the end of the day. */
  readonly followers: number;
  readonly newFollowers: number | null;
  readonly lostFollowers: number | null;
  /** Active followers per UTC hour, 24 numbers; null while late or below 100 followers. */
  readonly activity: readonly number[] | null;
}

export interface TikTokComment {
  readonly id: string;
  readonly createdAt: Date;
  readonly text: string;
  readonly likes: number;
  readonly username: string;
  readonly hidden: boolean;
}

export interface TikTokWorld {
  readonly accounts: readonly TikTokAccount[];
  /** Null for an unknown account. */
  totals(openId: string, at: Date): TikTokTotals | null;
  /** Posts that exist at `at` and were created before `before`, newest first, `limit` at most. */
  postsBefore(openId: string, before: Date, limit: number, at: Date): readonly TikTokPost[];
  /** Null unless the account's and there at `at`. */
  post(openId: string, postId: string, at: Date): TikTokPost | null;
  /** Null unless the post is there at `at`. */
  figures(postId: string, at: Date): TikTokFigures | null;
  /** Null for a day that is not over, or not in the world. */
  day(openId: string, day: string, at: Date): TikTokDay | null;
  /** The newest 200, newest first. */
  comments(postId: string, at: Date): readonly TikTokComment[];
}

/** Upper 32 bits the unix seconds, lower 32 bits `low`. */
export const tiktokIdOf = (createdAt: Date, low: number): string =>
  String((BigInt(createdAt.getTime() / 1_000) << 32n) | BigInt(low >>> 0));

/** Null for what is no int64 in plain digits. */
export function tiktokIdParts(
  id: string,
): { readonly seconds: number; readonly low: number } | null {
  if (!/^[1-9]\d{0,18}$/.test(id)) return null;
  const value = BigInt(id);
  return { seconds: Number(value >> 32n), low: Number(value & 0xffff_ffffn) };
}

/** Of worlds without TikTok. */
export const noTikTok: TikTokWorld = {
  accounts: [],
  totals: () => null,
  postsBefore: () => [],
  post: () => null,
  figures: () => null,
  day: () => null,
  comments: () => [],
};
