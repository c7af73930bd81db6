import type { Platform, SubjectKey } from '@viral-scan/contracts';

/** What is kept of an account. `posts`: not seen any more, and nothing measured of them is left. */
export type ExpiringKind =
  | 'raw_payloads'
  | 'post_snapshots'
  | 'account_snapshots'
  | 'post_retention'
  | 'post_insights'
  | 'account_days'
  | 'audience_activity'
  | 'audience_groups'
  | 'ranked_posts'
  | 'posts';

/** What was read before it goes; null: nothing does. World time. */
export interface Cutoffs {
  /** Read with the owner's grant. */
  readonly own: Date | null;
  /** Read as anyone. */
  readonly public: Date | null;
  /** Brought by the user in a file, of whichever platform. */
  readonly imported: Date | null;
}

export interface ExpiringAccount extends SubjectKey {
  readonly accountId: string;
  readonly platform: Platform;
  readonly cutoffs: Cutoffs;
  /** Of which there may be something to delete, in this order. */
  readonly kinds: readonly ExpiringKind[];
}

export interface RetentionRepository {
  /**
   * The next accounts by id, of all users; those of platforms without cut-offs, and those without
   * anything that has expired, have no kinds.
   */
  accounts(
    after: string | null,
    limit: number,
    cutoffs: ReadonlyMap<Platform, Cutoffs>,
  ): Promise<readonly ExpiringAccount[]>;
  /**
   * Deletes up to `limit` of the account's expired rows of one kind; answers how many. Null: another
   * process is at it, and nothing was deleted.
   */
  deleteExpired(
    account: ExpiringAccount,
    kind: ExpiringKind,
    limit: number,
  ): Promise<number | null>;
  /**
   * Deletes up to `limit` outbox rows that were done with before this real time, with their
   * deliveries; not events of which a delivery waits or ended since.
   */
  deleteDone(before: Date, limit: number): Promise<number>;
  /** Deletes up to `limit` idempotency keys that stand for nothing any more. */
  deleteKeys(limit: number): Promise<number>;
  /**
   * Deletes up to `limit` rows of limits on scraping that nobody has asked for within a day, nor
   * within their window.
   */
  deleteScrapeLimits(limit: number): Promise<number>;
}
