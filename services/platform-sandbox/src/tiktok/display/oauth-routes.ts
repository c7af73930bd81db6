import type { TikTokWorld } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { formOf } from '../../form.ts';
import { knownScopes } from '../../grants/grant-kinds.ts';
import type { GrantStore, IssuedTokens } from '../../grants/grant-store.ts';
import { type AuthorizationCodes, challengeOf } from '../../oauth/authorization-codes.ts';
import { type Clients, findClient } from '../../oauth/clients.ts';

export interface DisplayOauthDeps {
  readonly clients: Clients;
  readonly codes: AuthorizationCodes;
  readonly grants: GrantStore;
  readonly logId: () => string;
}

/** Flat, without the envelope of the Display API. */
class LoginError extends Error {
  readonly code: string;

  constructor(code: string, description: string) {
    super(description);
    this.name = 'LoginError';
    this.code = code;
  }
}

/** Tokens of the Login Kit, below `/tiktok/v2/oauth`: forms in, flat JSON out. */
export async function displayOauthRoutes(
  app: FastifyInstance,
  deps: DisplayOauthDeps & { readonly tiktok: TikTokWorld },
): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof LoginError)) throw error;
    return reply.code(400).send({
      error: error.code,
      error_description: error.message,
      log_id: deps.logId(),
    });
  });
  const answer = (issued: IssuedTokens) => displayTokens(deps.tiktok, issued);

  app.post('/token/', (request) => {
    const form = formOf(request);
    const clientId = authenticate(deps.clients, form);
    const type = form.get('grant_type');
    if (type === 'authorization_code') return answer(exchange(deps, clientId, form));
    if (type !== 'refresh_token') {
      throw new LoginError('unsupported_grant_type', 'The grant type is not supported.');
    }
    const token = form.get('refresh_token') ?? '';
    const issued = deps.grants.refresh('tiktok-display', clientId, token);
    if (typeof issued === 'string') {
      throw new LoginError('invalid_grant', 'Refresh token is invalid or expired.');
    }
    return answer(issued);
  });
  app.post('/revoke/', (request) => {
    const form = formOf(request);
    authenticate(deps.clients, form);
    const token = form.get('token') ?? '';
    if (typeof deps.grants.check('tiktok-display', token) === 'string') {
      throw new LoginError('invalid_request', 'The token is invalid or already revoked.');
    }
    deps.grants.revokeByToken(token);
    return {};
  });
}

function authenticate(clients: Clients, form: URLSearchParams): string {
  const client = findClient(clients, form.get('client_key') ?? '');
  if (client === null || client.secret !== form.get('client_secret')) {
    throw new LoginError('invalid_client', 'Client key or secret is incorrect.');
  }
  return client.id;
}

function exchange(
  { codes, grants }: DisplayOauthDeps,
  clientId: string,
  form: URLSearchParams,
): IssuedTokens {
  const agreement = codes.take('tiktok', form.get('code') ?? '');
  if (typeof agreement === 'string' || agreement.clientId !== clientId) {
    throw new LoginError('invalid_grant', 'Authorization code is expired.');
  }
  if (form.get('redirect_uri') !== agreement.redirectUri) {
    throw new LoginError(
      'invalid_request',
      'Redirect_uri is not matched with the uri when requesting code.',
    );
  }
  const verifier = form.get('code_verifier');
  const shown = verifier === null ? null : challengeOf(verifier, 'tiktok');
  if (agreement.challenge !== shown) {
    throw new LoginError('invalid_request', 'Code verifier or code challenge is invalid.');
  }
  const { accountId, scopes } = agreement;
  return grants.create({
    kind: 'tiktok-display',
    clientId,
    accountId,
    // The login page knows both programmes' scopes; the Display API only its own.
    scopes: scopes.filter((scope) => displayScopes.includes(scope)),
    withRefreshToken: true,
  });
}

const displayScopes = knownScopes['tiktok-display'];

export const displayTokens = (
  tiktok: TikTokWorld,
  { grant, accessToken, refreshToken, ...ttl }: IssuedTokens,
) => ({
  access_token: accessToken,
  expires_in: Math.ceil(ttl.accessTtlMs / 1_000),
  open_id:
    tiktok.accounts.find(({ openId }) => openId === grant.accountId)?.displayOpenId ??
    grant.accountId,
  refresh_expires_in: Math.ceil(ttl.refreshTtlMs / 1_000),
  refresh_token: refreshToken,
  scope: grant.scopes.join(','),
  token_type: 'Bearer',
});
