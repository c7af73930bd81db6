import type { PlantedDropOff } from '../retention.ts';
import type { Correction } from './tiktok-sample-post.ts';

/** What is planted in the own TikTok account. */
export interface TikTokTruth {
  /** Open id of the Accounts API. */
  readonly accountId: string;
  /** Open id of the Display API: the same account. */
  readonly displayAccountId: string;
  /** Another account, below 100 followers: nothing is told of its audience. */
  readonly smallAccountId: string;
  readonly timezone: string;
  /** Local hour; the hours before and after carry the same lift. */
  readonly bestHour: number;
  readonly liftPct: number;
  readonly hooks: readonly { readonly family: string; readonly liftPct: number }[];
  /** Oldest first. */
  readonly outlierPostIds: readonly string[];
  readonly dropOff: PlantedDropOff;
  /** Local hour in which most followers are active. */
  readonly activityPeakHour: number;
  readonly deletedPosts: readonly { readonly postId: string; readonly at: Date }[];
  /** Counters that fall once, at `at`. */
  readonly corrections: readonly (Correction & { readonly postId: string })[];
  /** UTC days on which the account's likes read negative. */
  readonly negativeLikeDays: readonly string[];
}
