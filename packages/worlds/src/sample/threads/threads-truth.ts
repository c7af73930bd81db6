/** What is planted in the own Threads profile. */
export interface ThreadsTruth {
  readonly accountId: string;
  /** Another profile, below 100 followers and without any effect: nothing is told of its followers. */
  readonly smallAccountId: string;
  readonly timezone: string;
  /** Local hour, the YouTube channel's; the hours before and after carry the same lift. */
  readonly bestHour: number;
  readonly liftPct: number;
  readonly hooks: readonly { readonly family: string; readonly liftPct: number }[];
  /** Posts that stand for others': without insights. Oldest first. */
  readonly repostIds: readonly string[];
  readonly deletedPosts: readonly { readonly postId: string; readonly at: Date }[];
}
