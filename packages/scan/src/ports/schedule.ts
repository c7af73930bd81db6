import type { AccountRef, NewScan, RefreshRule, SubjectKey } from '@viral-scan/contracts';

/** An own account with a grant that works. */
export interface ConnectedAccount extends SubjectKey {
  readonly connectionId: string;
  readonly ref: AccountRef;
}

/** When accounts are collected again; `now` is world time. */
export interface ScheduleRule {
  readonly now: Date;
  /** How often each post is read. */
  readonly refresh: readonly RefreshRule[];
  /** How often new posts are looked for. */
  readonly listingEveryMs: number;
  /** From one scheduled collection to the next, whatever is due. */
  readonly leastPauseMs: number;
  /** Up to so much later, by chance, so that not all accounts come at once. */
  readonly jitterMs: number;
}

export interface DueAccount {
  readonly account: ConnectedAccount;
  /** How far back a listing looked that stopped on its way; null when none did. */
  readonly stoppedLookbackDays: number | null;
}

export interface ScheduleRepository {
  /** Of all users, by connection id, those after this one. */
  connectedAccounts(after: string | null, limit: number): Promise<readonly ConnectedAccount[]>;
  /** Those that are due, and that no scan or collection is reading or about to read; in the order given. */
  dueAccounts(
    accounts: readonly ConnectedAccount[],
    rule: ScheduleRule,
  ): Promise<readonly DueAccount[]>;
  /**
   * Takes a collection of the account on, unless it is not due any more or somebody else is about
   * to: false then, and nothing is written.
   */
  schedule(
    account: ConnectedAccount,
    rule: ScheduleRule,
    collection: Omit<NewScan, 'kind' | 'hourlyQuota' | 'idempotency'>,
  ): Promise<boolean>;
  /** When the account is due next; `now` or earlier: it is. */
  nextCollection(
    subject: SubjectKey,
    ref: AccountRef,
    rule: Omit<ScheduleRule, 'jitterMs'>,
  ): Promise<Date>;
}
