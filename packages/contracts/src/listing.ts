import type { Day } from './audience.ts';

/** How far the posts of an account have been listed, over all scans and collections. */
export interface Listing {
  /** Every post published in (since, listedAt] has been listed. */
  readonly complete: { readonly since: Date; readonly listedAt: Date } | null;
  /** A listing that stopped on its way back: what is newer than `cursor` and was published until `listedAt` has been listed. */
  readonly backfill: { readonly cursor: string; readonly listedAt: Date } | null;
}

/** A post younger than this is read again that often; of several rules the first that fits holds. */
export interface RefreshRule {
  readonly youngerThanMs: number;
  readonly everyMs: number;
}

/** Which posts of an account are to be read again. */
export interface DueRequest {
  readonly accountId: string;
  /** `counters` by when a post was last seen, `insights` by when its insights were last read. */
  readonly what: 'counters' | 'insights';
  /** Published after it. */
  readonly since: Date;
  /** World time; what was read at or after it is not due. */
  readonly now: Date;
  readonly rules: readonly RefreshRule[];
  /** In the order of post ids, those after this one. */
  readonly after: string | null;
  readonly limit: number;
  /** Only of the newest so many published after `since`; absent: of all. */
  readonly newest?: number;
}

/** What is known of an account's days: the next reading begins at the first provisional one. */
export interface KnownDays {
  readonly latestFinal: Day | null;
  readonly capturedAt: Date | null;
}
