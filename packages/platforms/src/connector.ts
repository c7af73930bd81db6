import type {
  AccountProfile,
  AccountRef,
  CallOptions,
  Platform,
  PostsPage,
  Source,
} from '@viral-scan/contracts';

/**
 * What a connector needs of the HTTP client: one GET, body as text. It answers every status but
 * throws the domain errors of contracts when there is no answer (`UpstreamUnavailable`,
 * `AddressForbidden`, `UpstreamContractBroken`).
 */
export type HttpGet = (request: {
  readonly url: URL;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}) => Promise<HttpAnswer>;

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Reads what anyone may see of an account. Throws the domain errors of contracts; a missing
 * counter is null, a vanished post is absent. One folder per platform fulfils it.
 */
export interface PublicConnector {
  readonly platform: Platform;
  readonly source: Source;
  /** What the platform cannot give, in words. */
  readonly notOffered: readonly string[];
  /** `cursor` is where the listing of posts starts. */
  fetchAccount(
    ref: AccountRef,
    call: CallOptions,
  ): Promise<{ readonly profile: AccountProfile; readonly cursor: string }>;
  /** Posts published after `since`, newest first, one page per call. */
  fetchPostsPage(
    request: { readonly cursor: string; readonly since: Date },
    call: CallOptions,
  ): Promise<PostsPage>;
}
