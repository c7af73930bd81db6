import type {
  AccountProfile,
  AccountRef,
  Metrics,
  Platform,
  Post,
  Source,
} from '@viral-scan/contracts';

export interface CollectedPost {
  readonly post: Post;
  readonly metrics: Metrics;
}

export interface PostsPage {
  readonly posts: readonly CollectedPost[];
  /** Opaque, JSON-able; null when the listing is complete. */
  readonly nextCursor: string | null;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

/**
 * Reads what anyone may see of an account. Throws the domain errors of contracts; a missing
 * counter is null, a vanished post is absent.
 */
export interface PublicConnector {
  readonly platform: Platform;
  readonly source: Source;
  /** What the platform cannot give, in words. */
  readonly notOffered: readonly string[];
  fetchAccount(
    ref: AccountRef,
    call: CallOptions,
  ): Promise<{ readonly profile: AccountProfile; readonly cursor: string }>;
  fetchPostsPage(
    request: { readonly cursor: string; readonly since: Date },
    call: CallOptions,
  ): Promise<PostsPage>;
}
