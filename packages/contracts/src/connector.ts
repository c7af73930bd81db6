import type { AccountProfile } from './account.ts';
import type { AccountRef } from './account-ref.ts';
import type { AccountDay, AudienceActivity, AudienceGroup, Day } from './audience.ts';
import type { Capabilities } from './capabilities.ts';
import type { CallOptions, CollectedPost, PostInsights, PostsPage } from './collected.ts';
import type { Access, Platform, Source } from './platform.ts';

/** Where calls go, each with limits of its own: budgets are counted per API. */
export const platformApis = [
  'youtube-data',
  'youtube-analytics',
  'tiktok-accounts',
  'tiktok-display',
  'instagram-login',
  'instagram-facebook',
  'threads',
  // Counted apart from all other calls, by user and day.
  'threads-search',
  'threads-profiles',
] as const;
export type PlatformApi = (typeof platformApis)[number];

/** Kinds of grants of an account's owner: each has its own login, tokens and ids. */
export const grantKinds = [
  'youtube',
  'tiktok-accounts',
  'tiktok-display',
  'instagram-login',
  'instagram-facebook',
  'threads',
] as const;
export type GrantKind = (typeof grantKinds)[number];

/** For every call of a platform. */
export interface ConnectorCall extends CallOptions {
  /** The pseudonym whose share of the budgets the call uses. */
  readonly onBehalfOf: string;
  /** Of the account's owner; null for what anyone may see. Never in an error text. */
  readonly accessToken: string | null;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** One call of a platform, as budgets count it. */
export interface PlatformRequest extends HttpRequest {
  readonly api: PlatformApi;
  /** Such as `videos.list` or `business/video/list`. */
  readonly operation: string;
  /** What the call takes of a daily budget; 1 where the platform counts calls. */
  readonly units: number;
  readonly onBehalfOf: string;
}

export interface PlatformAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Sends one call. It answers every status but throws domain errors when there is no answer:
 * `UpstreamUnavailable`, `AddressForbidden`, `UpstreamContractBroken`.
 */
export type Http = (request: HttpRequest) => Promise<PlatformAnswer>;

/**
 * Sends one call when the budgets allow it, else throws `RateLimited` or `QuotaExhausted`; for the rest
 * as `Http`.
 */
export type PlatformHttp = (request: PlatformRequest) => Promise<PlatformAnswer>;

/** What insights are asked for by. */
export type KnownPost = Pick<
  CollectedPost['post'],
  'externalId' | 'publishedAt' | 'durationSeconds'
>;

/**
 * Reads accounts through one API. Throws domain errors; a missing counter is null, a vanished post
 * is absent. A capability that is not offered has a null method and says why in `capabilities`.
 */
export interface Connector {
  readonly platform: Platform;
  readonly source: Source;
  readonly access: Access;
  /** What its access tokens come from, an account of the caller's own; null when it reads without one. */
  readonly grant: GrantKind | null;
  readonly capabilities: Capabilities;
  /** Most ids of one `fetchPosts`, and of one `fetchInsights`. */
  readonly batch: { readonly posts: number; readonly insights: number };
  /** `cursor` is where the listing of posts starts. With a grant, `ref` must be the grantee's. */
  fetchAccount(
    ref: AccountRef,
    call: ConnectorCall,
  ): Promise<{ readonly profile: AccountProfile; readonly cursor: string }>;
  /** Posts published after `since`, newest first, one page per call; may be empty before the end. */
  fetchPostsPage(
    request: { readonly cursor: string; readonly since: Date },
    call: ConnectorCall,
  ): Promise<PostsPage>;
  /** Posts by id; those that are gone or not of the account are absent. */
  fetchPosts(
    request: { readonly ref: AccountRef; readonly ids: readonly string[] },
    call: ConnectorCall,
  ): Promise<readonly CollectedPost[]>;
  /** What the listing does not give. Null where it gives all there is. */
  readonly fetchInsights:
    | ((
        request: { readonly ref: AccountRef; readonly posts: readonly KnownPost[] },
        call: ConnectorCall,
      ) => Promise<readonly PostInsights[]>)
    | null;
  /** Days in [from, to], as far as the platform looks back. */
  readonly fetchAccountDays:
    | ((
        request: { readonly ref: AccountRef; readonly from: Day; readonly to: Day },
        call: ConnectorCall,
      ) => Promise<{
        readonly days: readonly AccountDay[];
        /** Null when the platform has none of this account (too few followers, say). */
        readonly activity: AudienceActivity | null;
        /** Absent: the source was not asked. Empty: it has none of this account. */
        readonly groups?: readonly AudienceGroup[];
      }>)
    | null;
}
