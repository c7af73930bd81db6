import { randomBytes } from 'node:crypto';
import type { GrantKind } from './grant-kinds.ts';
import { createTokenSigner, type TokenClaims, type TokenLife } from './token.ts';

/**
 * Grants of accounts to clients. An access token is good until it expires or its grant is
 * revoked. A refresh token of Google stays the same; one of TikTok is used up by its first use
 * and replaced ("rotated"), the access tokens from before staying good.
 */
export interface GrantStore {
  create(request: NewGrant): IssuedTokens;
  /** Whether an access token is good for calls of `kind`. */
  check(kind: GrantKind, accessToken: string): CheckedToken;
  refresh(kind: GrantKind, clientId: string, refreshToken: string): IssuedTokens | DeadToken;
  /** What one of Meta's tokens is; null for one that was never written here, or is of another kind. */
  inspect(kind: GrantKind, accessToken: string): MetaToken | null;
  /** Another token of the grant behind one of Meta's tokens that is good. */
  derive(kind: GrantKind, accessToken: string, wish: DerivedToken): IssuedTokens;
  /** Notes that a token was not refreshed. */
  refuseRefresh(kind: GrantKind, accessToken: string): void;
  /** By either token. False for a token that is unknown or dead. */
  revokeByToken(token: string): boolean;
  /** All grants that match; how many there were. */
  revoke(which: GrantFilter): number;
  /** Makes the tokens of all that match old: access tokens, or refresh tokens too. */
  expire(which: GrantFilter, what: 'access' | 'all'): number;
  /** Oldest first. */
  list(): readonly GrantView[];
  /** Forgets how often grants were refreshed. */
  clearCounts(): void;
}

export interface NewGrant {
  readonly kind: GrantKind;
  readonly clientId: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  /** Without one, Google's answer has no refresh token. */
  readonly withRefreshToken: boolean;
  /** Instead of the configured lifetime. */
  readonly accessTtlMs?: number | undefined;
  /** Of Meta's tokens only. */
  readonly life?: TokenLife | undefined;
  /** So long ago; now by default. */
  readonly ageMs?: number | undefined;
}

export interface MetaToken {
  readonly grant: GrantView;
  readonly state: 'good' | 'expired' | 'revoked';
  readonly life: TokenLife;
  readonly issuedAtMs: number;
  /** Infinity: never. */
  readonly expiresAtMs: number;
}

export interface DerivedToken {
  readonly life: TokenLife;
  readonly ttlMs: number;
  /** Counts as one. */
  readonly isRefresh: boolean;
}

export interface IssuedTokens {
  readonly grant: GrantView;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly accessTtlMs: number;
  readonly refreshTtlMs: number;
}

/** `unknown`: never written here, or of another kind; `rotated`: used before. */
export type DeadToken = 'unknown' | 'expired' | 'revoked' | 'rotated';
export type CheckedToken = GrantView | Exclude<DeadToken, 'rotated'>;

export interface GrantFilter {
  readonly grantId?: string | undefined;
  readonly kind?: GrantKind | undefined;
  readonly accountId?: string | undefined;
}

export interface GrantView {
  readonly id: string;
  readonly kind: GrantKind;
  readonly clientId: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly revoked: boolean;
  /** Refreshes that were answered with tokens, and those that were refused. */
  readonly refreshes: number;
  readonly refusedRefreshes: number;
}

export interface Lifetimes {
  readonly accessMs: number;
  /** Infinity: until revoked. */
  readonly refreshMs: number;
}

export interface GrantStoreOptions {
  readonly lifetimes: Readonly<Record<GrantKind, Lifetimes>>;
  readonly signingKey: string;
  /** Real milliseconds. */
  readonly now: () => number;
}

interface Grant {
  view: GrantView;
  generation: number;
  /** Tokens of an earlier epoch are old. */
  accessEpoch: number;
  refreshEpoch: number;
}

const rotates = (kind: GrantKind): boolean => kind !== 'youtube';

export function createGrantStore({ lifetimes, signingKey, now }: GrantStoreOptions): GrantStore {
  const signer = createTokenSigner(signingKey);
  const grants = new Map<string, Grant>();

  /** The grant of a token; one from an earlier life of the sandbox is taken as the token says. */
  function grantOf(claims: TokenClaims): Grant {
    const known = grants.get(claims.grantId);
    if (known !== undefined) return known;
    const { grantId: id, kind, clientId, accountId, scopes, generation } = claims;
    const view = { id, kind, clientId, accountId, scopes, ...fresh };
    const grant = { view, generation, accessEpoch: 0, refreshEpoch: 0 };
    grants.set(id, grant);
    return grant;
  }

  function issue(
    grant: Grant,
    withRefreshToken: boolean,
    accessTtlMs?: number,
    { life, ageMs = 0 }: Pick<NewGrant, 'life' | 'ageMs'> = {},
  ): IssuedTokens {
    const { id, kind, clientId, accountId, scopes } = grant.view;
    const lifetime = lifetimes[kind];
    const ttlMs = accessTtlMs ?? lifetime.accessMs;
    const nonce = randomBytes(4).toString('base64url');
    const { generation } = grant;
    const claims = { kind, grantId: id, clientId, accountId, scopes, generation, nonce };
    const aged = life === undefined ? {} : { life, issuedAtMs: now() - ageMs };
    return {
      grant: grant.view,
      accessToken: signer.write({
        ...claims,
        ...aged,
        use: 'access',
        epoch: grant.accessEpoch,
        expiresAtMs: now() - ageMs + ttlMs,
      }),
      refreshToken: withRefreshToken
        ? signer.write({
            ...claims,
            use: 'refresh',
            epoch: grant.refreshEpoch,
            expiresAtMs: now() + lifetime.refreshMs,
          })
        : null,
      accessTtlMs: ttlMs,
      refreshTtlMs: lifetime.refreshMs,
    };
  }

  /** Null unless it is an access token of the kind. */
  const claimsOf = (kind: GrantKind, accessToken: string): TokenClaims | null => {
    const claims = signer.read(accessToken);
    return claims === null || claims.kind !== kind || claims.use !== 'access' ? null : claims;
  };
  const isOld = (claims: TokenClaims, grant: Grant): boolean =>
    claims.expiresAtMs <= now() || claims.epoch < grant.accessEpoch;
  const matching = ({ grantId, kind, accountId }: GrantFilter): Grant[] =>
    [...grants.values()].filter(
      ({ view }) =>
        (grantId === undefined || view.id === grantId) &&
        (kind === undefined || view.kind === kind) &&
        (accountId === undefined || view.accountId === accountId),
    );
  const change = (grant: Grant, by: Partial<GrantView>): void => {
    grant.view = { ...grant.view, ...by };
  };
  const refuse = (grant: Grant, why: DeadToken): DeadToken => {
    change(grant, { refusedRefreshes: grant.view.refusedRefreshes + 1 });
    return why;
  };

  return {
    create({ kind, clientId, accountId, scopes, withRefreshToken, accessTtlMs, ...age }) {
      const id = randomBytes(9).toString('base64url');
      const view = { id, kind, clientId, accountId, scopes, ...fresh };
      const grant = { view, generation: 0, accessEpoch: 0, refreshEpoch: 0 };
      grants.set(id, grant);
      return issue(grant, withRefreshToken, accessTtlMs, age);
    },
    check(kind, accessToken) {
      const claims = claimsOf(kind, accessToken);
      if (claims === null) return 'unknown';
      const grant = grantOf(claims);
      if (grant.view.revoked) return 'revoked';
      return isOld(claims, grant) ? 'expired' : grant.view;
    },
    inspect(kind, accessToken) {
      const claims = claimsOf(kind, accessToken);
      if (claims?.life === undefined) return null;
      const grant = grantOf(claims);
      const { life, issuedAtMs = 0, expiresAtMs } = claims;
      const state = grant.view.revoked ? 'revoked' : isOld(claims, grant) ? 'expired' : 'good';
      return { grant: grant.view, state, life, issuedAtMs, expiresAtMs };
    },
    derive(kind, accessToken, { life, ttlMs, isRefresh }) {
      const claims = claimsOf(kind, accessToken);
      if (claims === null) throw new Error('derives from a good token only');
      const grant = grantOf(claims);
      if (isRefresh) change(grant, { refreshes: grant.view.refreshes + 1 });
      return issue(grant, false, ttlMs, { life });
    },
    refuseRefresh(kind, accessToken) {
      const claims = claimsOf(kind, accessToken);
      if (claims !== null) refuse(grantOf(claims), 'unknown');
    },
    refresh(kind, clientId, refreshToken) {
      const claims = signer.read(refreshToken);
      if (claims === null || claims.kind !== kind || claims.use !== 'refresh') return 'unknown';
      if (claims.clientId !== clientId) return 'unknown';
      const grant = grantOf(claims);
      if (grant.view.revoked) return refuse(grant, 'revoked');
      const isRefreshOld = claims.expiresAtMs <= now() || claims.epoch < grant.refreshEpoch;
      if (isRefreshOld) return refuse(grant, 'expired');
      if (rotates(kind) && claims.generation !== grant.generation) return refuse(grant, 'rotated');
      grant.generation += 1;
      change(grant, { refreshes: grant.view.refreshes + 1 });
      return issue(grant, rotates(kind));
    },
    revokeByToken(token) {
      const claims = signer.read(token);
      if (claims === null) return false;
      const grant = grantOf(claims);
      if (grant.view.revoked) return false;
      change(grant, { revoked: true });
      return true;
    },
    revoke(which) {
      const found = matching(which);
      for (const grant of found) change(grant, { revoked: true });
      return found.length;
    },
    expire(which, what) {
      const found = matching(which);
      for (const grant of found) {
        grant.accessEpoch += 1;
        if (what === 'all') grant.refreshEpoch += 1;
      }
      return found.length;
    },
    list: () => [...grants.values()].map(({ view }) => view),
    clearCounts() {
      for (const grant of grants.values()) change(grant, { refreshes: 0, refusedRefreshes: 0 });
    },
  };
}

const fresh = { revoked: false, refreshes: 0, refusedRefreshes: 0 } as const;
