import type { FastifyRequest } from 'fastify';
import type { GrantStore, GrantView } from '../../grants/grant-store.ts';
import type { Limits } from '../../limits/limits.ts';
import { operationOf } from '../../platform-apis.ts';
import type { RequestLog } from '../../requests/request-log.ts';
import { AccountsError } from './accounts-error.ts';

export interface CallerDeps {
  readonly grants: GrantStore;
  readonly limits: Limits;
  readonly requests: RequestLog;
}

/** The grant behind `Access-Token`, counted and within its limits. A `Bearer ` before it is wrong. */
export function identify(deps: CallerDeps, request: FastifyRequest): GrantView {
  const token = request.headers['access-token'];
  if (typeof token !== 'string' || token === '') throw new AccountsError(40104);
  const grant = deps.grants.check('tiktok-accounts', token);
  if (grant === 'expired') throw new AccountsError(40102);
  if (typeof grant === 'string') throw new AccountsError(40105);
  const caller = { app: grant.clientId, user: grant.accountId };
  const operation = operationOf(request.url.split('?', 1)[0] ?? '')?.operation ?? '';
  deps.requests.called('tiktok-accounts', caller);
  const broken = deps.limits.take('tiktok-accounts', operation, caller);
  if (broken !== null) throw new AccountsError(40100);
  return grant;
}

/** Each scope that a call or one of its fields needs. */
export function requireScopes({ scopes }: GrantView, needed: Iterable<string>): void {
  for (const scope of needed) {
    if (!scopes.includes(scope)) {
      throw new AccountsError(40130, `The scope ${scope} was not granted.`);
    }
  }
}
