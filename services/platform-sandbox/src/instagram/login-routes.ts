import type { World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { acceptForms, formOf, queryOf } from '../form.ts';
import { knownScopes } from '../grants/grant-kinds.ts';
import type { IssuedTokens } from '../grants/grant-store.ts';
import { acceptMultipart, takeCode, userDenial } from '../meta/code-exchange.ts';
import { badParameter, deadToken, GraphError } from '../meta/graph-error.ts';
import { type GraphDeps, sendMetaErrors } from '../meta/graph-routes.ts';
import { checkParameters, requireText } from '../meta/parameters.ts';
import {
  type ExchangeRefusal,
  exchangeToken,
  longTokenAnswer,
  refreshToken,
  type TokenExchangeDeps,
} from '../meta/token-exchange.ts';
import { type AuthorizeDeps, type AuthorizeDialect, authorize } from '../oauth/authorize.ts';
import type { InstagramTokenForm } from '../settings.ts';
import { rawJson } from '../tiktok/bare-int64.ts';

export interface InstagramLoginDeps
  extends AuthorizeDeps,
    TokenExchangeDeps,
    Pick<GraphDeps, 'requests' | 'traceId'> {
  readonly shortTtlMs: number;
  readonly tokenForm: InstagramTokenForm;
}

const kind = 'instagram-login';

/** `www.instagram.com`: where a person agrees. */
export async function instagramWwwRoutes(
  app: FastifyInstance,
  deps: InstagramLoginDeps,
): Promise<void> {
  acceptForms(app);
  const dialect = instagramDialect(deps.world);
  app.get('/oauth/authorize', (request, reply) =>
    authorize(deps, dialect, queryOf(request), false, reply),
  );
  app.post('/oauth/authorize', (request, reply) =>
    authorize(deps, dialect, formOf(request), true, reply),
  );
}

/** `api.instagram.com`: a code for a short token. */
export async function instagramApiRoutes(
  app: FastifyInstance,
  deps: InstagramLoginDeps,
): Promise<void> {
  acceptForms(app);
  acceptMultipart(app);
  sendMetaErrors(app, deps, 'instagram-oauth');
  app.post('/oauth/access_token', (request) => {
    const { clientId, accountId, scopes } = takeCode(deps, 'instagram', formOf(request));
    const issued = deps.grants.create({
      ...{ kind, clientId, accountId, scopes },
      withRefreshToken: false,
      life: 'short',
      accessTtlMs: deps.shortTtlMs,
    });
    return shortTokenAnswer(deps.world, issued, deps.tokenForm);
  });
}

/** What the answer names is the app-scoped id: bare digits in the flat form, above 2^53. */
function shortTokenAnswer(world: World, issued: IssuedTokens, form: InstagramTokenForm): object {
  const { grant, accessToken } = issued;
  const account = world.instagram.accounts.find(({ id }) => id === grant.accountId);
  const userId = account?.appScopedId ?? grant.accountId;
  return form === 'flat'
    ? { access_token: accessToken, user_id: rawJson(userId), permissions: grant.scopes }
    : {
        data: [{ access_token: accessToken, user_id: userId, permissions: grant.scopes.join(',') }],
      };
}

/** Long tokens, at the root of `graph.instagram.com`. */
export function instagramTokenRoutes(app: FastifyInstance, deps: InstagramLoginDeps): void {
  app.get('/access_token', (request) => {
    const query = queryOf(request);
    checkParameters(query, ['grant_type', 'client_secret']);
    requireGrantType(query, 'ig_exchange_token');
    const token = requireText(query, 'access_token');
    const secret = requireText(query, 'client_secret');
    return answer(deps, exchangeToken(deps, kind, token, secret));
  });
  app.get('/refresh_access_token', (request) => {
    const query = queryOf(request);
    checkParameters(query, ['grant_type']);
    requireGrantType(query, 'ig_refresh_token');
    return answer(deps, refreshToken(deps, kind, requireText(query, 'access_token')));
  });
}

function requireGrantType(query: URLSearchParams, wanted: string): void {
  if (requireText(query, 'grant_type') !== wanted) {
    throw badParameter(`grant_type must be ${wanted}`);
  }
}

function answer({ realNow }: TokenExchangeDeps, issued: IssuedTokens | ExchangeRefusal): object {
  if (typeof issued === 'object') return longTokenAnswer(issued);
  switch (issued) {
    case 'secret':
      throw new GraphError({ code: 1, message: 'Error validating client secret.', status: 400 });
    case 'young':
      throw badParameter('The access token must be at least 24 hours old to be refreshed');
    case 'life':
      throw badParameter('The access token is not of the kind that this endpoint takes');
    default:
      throw deadToken(issued, realNow());
  }
}

const instagramDialect = ({ instagram }: World): AuthorizeDialect => ({
  provider: 'instagram',
  platform: 'Instagram',
  accountsOf: 'instagram',
  clientParameter: 'client_id',
  knownScopes: knownScopes[kind],
  accounts: instagram.accounts.map(({ id, name, username }) => ({
    id,
    name: `${name} (@${username})`,
  })),
  separator: ',',
  answer: () => ({}),
  denial: userDenial,
  fragment: '_',
});
