import type { AccountProfile } from './account.ts';
import type { CallOptions } from './collected.ts';
import type { GrantKind } from './connector.ts';
import type { Platform } from './platform.ts';

/** Tokens as a platform hands them out. Never logged, never in a job, sealed at rest. */
export interface Grant {
  readonly accessToken: string;
  /** Null: the platform gave none, or (from a refresh) the one we have stays. */
  readonly refreshToken: string | null;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date | null;
  /** What the user has granted, which may be less than what was asked for. */
  readonly scopes: readonly string[];
}

/** Whose grant it is. */
export type Grantee = AccountProfile & {
  /**
   * Other ids by which the platform names them in what it sends by itself, such as the user of the
   * app who manages the account. Absent: none.
   */
  readonly aliases?: readonly string[];
};

/**
 * The authorization-code flow of one kind of grant (RFC 6749, PKCE of RFC 7636 where the platform
 * has it). Throws domain errors: `InvalidInput` for a code that was used, wrong or too old,
 * `ReauthorizationRequired` for a grant that is dead, `UpstreamUnavailable` and kin else.
 */
export interface OAuth {
  readonly kind: GrantKind;
  readonly platform: Platform;
  /** Asked for. */
  readonly scopes: readonly string[];
  /** Without these nothing can be read: a grant that lacks one is refused. */
  readonly requiredScopes: readonly string[];
  readonly usesPkce: boolean;
  /** The only `iss` that an answer may carry (RFC 9207); null: none may. */
  readonly issuer: string | null;
  /** An answer without `iss` is refused, too. */
  readonly requiresIssuer: boolean;
  /** How long before their end access tokens are renewed; those that cannot be then are used on. */
  readonly renewAheadMs: number;
  /** Its access tokens are their own refresh tokens, as long as they live. */
  readonly refreshesItself: boolean;
  /** Revoking one grant ends all that the person has given to this application. */
  readonly endsAllGrants: boolean;
  authorizationUrl(request: {
    readonly state: string;
    readonly redirectUri: string;
    /** Of 43–128 unreserved characters; null without PKCE. */
    readonly codeVerifier: string | null;
  }): URL;
  exchange(
    request: {
      readonly code: string;
      readonly redirectUri: string;
      readonly codeVerifier: string | null;
    },
    call: CallOptions,
  ): Promise<Grant>;
  refresh(
    grant: { readonly refreshToken: string; readonly scopes: readonly string[] },
    call: CallOptions,
  ): Promise<Grant>;
  /** Resolves also when the grant was dead already. Null: the platform has no call for it. */
  readonly revoke:
    | ((grant: Pick<Grant, 'accessToken' | 'refreshToken'>, call: CallOptions) => Promise<void>)
    | null;
  identify(accessToken: string, call: CallOptions): Promise<Grantee>;
  /**
   * The token that reads the account with this id, for one that somebody holds already. Absent: that
   * one. Throws `InvalidInput` naming `access_token` when it leads to none.
   */
  accountToken?(accessToken: string, externalId: string, call: CallOptions): Promise<string>;
}

/** Of a platform that takes grants back. */
export type RevokingOAuth = OAuth & { readonly revoke: NonNullable<OAuth['revoke']> };
