import type { World } from '@viral-scan/worlds';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { queryOf } from '../../form.ts';
import type { GrantView } from '../../grants/grant-store.ts';
import type { WorldClock } from '../../world-clock.ts';
import { AccountsError, accountsEnvelope, accountsMessage } from './accounts-error.ts';
import { getBusiness } from './business-get.ts';
import { type CallerDeps, identify } from './caller.ts';
import { listComments } from './comment-list.ts';
import { type AccountsOauthDeps, accountsOauthRoutes } from './oauth-routes.ts';
import { listVideos } from './video-list.ts';

export interface AccountsDeps extends AccountsOauthDeps, CallerDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly logId: () => string;
  readonly oddPages: boolean;
}

type Read = (at: Date, query: URLSearchParams, grant: GrantView) => object;

/**
 * TikTok's Accounts API v1.3, below `/tiktok/open_api/v1.3`. Every answer has HTTP status 200; its
 * `code` tells. Paths end in a slash.
 */
export async function accountsRoutes(app: FastifyInstance, deps: AccountsDeps): Promise<void> {
  const { clock, world } = deps;
  const { tiktok } = world;
  const ok = (data: object) => accountsEnvelope(0, 'OK', deps.logId(), data);
  const fail = (reply: FastifyReply, code: number, message: string, status = 200) => {
    deps.requests.refused('tiktok-accounts', String(code));
    return reply.code(status).send(accountsEnvelope(code, message, deps.logId(), {}));
  };

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-tt-logid', deps.logId());
  });
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof AccountsError) return fail(reply, error.code, error.message);
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status < 500) return fail(reply, 40002, 'body: cannot be read');
    request.log.error({ err: error }, 'sandbox failed');
    return fail(reply, 50000, accountsMessage(50000));
  });
  app.setNotFoundHandler((request, reply) =>
    fail(
      reply,
      40002,
      `No such path: ${request.url.split('?', 1)[0]?.slice(0, 200)} (paths end in "/").`,
      404,
    ),
  );

  accountsOauthRoutes(app, deps, ok);
  const serve = (path: string, read: Read) =>
    app.get(path, (request: FastifyRequest) =>
      ok(read(clock.now(), queryOf(request), identify(deps, request))),
    );
  serve('/business/get/', (at, query, grant) => getBusiness(tiktok, at, query, grant));
  serve('/business/video/list/', (at, query, grant) =>
    listVideos({ tiktok, requests: deps.requests, oddPages: deps.oddPages }, at, query, grant),
  );
  serve('/business/comment/list/', (at, query, grant) => listComments(tiktok, at, query, grant));
}
