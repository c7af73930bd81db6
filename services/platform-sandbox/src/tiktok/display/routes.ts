import type { World } from '@viral-scan/worlds';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptForms, formOf, queryOf } from '../../form.ts';
import { knownScopes } from '../../grants/grant-kinds.ts';
import type { GrantView } from '../../grants/grant-store.ts';
import type { Limits } from '../../limits/limits.ts';
import { type AuthorizeDeps, type AuthorizeDialect, authorize } from '../../oauth/authorize.ts';
import { operationOf } from '../../platform-apis.ts';
import type { RequestLog } from '../../requests/request-log.ts';
import type { WorldClock } from '../../world-clock.ts';
import { DisplayError, displayEnvelope } from './display-error.ts';
import { type DisplayOauthDeps, displayOauthRoutes } from './oauth-routes.ts';
import { userInfo } from './user-info.ts';
import { type DisplayCall, listVideos, queryVideos } from './videos.ts';

export interface DisplayDeps extends DisplayOauthDeps, AuthorizeDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly limits: Limits;
  readonly requests: RequestLog;
  readonly oddPages: boolean;
}

type Read = (call: DisplayCall) => object;

/** TikTok's login page and Display API v2, below `/tiktok/v2`. Paths end in a slash. */
export async function displayRoutes(app: FastifyInstance, deps: DisplayDeps): Promise<void> {
  const { world, clock, requests } = deps;
  const { tiktok } = world;
  acceptForms(app);
  const fail = (reply: FastifyReply, { status, code, message }: DisplayError) => {
    requests.refused('tiktok-display', code);
    return reply.code(status).send(displayEnvelope({}, { code, message }, deps.logId()));
  };
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-tt-logid', deps.logId());
  });
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof DisplayError) return fail(reply, error);
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status < 500)
      return fail(reply, new DisplayError('invalid_params', 'body: cannot be read'));
    request.log.error({ err: error }, 'sandbox failed');
    return fail(reply, new DisplayError('internal_error'));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send(
        displayEnvelope(
          {},
          { code: 'invalid_params', message: 'No such path (paths end in "/").' },
          deps.logId(),
        ),
      ),
  );

  const dialect = loginDialect(world);
  app.get('/auth/authorize/', (request, reply) =>
    authorize(deps, dialect, queryOf(request), false, reply),
  );
  app.post('/auth/authorize/', (request, reply) =>
    authorize(deps, dialect, formOf(request), true, reply),
  );
  app.register(displayOauthRoutes, { ...deps, tiktok, prefix: '/oauth' });

  const serve = (method: 'GET' | 'POST', url: string, read: Read) =>
    app.route({
      method,
      url,
      handler: (request) => {
        const grant = identify(deps, request);
        const call = { at: clock.now(), query: queryOf(request), body: request.body, grant };
        return displayEnvelope(read(call), { code: 'ok', message: '' }, deps.logId());
      },
    });
  const videos = { tiktok, requests, oddPages: deps.oddPages };
  serve('GET', '/user/info/', ({ at, query, grant }) => userInfo(tiktok, at, query, grant));
  serve('POST', '/video/list/', (call) => listVideos(videos, call));
  serve('POST', '/video/query/', (call) => queryVideos(videos, call));
}

const loginScopes = [
  ...new Set([...knownScopes['tiktok-display'], ...knownScopes['tiktok-accounts']]),
];

/** One login page serves both programmes; the token endpoint decides which it was. */
const loginDialect = ({ tiktok }: World): AuthorizeDialect => ({
  provider: 'tiktok',
  platform: 'TikTok',
  accountsOf: 'tiktok',
  clientParameter: 'client_key',
  knownScopes: loginScopes,
  accounts: tiktok.accounts.map(({ openId, displayName, username }) => ({
    id: openId,
    name: `${displayName} (@${username})`,
  })),
  separator: ',',
  answer: (granted) => ({ scopes: granted.join(',') }),
});

/** The grant behind the bearer token, counted and within its limits. */
function identify(deps: DisplayDeps, request: FastifyRequest): GrantView {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const grant = token === undefined ? 'unknown' : deps.grants.check('tiktok-display', token);
  if (typeof grant === 'string') throw new DisplayError('access_token_invalid');
  const caller = { app: grant.clientId, user: grant.accountId };
  const operation = operationOf(request.url.split('?', 1)[0] ?? '')?.operation ?? '';
  deps.requests.called('tiktok-display', caller);
  const broken = deps.limits.take('tiktok-display', operation, caller);
  if (broken !== null) throw new DisplayError('rate_limit_exceeded');
  return grant;
}
