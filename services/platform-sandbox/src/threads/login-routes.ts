import type { World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { acceptForms, formOf, queryOf } from '../form.ts';
import { knownScopes } from '../grants/grant-kinds.ts';
import { takeCode, userDenial } from '../meta/code-exchange.ts';
import { LoginError } from '../meta/login-error.ts';
import {
  type ExchangeRefusal,
  exchangeToken,
  longTokenAnswer,
  refreshToken,
  type TokenExchangeDeps,
} from '../meta/token-exchange.ts';
import { type AuthorizeDeps, type AuthorizeDialect, authorize } from '../oauth/authorize.ts';
import { rawJson } from '../tiktok/bare-int64.ts';

export interface ThreadsLoginDeps extends AuthorizeDeps, TokenExchangeDeps {
  readonly shortTtlMs: number;
}

const kind = 'threads';

/** `www.threads.net`: where a person agrees. */
export async function threadsWwwRoutes(
  app: FastifyInstance,
  deps: ThreadsLoginDeps,
): Promise<void> {
  acceptForms(app);
  const dialect = threadsDialect(deps.world);
  app.get('/oauth/authorize', (request, reply) =>
    authorize(deps, dialect, queryOf(request), false, reply),
  );
  app.post('/oauth/authorize', (request, reply) =>
    authorize(deps, dialect, formOf(request), true, reply),
  );
}

/** At the root of `graph.threads.net`, without the version; errors are flat. */
export function threadsTokenRoutes(app: FastifyInstance, deps: ThreadsLoginDeps): void {
  app.post('/oauth/access_token', (request) => {
    const { clientId, accountId, scopes } = takeCode(deps, kind, formOf(request));
    const { accessToken } = deps.grants.create({
      ...{ kind, clientId, accountId, scopes },
      withRefreshToken: false,
      life: 'short',
      accessTtlMs: deps.shortTtlMs,
    });
    // Bare digits, above 2^53.
    return { access_token: accessToken, user_id: rawJson(accountId) };
  });
  app.get('/access_token', (request) => {
    const query = queryOf(request);
    requireGrantType(query, 'th_exchange_token');
    const secret = required(query, 'client_secret');
    return answer(exchangeToken(deps, kind, required(query, 'access_token'), secret));
  });
  app.get('/refresh_access_token', (request) => {
    const query = queryOf(request);
    requireGrantType(query, 'th_refresh_token');
    return answer(refreshToken(deps, kind, required(query, 'access_token')));
  });
}

function requireGrantType(query: URLSearchParams, wanted: string): void {
  if (required(query, 'grant_type') !== wanted) {
    throw new LoginError(`Invalid grant_type: must be ${wanted}`);
  }
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name) ?? '';
  if (value === '') throw new LoginError(`Missing required field ${name}`);
  return value;
}

const refusals: Readonly<Record<ExchangeRefusal, readonly [message: string, code: number]>> = {
  secret: ['Error validating client secret.', 400],
  young: ['The access token must be at least 24 hours old to be refreshed', 400],
  life: ['The access token is not of the kind that this endpoint takes', 400],
  unknown: ['Invalid OAuth access token - Cannot parse access token', 190],
  expired: ['Error validating access token: Session has expired', 190],
  revoked: ['Error validating access token: The user has not authorized the application', 190],
};

function answer(issued: Parameters<typeof longTokenAnswer>[0] | ExchangeRefusal): object {
  if (typeof issued === 'object') return longTokenAnswer(issued);
  throw new LoginError(...refusals[issued]);
}

const threadsDialect = ({ threads }: World): AuthorizeDialect => ({
  provider: 'threads',
  platform: 'Threads',
  accountsOf: 'threads',
  clientParameter: 'client_id',
  knownScopes: knownScopes[kind],
  accounts: threads.profiles.map(({ id, name, username }) => ({
    id,
    name: `${name} (@${username})`,
  })),
  separator: ',',
  answer: () => ({}),
  denial: userDenial,
  fragment: '_',
});
