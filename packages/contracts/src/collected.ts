import type { AccountProfile } from './account.ts';
import type { Coverage } from './coverage.ts';
import type { Listing } from './listing.ts';
import type { Access, Source } from './platform.ts';
import type { Metrics, Post } from './post.ts';
import type { RetentionCurve } from './retention.ts';
import type { ScanError } from './scan.ts';
import type { Checkpoint } from './step.ts';

/** For every call of a platform. */
export interface CallOptions {
  readonly signal: AbortSignal;
}

/** How long a post was watched, over its life. Seconds; null: not said. */
export interface WatchTime {
  readonly totalSeconds: number | null;
  readonly averageSeconds: number | null;
  /** Of the viewers, 0–1. */
  readonly fullyWatchedShare: number | null;
}

/** What only the owner of a post may see, where it does not come with the post. */
export interface PostInsights {
  readonly externalId: string;
  readonly retention: RetentionCurve | null;
  readonly watch: WatchTime | null;
  /** Counted by another clock than the public counters, and later. */
  readonly shares: number | null;
}

export interface CollectedPost {
  readonly post: Post;
  readonly metrics: Metrics;
  /** Kept of the user's own accounts only (access `own`); null when the source does not give it. */
  readonly retention: RetentionCurve | null;
  /** As `retention`; absent: the source does not give it with posts. */
  readonly watch?: WatchTime | null;
}

/** One page of an account's posts, as its platform lists them. */
export interface PostsPage {
  readonly posts: readonly CollectedPost[];
  /** Opaque, JSON-able; null when the listing is complete. */
  readonly nextCursor: string | null;
}

/** What a collect step keeps of its account before the first page. */
export interface CollectedAccount {
  readonly profile: AccountProfile;
  readonly access: Access;
  readonly capturedAt: Date;
  /** Where the listing of posts starts. */
  readonly cursor: string;
}

/** What a collect step keeps of a page. */
export interface CollectedPage {
  readonly accountId: string;
  readonly posts: readonly CollectedPost[];
  /** Progress counts those published after it; without it, all. */
  readonly countedFrom?: Date;
  readonly capturedAt: Date;
  readonly source: Source;
  readonly access: Access;
  /** Of the account from here on; without it, as it was. */
  readonly listing?: Listing;
  /** Asked for by id and no longer there. */
  readonly vanished?: readonly string[];
  /** Null when nothing is left to do. */
  readonly next: Checkpoint | null;
}

/** How a collect step ends. */
export interface CollectEnd {
  readonly state: 'completed' | 'failed';
  /** Null when no account was found. */
  readonly accountId: string | null;
  readonly coverage: Coverage;
  readonly error: ScanError | null;
}
