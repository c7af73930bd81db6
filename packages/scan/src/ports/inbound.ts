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

/** What a hub is to be asked. */
export interface WebsubRequest {
  readonly subscriptionId: string;
  readonly mode: 'subscribe' | 'unsubscribe';
  /** YouTube's id of the channel. */
  readonly channelId: string;
}

/**
 * Subscriptions to the feeds of connected channels. A hub that was asked verifies that we meant it;
 * until it has, it is asked again, less and less often. Times are real.
 */
export interface WebsubRepository {
  /** Wants these channels from now on; of those that are wanted already nothing changes. */
  want(accounts: readonly GrantedAccount[]): Promise<void>;
  /**
   * Up to `limit` subscriptions after this id: those whose channel is not connected any more are
   * given up. Answers the last id, null at the end.
   */
  giveUpDisconnected(after: string | null, limit: number): Promise<string | null>;
  /**
   * Up to `limit` requests that are due, for the caller to make; they are pending from now on, and
   * due again after a while. What was given up and lapsed, or that the hub would not hear of, is
   * deleted.
   */
  due(limit: number): Promise<readonly WebsubRequest[]>;
  /** The request was not taken; `reason` names no secret. */
  noteFailure(subscriptionId: string, reason: string): Promise<void>;
  /**
   * The hub asks whether we meant it: true for what is pending. A subscription holds from then on
   * and is renewed at 80 % of its lease, or after a day; one that was given up is deleted.
   *
   * @param leaseSeconds null: as long as the hub likes
   */
  verify(request: WebsubRequest, leaseSeconds: number | null): Promise<boolean>;
}
