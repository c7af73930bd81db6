import type { ThreadsProfile, ThreadsWorld } from '@viral-scan/worlds';
import type { GraphCall } from '../meta/graph-call.ts';
import { requireScopes } from '../meta/require-scopes.ts';

export interface ThreadsCall extends GraphCall {
  readonly threads: ThreadsWorld;
  readonly oddPages: boolean;
}

/** Every call needs `threads_basic`, some another one. */
export const requireThreads = (call: ThreadsCall, ...more: readonly string[]): void =>
  requireScopes(call, ['threads_basic', ...more]);

/** The profile of the token, when that is what the node names. */
export function ownProfile({ node, grant, threads }: ThreadsCall): ThreadsProfile | null {
  if (node !== 'me' && node !== grant.accountId) return null;
  return threads.profiles.find(({ id }) => id === grant.accountId) ?? null;
}
