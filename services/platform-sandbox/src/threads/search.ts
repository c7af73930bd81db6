import { createHash } from 'node:crypto';
import type { ThreadsPost } from '@viral-scan/worlds';
import { type Readers, readFields, showNode } from '../meta/field-list.ts';
import type { GraphDeps } from '../meta/graph-routes.ts';
import { readPage } from '../meta/page.ts';
import { checkParameters, readChoice, requireText } from '../meta/parameters.ts';
import { throttled } from '../meta/throttled.ts';
import { cursorsOf, postReaders, type ShownPost } from './posts.ts';
import { requireThreads, type ThreadsCall } from './threads-call.ts';

const mostPerPage = 100;
const mostRead = 10_000;
/** Stands for what the platform does not search for. */
const sensitiveWords = ['sensitive'];

/** As documented here, texts are `TEXT`; elsewhere `TEXT_POST`. One half each. */
const searchReaders: Readers<ShownPost> = {
  ...postReaders,
  media_type: ({ post }) =>
    post.mediaType === 'TEXT_POST' && isEven(post.id) ? 'TEXT' : post.mediaType,
};
const isEven = (id: string): boolean =>
  (createHash('sha256').update(`type ${id}`).digest()[0] ?? 0) % 2 === 0;

/**
 * `GET /keyword_search`: public posts of everybody. A user has so many searches a day, over all
 * apps; those that find nothing are free.
 */
export function searchPosts({ limits }: Pick<GraphDeps, 'limits'>, call: ThreadsCall): object {
  requireThreads(call, 'threads_keyword_search');
  const { query, at, threads, oddPages, grant } = call;
  checkParameters(query, [
    ...['q', 'search_type', 'search_mode', 'media_type', 'author_username', 'fields'],
    ...['since', 'until', 'limit', 'after', 'before'],
  ]);
  const words = requireText(query, 'q').toLowerCase();
  const type = readChoice(query, 'search_type', ['TOP', 'RECENT']) ?? 'TOP';
  const mode = readChoice(query, 'search_mode', ['KEYWORD', 'TAG']) ?? 'KEYWORD';
  const mediaType = readChoice(query, 'media_type', ['TEXT', 'IMAGE', 'VIDEO']);
  const author = query.get('author_username')?.toLowerCase() ?? null;
  const caller = { app: 'all', user: grant.accountId };
  const refuser = limits.wouldRefuse('threads-search', 'keyword_search', caller);
  if (refuser !== null) throw throttled(refuser, call);
  const fits = (post: ThreadsPost): boolean =>
    post.mediaType !== 'REPOST_FACADE' &&
    (mediaType === null || post.mediaType === (mediaType === 'TEXT' ? 'TEXT_POST' : mediaType)) &&
    (mode === 'TAG'
      ? post.topicTag?.toLowerCase() === words
      : post.text.toLowerCase().includes(words));
  const found = sensitiveWords.includes(words)
    ? []
    : threads.profiles
        .filter(({ username }) => author === null || username.toLowerCase() === author)
        .flatMap(({ id }) => threads.postsBefore(id, new Date(at.getTime() + 1), mostRead, at))
        .filter(fits)
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const page = readPage({
    list: `search ${type} ${mode} ${words}`,
    before: (moment, limit) => found.filter(({ createdAt }) => createdAt < moment).slice(0, limit),
    ...{ query, at, mostPerPage, oddPages },
  });
  const fields = readFields(query);
  const views = ({ id }: ThreadsPost): number => threads.figures(id, at)?.views ?? 0;
  const shown = type === 'TOP' ? page.items.toSorted((a, b) => views(b) - views(a)) : page.items;
  const data = shown.map((post) => showNode('ThreadsMedia', searchReaders, { post, call }, fields));
  if (data.length > 0) limits.take('threads-search', 'keyword_search', caller);
  return { data, ...cursorsOf(page) };
}
