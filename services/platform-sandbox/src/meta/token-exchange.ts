import type { GrantKind } from '../grants/grant-kinds.ts';
import type { GrantStore, IssuedTokens } from '../grants/grant-store.ts';
import { type Clients, findClient } from '../oauth/clients.ts';

export interface TokenExchangeDeps {
  readonly clients: Clients;
  readonly grants: GrantStore;
  readonly longTtlMs: number;
  readonly refreshAgeMs: number;
  /** Real milliseconds. */
  readonly realNow: () => number;
}

/** Why a token was not exchanged. */
export type ExchangeRefusal = 'unknown' | 'expired' | 'revoked' | 'secret' | 'life' | 'young';

/** A short token for a long one: the app shows its secret. */
export function exchangeToken(
  { clients, grants, longTtlMs }: TokenExchangeDeps,
  kind: GrantKind,
  token: string,
  secret: string,
): IssuedTokens | ExchangeRefusal {
  const known = grants.inspect(kind, token);
  if (known === null) return 'unknown';
  if (findClient(clients, known.grant.clientId)?.secret !== secret) return 'secret';
  if (known.state !== 'good') return known.state;
  if (known.life !== 'short') return 'life';
  return grants.derive(kind, token, { life: 'long', ttlMs: longTtlMs, isRefresh: false });
}

/** A long token for another one: it must live, and be a day old. */
export function refreshToken(
  { grants, longTtlMs, refreshAgeMs, realNow }: TokenExchangeDeps,
  kind: GrantKind,
  token: string,
): IssuedTokens | ExchangeRefusal {
  const known = grants.inspect(kind, token);
  if (known === null) return 'unknown';
  const refuse = (why: ExchangeRefusal): ExchangeRefusal => {
    grants.refuseRefresh(kind, token);
    return why;
  };
  if (known.state !== 'good') return refuse(known.state);
  if (known.life !== 'long') return refuse('life');
  if (realNow() - known.issuedAtMs < refreshAgeMs) return refuse('young');
  return grants.derive(kind, token, { life: 'long', ttlMs: longTtlMs, isRefresh: true });
}

/** How both exchanges answer. Tokens without an end have no `expires_in`. */
export const longTokenAnswer = ({ accessToken, accessTtlMs }: IssuedTokens): object => ({
  access_token: accessToken,
  token_type: 'bearer',
  ...(Number.isFinite(accessTtlMs) && { expires_in: Math.ceil(accessTtlMs / 1_000) }),
});
