import {
  type CollectedPost,
  type ConnectorCall,
  CursorExpired,
  type PostsPage,
  UpstreamRefused,
} from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import { type GraphAnswer, rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { listOf } from '../meta/paging.ts';
import { cursorBehind, readPlace, writePlace } from './listing-place.ts';
import { parseThread, type Thread, threadFields } from './thread.ts';
import { fetchMetrics } from './thread-metrics.ts';

/** Threads gives up to 100, but figures cost a call a post: what a page cost is lost when it fails. */
export const pageSize = 10;

/** One page of the grantee's threads, newest first, each with its figures. */
export async function fetchThreadsPage(
  get: GraphGet,
  { cursor, since }: { readonly cursor: string; readonly since: Date },
  call: ConnectorCall,
): Promise<PostsPage> {
  const { userId, after } = readPlace(cursor);
  const parameters = {
    fields: threadFields,
    limit: String(pageSize),
    ...(after === null ? {} : { after }),
  };
  const answer = await get({ operation: 'threads', path: ['me', 'threads'], parameters }, call);
  if (after !== null) refuseCursor(answer);
  const root = rootOf(answer);
  const threads = parseThreads(root);
  const posts: CollectedPost[] = [];
  for (const { post } of threads.filter((thread) => isWanted(thread, since))) {
    const metrics = await fetchMetrics(get, post.externalId, call);
    if (metrics !== null) posts.push({ post, metrics, retention: null });
  }
  const next = isAllOld(threads, since) ? null : cursorBehind(root, after);
  return { posts, nextCursor: next === null ? null : writePlace({ userId, after: next }) };
}

/** The threads of a list, each once. */
export const parseThreads = (root: JsonNode): Thread[] => [
  ...new Map(
    listOf(root)
      .map(parseThread)
      .map((thread) => [thread.post.externalId, thread]),
  ).values(),
];

const isWanted = ({ post, isRepost }: Thread, since: Date): boolean =>
  !isRepost && post.publishedAt > since;

/** A whole page of old ones ends the listing; a pinned old one on top does not. */
const isAllOld = (threads: readonly Thread[], since: Date): boolean =>
  threads.every(({ post }) => post.publishedAt <= since);

/** Of a call that differs from the first page's by its cursor alone, nothing else can be wrong. */
function refuseCursor(answer: GraphAnswer): void {
  if (!answer.ok && answer.code === badParameter && answer.error instanceof UpstreamRefused) {
    throw new CursorExpired(`${answer.error.message}: the cursor is no longer understood`);
  }
}
const badParameter = 100;
