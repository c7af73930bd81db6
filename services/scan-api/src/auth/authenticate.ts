import type { Caller, Principal, Scope } from '@viral-scan/contracts';
import type { FastifyRequest } from 'fastify';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { rememberPrincipals } from './principal-cache.ts';
import { forbidden, unauthorized } from './refusals.ts';
import { callerByServiceKey } from './service-key.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller must have been granted; every route behind `authenticate` names one. */
    scope?: Scope;
    /** The route erases the caller: nobody new is made known for it, nor remembered after it. */
    forgetsCaller?: true;
  }
  interface FastifyRequest {
    /** Whose proof of identity held. */
    caller: Caller | null;
    /** The same, known to the database. */
    principal: Principal | null;
  }
}

const conflict = 409;

export interface AuthenticateDeps extends Pick<ApiDeps, 'identity' | 'verifyToken'> {
  /** Who calls where a request shows no proof at all; absent or null: it is refused. */
  readonly withoutProof?: Caller | null;
}

/**
 * Makes a Fastify scope one for known callers: the proof of identity is settled before the body is
 * read, and a route that forgets to name its scope stops the start. Someone new gets rows of their
 * own only once the request is a valid one, so that a refused request writes nothing.
 */
export function authenticate(app: App, deps: AuthenticateDeps): void {
  const principals = rememberPrincipals(deps.identity);
  app.decorateRequest('caller', null);
  app.decorateRequest('principal', null);
  app.addHook('onRoute', (route) => {
    if (route.config?.scope === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say which scope it needs`);
    }
  });
  app.addHook('onRequest', async (request) => {
    const caller = await callerOf(request, deps);
    const { scope } = request.routeOptions.config;
    if (scope !== undefined && !caller.scopes.includes(scope)) throw forbidden(scope);
    request.caller = caller;
  });
  app.addHook('preHandler', async (request) => {
    if (request.caller === null || request.routeOptions.config.forgetsCaller) return;
    request.principal = await principals.of(request.caller);
  });
  // Before the caller hears of it; a conflict may be that their subject is gone or going.
  app.addHook('onSend', async (request, reply) => {
    const { forgetsCaller = false } = request.routeOptions.config;
    if (request.caller !== null && (forgetsCaller || reply.statusCode === conflict)) {
      principals.forget(request.caller);
    }
  });
}

/** Who calls; only behind `authenticate`. */
export function callerIn(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Error('the route does not know its caller');
  return request.principal;
}

async function callerOf(request: FastifyRequest, deps: AuthenticateDeps): Promise<Caller> {
  const { authorization } = request.headers;
  const key = request.headers['x-service-key'];
  const onBehalfOf = request.headers['x-on-behalf-of'];
  const { withoutProof = null } = deps;
  if (withoutProof !== null && [authorization, key, onBehalfOf].every((it) => it === undefined)) {
    return withoutProof;
  }
  if (authorization !== undefined && key !== undefined) {
    throw unauthorized('Send a bearer token or a service key, not both.', 'invalid_request');
  }
  if (typeof key === 'string') {
    return callerByServiceKey(deps.identity, { key, onBehalfOf: onBehalfOf?.toString() });
  }
  const token = /^bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
  if (token !== undefined) return deps.verifyToken(token);
  throw authorization === undefined
    ? unauthorized('Send "Authorization: Bearer <token>" or a service key.')
    : unauthorized('The Authorization header must be "Bearer" and a JWT.', 'invalid_request');
}
