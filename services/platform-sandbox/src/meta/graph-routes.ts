import type { World } from '@viral-scan/worlds';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptForms, queryOf } from '../form.ts';
import type { GrantStore } from '../grants/grant-store.ts';
import type { Limits } from '../limits/limits.ts';
import { operationOf, type PlatformApi } from '../platform-apis.ts';
import type { RequestLog } from '../requests/request-log.ts';
import type { WorldClock } from '../world-clock.ts';
import { type GraphCall, readGraphPath, tokenOf } from './graph-call.ts';
import { badParameter, deadToken, GraphError, unknownPath } from './graph-error.ts';
import { LoginError } from './login-error.ts';
import { throttled } from './throttled.ts';
import { usageHeaders } from './usage-headers.ts';

export interface GraphDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly grants: GrantStore;
  readonly limits: Limits;
  readonly requests: RequestLog;
  readonly oddPages: boolean;
  readonly traceId: () => string;
  /** Real milliseconds. */
  readonly realNow: () => number;
}

export interface GraphDialect {
  readonly kind: 'instagram-login' | 'instagram-facebook' | 'threads';
  /** Of `X-Business-Use-Case-Usage`. */
  readonly usageType: 'instagram' | 'threads';
  readonly versions: readonly string[];
  readonly serve: (call: GraphCall) => object;
}

/** Meta's envelopes for all that is thrown below `app`. */
export function sendMetaErrors(
  app: FastifyInstance,
  { requests, traceId }: Pick<GraphDeps, 'requests' | 'traceId'>,
  api: PlatformApi,
): void {
  app.setErrorHandler((error, request, reply) => {
    const shown = operationOf(request.url.split('?', 1)[0] ?? '')?.api ?? api;
    if (error instanceof LoginError) {
      requests.refused(shown, String(error.code));
      return reply.code(400).send(error.toBody());
    }
    const problem = error instanceof GraphError ? error : unexpected(error, request);
    requests.refused(shown, String(problem.problem.code));
    return reply.code(problem.status).send(problem.toBody(traceId()));
  });
}

function unexpected(error: unknown, request: FastifyRequest): GraphError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status < 500) return badParameter('The request cannot be read');
  request.log.error({ err: error }, 'sandbox failed');
  return new GraphError({ code: 1, message: 'An unknown error has occurred.' });
}

/** Every path below `app` that is no token endpoint: `/{version}/{node}/{edge}`. */
export function serveGraph(app: FastifyInstance, deps: GraphDeps, dialect: GraphDialect): void {
  acceptForms(app);
  sendMetaErrors(app, deps, dialect.kind);
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/*',
    handler: (request, reply) => dialect.serve(readCall(deps, dialect, app.prefix, request, reply)),
  });
}

function readCall(
  deps: GraphDeps,
  dialect: GraphDialect,
  prefix: string,
  request: FastifyRequest,
  reply: FastifyReply,
): GraphCall {
  const path = (request.url.split('?', 1)[0] ?? '').slice(prefix.length);
  const read = readGraphPath(path);
  if (read === null || (read.version !== null && !dialect.versions.includes(read.version))) {
    throw unknownPath(path.replace(/^\/+/, ''));
  }
  const version = read.version ?? dialect.versions[0] ?? '';
  const [node, edge] = [read.node, read.edge];
  reply.header('facebook-api-version', version).header('x-fb-trace-id', deps.traceId());
  const token = tokenOf(request);
  if (token === '') {
    throw new GraphError({
      code: 104,
      message: 'An access token is required to request this resource.',
    });
  }
  const known = deps.grants.inspect(dialect.kind, token);
  if (known === null) throw deadToken('unknown', deps.realNow());
  if (known.state !== 'good') throw deadToken(known.state, deps.realNow());
  const { grant, life } = known;
  const address = `http://${request.host}${prefix}/${[version, node, edge].filter(Boolean).join('/')}`;
  const call: GraphCall = {
    ...{ node, edge, grant, life, token, address },
    method: request.method,
    query: queryOf(request),
    at: deps.clock.now(),
  };
  const caller = { app: grant.clientId, user: grant.accountId };
  const operation = operationOf(`${prefix}${path}`)?.operation ?? '';
  deps.requests.called(dialect.kind, caller);
  const broken = deps.limits.take(dialect.kind, operation, caller);
  const usage = deps.limits.usage(dialect.kind, operation, caller);
  reply.headers(usageHeaders(usage, { id: grant.accountId, type: dialect.usageType }));
  if (broken !== null) throw throttled(broken, call);
  return call;
}
