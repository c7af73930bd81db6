import type { AccountProfile } from './account.ts';

/** An account that is in the database already, as a scan of the window (from, to] sees it. */
export interface KnownAccount {
  readonly accountId: string;
  readonly profile: AccountProfile;
  /** Published in (from, to]. */
  readonly posts: number;
  /** Of these, without any counter read until `to`. */
  readonly postsWithoutMetrics: number;
  /** The latest moment until `to` at which counters of these posts were read. */
  readonly capturedAt: Date | null;
}
