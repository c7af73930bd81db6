/** What is planted in the own Instagram account. */
export interface InstagramTruth {
  /** Of the professional account. */
  readonly accountId: string;
  /** The same account for an app with Instagram Login. */
  readonly appScopedId: string;
  /** Another account, in which nothing is planted. */
  readonly otherAccountId: string;
  readonly timezone: string;
  /** Local hour, the YouTube channel's; the hours before and after carry the same lift. */
  readonly bestHour: number;
  readonly liftPct: number;
  readonly hooks: readonly { readonly family: string; readonly liftPct: number }[];
  /** Local hour in which most followers are online. */
  readonly onlinePeakHour: number;
  /** Oldest first. */
  readonly beforeConversionIds: readonly string[];
  readonly deletedMedia: readonly { readonly mediaId: string; readonly at: Date }[];
}
