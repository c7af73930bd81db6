import type {
  AccountProfile,
  AccountRef,
  CallOptions,
  Platform,
  PostsPage,
  Source,
} from '@viral-scan/contracts';

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
