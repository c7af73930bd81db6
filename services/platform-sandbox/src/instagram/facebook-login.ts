import type { World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { acceptForms, formOf, queryOf } from '../form.ts';
import { knownScopes } from '../grants/grant-kinds.ts';
import { graphVersions } from '../meta/graph-call.ts';
import { badParameter, deadToken, GraphError } from '../meta/graph-error.ts';
import type { GraphDeps } from '../meta/graph-routes.ts';
import { checkParameters, requireText } from '../meta/parameters.ts';
import { longTokenAnswer, type TokenExchangeDeps } from '../meta/token-exchange.ts';
import { type AuthorizeDeps, type AuthorizeDialect, authorize } from '../oauth/authorize.ts';
import { findClient } from '../oauth/clients.ts';

export interface FacebookLoginDeps
  extends AuthorizeDeps,
    TokenExchangeDeps,
    Pick<GraphDeps, 'requests' | 'traceId'> {
  readonly shortTtlMs: number;
}

const kind = 'instagram-facebook';

/** `www.facebook.com`: where a person agrees. */
export async function facebookWwwRoutes(
  app: FastifyInstance,
  deps: FacebookLoginDeps,
): Promise<void> {
  acceptForms(app);
  const dialect = facebookDialect(deps.world);
  for (const version of graphVersions) {
    app.get(`/${version}/dialog/oauth`, (request, reply) =>
      authorize(deps, dialect, queryOf(request), false, reply),
    );
    app.post(`/${version}/dialog/oauth`, (request, reply) =>
      authorize(deps, dialect, formOf(request), true, reply),
    );
  }
}

/** A code for a short token, any good token of a user for a long one; errors are the Graph API's. */
export function facebookTokenRoutes(app: FastifyInstance, deps: FacebookLoginDeps): void {
  for (const version of ['', ...graphVersions.map((name) => `/${name}`)]) {
    app.get(`${version}/oauth/access_token`, (request) => {
      const query = queryOf(request);
      checkParameters(query, [
        ...['client_id', 'client_secret', 'redirect_uri', 'code'],
        ...['grant_type', 'fb_exchange_token'],
      ]);
      const client = findClient(deps.clients, requireText(query, 'client_id'));
      if (client === null) {
        throw new GraphError({
          code: 101,
          message:
            'Error validating application. Cannot get application info due to a system error.',
        });
      }
      if (requireText(query, 'client_secret') !== client.secret) {
        throw new GraphError({ code: 1, message: 'Error validating client secret.', status: 400 });
      }
      const type = query.get('grant_type');
      if (type === 'fb_exchange_token') return prolong(deps, query, client.id);
      if (type !== null && type !== 'authorization_code') {
        throw badParameter('grant_type must be fb_exchange_token or authorization_code');
      }
      return exchangeCode(deps, query, client.id);
    });
  }
}

function exchangeCode(deps: FacebookLoginDeps, query: URLSearchParams, clientId: string): object {
  const redirectUri = requireText(query, 'redirect_uri');
  const refuse = (subcode: number, message: string): GraphError =>
    new GraphError({ code: 100, subcode, message });
  const agreement = deps.codes.take('facebook', requireText(query, 'code'));
  if (agreement === 'used') throw refuse(36_009, 'This authorization code has been used.');
  if (agreement === 'expired') throw refuse(36_007, 'This authorization code has expired.');
  if (agreement === 'malformed' || agreement.clientId !== clientId) {
    throw new GraphError({ code: 100, message: 'Invalid verification code format.' });
  }
  if (agreement.redirectUri !== redirectUri) {
    throw refuse(
      36_008,
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  }
  const { accountId, scopes } = agreement;
  return longTokenAnswer(
    deps.grants.create({
      ...{ kind, clientId, accountId, scopes },
      withRefreshToken: false,
      life: 'short',
      accessTtlMs: deps.shortTtlMs,
    }),
  );
}

function prolong(deps: FacebookLoginDeps, query: URLSearchParams, clientId: string): object {
  const { grants, longTtlMs, realNow } = deps;
  const token = requireText(query, 'fb_exchange_token');
  const known = grants.inspect(kind, token);
  if (known === null || known.grant.clientId !== clientId) throw deadToken('unknown', realNow());
  const isRefresh = known.life === 'long';
  if (known.state !== 'good') {
    if (isRefresh) grants.refuseRefresh(kind, token);
    throw deadToken(known.state, realNow());
  }
  if (known.life === 'page') throw badParameter('The access token must be one of a user');
  return longTokenAnswer(grants.derive(kind, token, { life: 'long', ttlMs: longTtlMs, isRefresh }));
}

const facebookDialect = ({ instagram }: World): AuthorizeDialect => ({
  provider: 'facebook',
  platform: 'Facebook',
  accountsOf: 'instagram',
  clientParameter: 'client_id',
  knownScopes: knownScopes[kind],
  accounts: instagram.accounts.map(({ id, name, username }) => ({
    id,
    name: `${name} (@${username})`,
  })),
  separator: ',',
  answer: () => ({}),
  denial: {
    error_code: '200',
    error_reason: 'user_denied',
    error_description: 'Permissions error',
  },
  fragment: '_=_',
});
