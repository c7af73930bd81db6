import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GrantStore, GrantView } from '../grants/grant-store.ts';
import type { Caller, Limits } from '../limits/limits.ts';
import type { PlatformApi } from '../platform-apis.ts';
import type { RequestLog } from '../requests/request-log.ts';
import type { WorldClock } from '../world-clock.ts';
import {
  ApiError,
  insufficientPermissions,
  invalidCredentials,
  keyInvalid,
  quotaExceeded,
  rateLimitExceeded,
  unregisteredCaller,
  userRateLimitExceeded,
} from './api-error.ts';
import type { Query } from './parameters.ts';
import type { Quota } from './quota.ts';

/** Keys and clients belong to one project: they share its daily quota. */
const project = 'sandbox';

export interface IdentifyDeps {
  readonly clock: WorldClock;
  readonly quota: Quota;
  readonly limits: Limits;
  readonly requests: RequestLog;
  readonly grants: GrantStore;
  readonly apiKeys: readonly string[];
}

/** The grant behind a bearer token with one of the scopes; null without a token. */
export function bearerGrant(
  { grants }: IdentifyDeps,
  request: FastifyRequest,
  scopes: readonly string[],
): GrantView | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  const grant = token === undefined ? 'unknown' : grants.check('youtube', token);
  if (typeof grant === 'string') throw invalidCredentials();
  if (!grant.scopes.some((scope) => scopes.includes(scope))) throw insufficientPermissions();
  return grant;
}

/** Who calls with an API key. */
export function keyCaller(
  { apiKeys }: IdentifyDeps,
  request: FastifyRequest,
  query: Query,
): Caller {
  const header = request.headers['x-goog-api-key'];
  const key = query.get('key') ?? (typeof header === 'string' ? header : undefined);
  if (key === undefined || key === '') throw unregisteredCaller();
  if (!apiKeys.includes(key)) throw keyInvalid();
  return { app: 'key', user: null };
}

/** Counts a call of a known caller, holds it to the limits, and takes one unit of the day. */
export function charge(
  { limits, quota, requests, clock }: IdentifyDeps,
  api: PlatformApi,
  operation: string,
  caller: Caller,
): void {
  requests.called(api, caller);
  const broken = limits.take(api, operation, caller);
  if (broken !== null) {
    throw broken.per === 'user' ? userRateLimitExceeded() : rateLimitExceeded();
  }
  if (!quota.charge(project, clock.now())) throw quotaExceeded();
}

/** Google's envelope; a 401 says what is wrong in its header too. */
export function sendApiError(
  requests: RequestLog,
  api: PlatformApi,
  error: unknown,
  reply: FastifyReply,
): FastifyReply {
  if (!(error instanceof ApiError)) throw error;
  requests.refused(api, error.detail.reason);
  if (error.code === 401) {
    reply.header(
      'www-authenticate',
      'Bearer realm="https://accounts.google.com/", error=invalid_token',
    );
  }
  if (error.detail.reason === 'insufficientPermissions') {
    reply.header(
      'www-authenticate',
      'Bearer realm="https://accounts.google.com/", error="insufficient_scope"',
    );
  }
  return reply.code(error.code).send(error.toBody());
}
