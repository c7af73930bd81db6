import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GrantStore, IssuedTokens } from '../../grants/grant-store.ts';
import type { AuthorizationCodes } from '../../oauth/authorization-codes.ts';
import { type Clients, findClient } from '../../oauth/clients.ts';
import { AccountsError, badParameter } from './accounts-error.ts';

export interface AccountsOauthDeps {
  readonly clients: Clients;
  readonly codes: AuthorizationCodes;
  readonly grants: GrantStore;
}

type Answer = (data: object) => object;
type Body = Readonly<Record<string, unknown>>;

/** Tokens of the Accounts API: JSON in, the API's envelope out; no PKCE. */
export function accountsOauthRoutes(
  app: FastifyInstance,
  deps: AccountsOauthDeps,
  ok: Answer,
): void {
  app.post('/tt_user/oauth2/token/', (request) => {
    const body = bodyOf(request);
    const clientId = authenticate(deps.clients, body);
    if (text(body, 'grant_type') !== 'authorization_code') throw new AccountsError(40108);
    const agreement = deps.codes.take('tiktok', text(body, 'auth_code'));
    const isGood =
      typeof agreement === 'object' &&
      agreement.clientId === clientId &&
      agreement.redirectUri === text(body, 'redirect_uri');
    if (!isGood) throw new AccountsError(40110);
    const { accountId, scopes } = agreement;
    return ok(
      accountsTokens(
        deps.grants.create({
          kind: 'tiktok-accounts',
          clientId,
          accountId,
          scopes,
          withRefreshToken: true,
        }),
      ),
    );
  });
  app.post('/tt_user/oauth2/refresh_token/', (request) => {
    const body = bodyOf(request);
    const clientId = authenticate(deps.clients, body);
    if (text(body, 'grant_type') !== 'refresh_token') throw new AccountsError(40108);
    const token = text(body, 'refresh_token');
    const issued = deps.grants.refresh('tiktok-accounts', clientId, token);
    if (issued === 'expired') throw new AccountsError(40103);
    if (typeof issued === 'string') throw new AccountsError(40107);
    return ok(accountsTokens(issued));
  });
  app.post('/tt_user/oauth2/revoke/', (request) => {
    const body = bodyOf(request);
    authenticate(deps.clients, body);
    const token = text(body, 'access_token');
    if (typeof deps.grants.check('tiktok-accounts', token) === 'object') {
      deps.grants.revokeByToken(token);
      return ok({});
    }
    throw new AccountsError(40105);
  });
  app.post('/tt_user/token_info/get/', (request) => {
    const body = bodyOf(request);
    const appId = text(body, 'app_id');
    if (findClient(deps.clients, appId) === null) throw new AccountsError(40113);
    const grant = deps.grants.check('tiktok-accounts', text(body, 'access_token'));
    if (grant === 'expired') throw new AccountsError(40102);
    if (typeof grant === 'string') throw new AccountsError(40105);
    return ok({ app_id: appId, scope: grant.scopes.join(','), creator_id: grant.accountId });
  });
}

export const accountsTokens = ({ grant, accessToken, refreshToken, ...ttl }: IssuedTokens) => ({
  open_id: grant.accountId,
  scope: grant.scopes.join(','),
  access_token: accessToken,
  expires_in: Math.ceil(ttl.accessTtlMs / 1_000),
  refresh_token: refreshToken,
  refresh_token_expires_in: Math.ceil(ttl.refreshTtlMs / 1_000),
  token_type: 'Bearer',
});

function bodyOf({ body }: FastifyRequest): Body {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badParameter('body', 'must be a JSON object');
  }
  return body as Body;
}

function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw badParameter(name, 'is required');
  return value;
}

function authenticate(clients: Clients, body: Body): string {
  const client = findClient(clients, text(body, 'client_id'));
  if (client === null || client.secret !== text(body, 'client_secret')) {
    throw new AccountsError(40113);
  }
  return client.id;
}
