import type {
  AccountRef,
  ConnectablePlatform,
  InboundEvent,
  InboundKind,
  NewScan,
  SubjectKey,
} from '@viral-scan/contracts';

/** As the door keeps it. */
export interface KeptEvent extends InboundEvent {
  /** Of a WebSub subscription, whose channel is the account; null for all else. */
  readonly subscriptionId: string | null;
}

/** An account that a user has connected, in whichever state the grant is. */
export interface GrantedAccount extends SubjectKey {
  readonly ref: AccountRef;
}

/** Events that are done with, counted. */
export interface SettledEvents {
  readonly counts: readonly {
    readonly platform: ConnectablePlatform;
    readonly kind: InboundKind;
    readonly events: number;
  }[];
  /** Why some wait on; they come again later. */
  readonly failures: readonly unknown[];
}

/** What platforms tell of, from the door to its effect. */
export interface InboundEventRepository {
  /**
   * Durable once it resolves. What is known already, also what was handled before, is passed over.
   * Answers how many were new.
   */
  keep(events: readonly KeptEvent[]): Promise<number>;
  /**
   * Up to `limit` waiting events but removals of access, with their effect in one transaction: posts
   * are marked as changed, accounts are asked for. Events of accounts nobody has connected are
   * deleted.
   *
   * @param now world time
   */
  settle(limit: number, now: Date): Promise<SettledEvents>;
  /**
   * Up to `limit` waiting removals of access. `erase` is called for every account whose grant was
   * given before and that we have not given back ourselves; an event is done with when all of it
   * has resolved.
   */
  settleRemovals(
    limit: number,
    erase: (account: GrantedAccount) => Promise<void>,
  ): Promise<SettledEvents>;
  /** Accounts whose grantee the platform names so and who consented before `grantedBefore`. */
  granted(
    platform: ConnectablePlatform,
    externalId: string,
    grantedBefore: Date,
  ): Promise<readonly GrantedAccount[]>;
  /** Events that wait, and the age of the oldest. */
  lag(): Promise<{ readonly waiting: number; readonly oldestSeconds: number }>;
  /** Deletes up to `limit` keys of events that were handled before this real time. */
  forget(before: Date, limit: number): Promise<number>;
}

/** Collections of accounts that their platform told something new of. */
export interface LightScanRepository {
  /**
   * Accounts that are asked for and that nothing is reading or about to read, those first that wait
   * longest. What is asked of an account whose grant does not work any more is dropped.
   */
  asked(limit: number): Promise<readonly GrantedAccount[]>;
  /**
   * Takes a collection of the account on, unless it is not asked for any more or somebody else is
   * reading it or about to: false then, and nothing is written. All that it was asked for until now
   * is served by it.
   *
   * @param now world time
   */
  take(
    account: GrantedAccount,
    now: Date,
    collection: Omit<NewScan, 'kind' | 'hourlyQuota' | 'idempotency'>,
  ): Promise<boolean>;
}
