import type { World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { acceptForms, formOf, queryOf } from '../form.ts';
import { knownScopes } from '../grants/grant-kinds.ts';
import type { GrantStore, IssuedTokens } from '../grants/grant-store.ts';
import { challengeOf } from '../oauth/authorization-codes.ts';
import { type AuthorizeDeps, type AuthorizeDialect, authorize } from '../oauth/authorize.ts';
import { findClient } from '../oauth/clients.ts';
import { OauthError } from './oauth-error.ts';

export interface GoogleDeps extends AuthorizeDeps {
  readonly grants: GrantStore;
  /** The `iss` of authorization answers (RFC 9207). */
  readonly issuer: string;
}

const shownAccounts = 30;

/** Google's OAuth 2.0 below `/google`: authorize, token, revoke. */
export async function googleRoutes(app: FastifyInstance, deps: GoogleDeps): Promise<void> {
  acceptForms(app);
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof OauthError)) throw error;
    return reply.code(error.status).header('cache-control', 'no-store').send(error.toBody());
  });

  const dialect = googleDialect(deps.world, deps);
  app.get('/o/oauth2/v2/auth', (request, reply) =>
    authorize(deps, dialect, queryOf(request), false, reply),
  );
  app.post('/o/oauth2/v2/auth', (request, reply) =>
    authorize(deps, dialect, formOf(request), true, reply),
  );
  app.post('/token', (request, reply) => {
    const form = formOf(request);
    const clientId = authenticate(deps, form);
    reply.header('cache-control', 'no-store');
    const type = form.get('grant_type');
    if (type === 'authorization_code') return reply.send(exchange(deps, clientId, form));
    if (type === 'refresh_token') return reply.send(refresh(deps, clientId, form));
    throw type === null || type === ''
      ? new OauthError(400, 'invalid_request', 'Missing required parameter: grant_type')
      : new OauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${type.slice(0, 50)}`);
  });
  app.post('/revoke', (request, reply) => {
    const token = queryOf(request).get('token') ?? formOf(request).get('token') ?? '';
    if (token === '') {
      throw new OauthError(400, 'invalid_request', 'Missing required parameter: token');
    }
    if (!deps.grants.revokeByToken(token)) {
      throw new OauthError(400, 'invalid_token', 'Token expired or revoked');
    }
    return reply.send({});
  });
}

const googleDialect = (
  world: World,
  { issuer, ownAccount }: Pick<GoogleDeps, 'issuer' | 'ownAccount'>,
): AuthorizeDialect => ({
  provider: 'google',
  platform: 'Google',
  accountsOf: 'youtube',
  clientParameter: 'client_id',
  knownScopes: knownScopes.youtube,
  accounts: world.channels
    .filter(({ id }, index) => index < shownAccounts || id === ownAccount)
    .map(({ id, title }) => ({ id, name: title })),
  separator: ' ',
  answer: (granted) => ({
    iss: issuer,
    scope: granted.join(' '),
    authuser: '0',
    prompt: 'consent',
  }),
});

function authenticate({ clients }: GoogleDeps, form: URLSearchParams): string {
  const client = findClient(clients, form.get('client_id') ?? '');
  if (client === null) {
    throw new OauthError(401, 'invalid_client', 'The OAuth client was not found.');
  }
  if (form.get('client_secret') !== client.secret) {
    throw new OauthError(401, 'invalid_client', 'Unauthorized');
  }
  return client.id;
}

function exchange({ codes, grants }: GoogleDeps, clientId: string, form: URLSearchParams) {
  const agreement = codes.take('google', form.get('code') ?? '');
  if (agreement === 'malformed') {
    throw new OauthError(400, 'invalid_grant', 'Malformed auth code.');
  }
  if (typeof agreement === 'string' || agreement.clientId !== clientId) {
    throw new OauthError(400, 'invalid_grant', 'Bad Request');
  }
  if (form.get('redirect_uri') !== agreement.redirectUri) {
    throw new OauthError(400, 'redirect_uri_mismatch', 'Bad Request');
  }
  const verifier = form.get('code_verifier');
  if (agreement.challenge !== null && verifier === null) {
    throw new OauthError(400, 'invalid_grant', 'Missing code verifier.');
  }
  const fits = verifier !== null && challengeOf(verifier, 'google') === agreement.challenge;
  if ((agreement.challenge !== null || verifier !== null) && !fits) {
    throw new OauthError(400, 'invalid_grant', 'Invalid code verifier.');
  }
  const { accountId, scopes, offline, asksAgain } = agreement;
  const isFirst = !grants
    .list()
    .some(
      (grant) =>
        grant.kind === 'youtube' &&
        grant.clientId === clientId &&
        grant.accountId === accountId &&
        !grant.revoked,
    );
  const issued = grants.create({
    kind: 'youtube',
    clientId,
    accountId,
    scopes,
    // Who has agreed before gets no second one unless asked for consent again.
    withRefreshToken: offline && (isFirst || asksAgain),
  });
  return googleAnswer(issued);
}

function refresh({ grants }: GoogleDeps, clientId: string, form: URLSearchParams) {
  const token = form.get('refresh_token') ?? '';
  if (token === '') {
    throw new OauthError(400, 'invalid_request', 'Missing required parameter: refresh_token');
  }
  const issued = grants.refresh('youtube', clientId, token);
  if (typeof issued === 'string') throw new OauthError(400, 'invalid_grant', 'Bad Request');
  return googleAnswer(issued);
}

/** A refresh brings no new refresh token: the old one stays. */
export const googleAnswer = ({ grant, accessToken, refreshToken, ...ttl }: IssuedTokens) => ({
  access_token: accessToken,
  // One second less than the whole: as recorded.
  expires_in: Math.max(0, Math.ceil(ttl.accessTtlMs / 1_000) - 1),
  ...(refreshToken !== null && { refresh_token: refreshToken }),
  ...(refreshToken !== null &&
    Number.isFinite(ttl.refreshTtlMs) && {
      refresh_token_expires_in: Math.floor(ttl.refreshTtlMs / 1_000),
    }),
  scope: grant.scopes.join(' '),
  token_type: 'Bearer',
});
