import {
  AccountNotFound,
  type CollectedPost,
  type ConnectorCall,
  InvalidInput,
} from '@viral-scan/contracts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { isThreadsId } from './profile.ts';
import { parseThread, type Thread, threadFields } from './thread.ts';
import { fetchMetrics } from './thread-metrics.ts';

/** Threads reads posts one by one, with two calls each: what a batch cost is lost when it fails. */
export const lookupBatch = 10;

/** Posts of a profile by id; those that are gone, reposted or of somebody else are absent. */
export async function fetchThreadsById(
  get: GraphGet,
  { userId, ids }: { readonly userId: string; readonly ids: readonly string[] },
  call: ConnectorCall,
): Promise<CollectedPost[]> {
  if (ids.length > lookupBatch) throw new InvalidInput('ids', `takes at most ${lookupBatch}`);
  const found: CollectedPost[] = [];
  for (const id of new Set(ids.filter(isThreadsId))) {
    const thread = await fetchThread(get, id, call);
    if (thread === null || thread.isRepost) continue;
    if (thread.ownerId !== null && thread.ownerId !== userId) continue;
    const metrics = await fetchMetrics(get, id, call);
    if (metrics !== null) found.push({ post: thread.post, metrics, retention: null });
  }
  return found;
}

async function fetchThread(get: GraphGet, id: string, call: ConnectorCall): Promise<Thread | null> {
  const request = { operation: 'media', path: [id], parameters: { fields: threadFields } };
  const answer = await get(request, call);
  if (!answer.ok && answer.error instanceof AccountNotFound) return null;
  return parseThread(rootOf(answer));
}
