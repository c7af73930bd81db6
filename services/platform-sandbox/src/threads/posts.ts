import type { ThreadsPost, ThreadsProfile } from '@viral-scan/worlds';
import { type Field, type Readers, readFields, showNode } from '../meta/field-list.ts';
import { noSuchObject } from '../meta/graph-error.ts';
import { type ListPage, readPage } from '../meta/page.ts';
import { checkParameters, graphTime } from '../meta/parameters.ts';
import { requireThreads, type ThreadsCall } from './threads-call.ts';

export interface ShownPost {
  readonly post: ThreadsPost;
  readonly call: ThreadsCall;
}

const authorOf = ({ post, call }: ShownPost): ThreadsProfile | undefined =>
  call.threads.profiles.find(({ id }) => id === post.profileId);
const fileOf = (id: string): string => `https://scontent.cdninstagram.com/v/threads/${id}_n.jpg`;
const hasFile = ({ mediaType }: ThreadsPost): boolean =>
  mediaType !== 'TEXT_POST' && mediaType !== 'REPOST_FACADE';
const absent = (): undefined => undefined;

export const postReaders: Readers<ShownPost> = {
  id: ({ post }) => post.id,
  media_product_type: () => 'THREADS',
  media_type: ({ post }) => post.mediaType,
  media_url: ({ post }) => (hasFile(post) ? fileOf(post.id) : undefined),
  thumbnail_url: ({ post }) => (post.mediaType === 'VIDEO' ? fileOf(`${post.id}_t`) : undefined),
  permalink: (shown) =>
    `https://www.threads.com/@${authorOf(shown)?.username}/post/${shown.post.shortcode}`,
  owner: ({ post }) => ({ id: post.profileId }),
  username: (shown) => authorOf(shown)?.username,
  text: ({ post }) => (post.mediaType === 'REPOST_FACADE' ? undefined : post.text),
  timestamp: ({ post }) => graphTime(post.createdAt),
  shortcode: ({ post }) => post.shortcode,
  children: ({ post }) =>
    post.mediaType === 'CAROUSEL_ALBUM'
      ? { data: [1, 2].map((part) => ({ id: `${post.id}${part}` })) }
      : undefined,
  is_quote_post: ({ post }) => post.isQuote,
  quoted_post: ({ post }) => (post.isQuote ? { id: `${post.id}8` } : undefined),
  reposted_post: ({ post }) =>
    post.mediaType === 'REPOST_FACADE' ? { id: `${post.id}9` } : undefined,
  link_attachment_url: ({ post }) => post.linkUrl ?? undefined,
  topic_tag: ({ post }) => post.topicTag ?? undefined,
  has_replies: ({ post, call }) => (call.threads.figures(post.id, call.at)?.replies ?? 0) > 0,
  is_reply: () => false,
  is_reply_owned_by_me: () => false,
  hide_status: () => 'NOT_HUSHED',
  reply_audience: () => 'EVERYONE',
  is_spoiler_media: () => false,
  alt_text: absent,
  root_post: absent,
  replied_to: absent,
  gif_url: absent,
  poll_attachment: absent,
  text_entities: absent,
  text_attachment: absent,
  location_id: absent,
};

export const showPost = (call: ThreadsCall, post: ThreadsPost, fields: readonly Field[]): object =>
  showNode('ThreadsMedia', postReaders, { post, call }, fields);

/** A post of the token's profile: another's cannot be read by its id. */
export function ownPost({ node, at, grant, threads }: ThreadsCall): ThreadsPost {
  const post = threads.post(node, at);
  if (post === null || post.profileId !== grant.accountId) throw noSuchObject(node);
  return post;
}

/** `GET /{post}`. */
export function showPostNode(call: ThreadsCall): object {
  requireThreads(call);
  checkParameters(call.query, ['fields']);
  return showPost(call, ownPost(call), readFields(call.query));
}

const mostPerPage = 100;

/** `GET /me/threads`. */
export function listPosts(call: ThreadsCall, { id }: ThreadsProfile): object {
  requireThreads(call);
  checkParameters(call.query, ['fields', 'limit', 'after', 'before', 'since', 'until']);
  return listAnswer(call, id, call.query);
}

export function listAnswer(call: ThreadsCall, profileId: string, query: URLSearchParams): object {
  const { at, threads, oddPages } = call;
  const page = readPage({
    list: `threads ${profileId}`,
    before: (moment, limit) => threads.postsBefore(profileId, moment, limit, at),
    ...{ query, at, mostPerPage, oddPages },
  });
  const fields = readFields(query);
  return { data: page.items.map((post) => showPost(call, post, fields)), ...cursorsOf(page) };
}

/** Cursors only. The last page may have an `after` that leads to an empty one. */
export function cursorsOf({ cursors, hasNext }: ListPage<unknown>): { readonly paging?: object } {
  if (cursors === null) return {};
  return {
    paging: { cursors: { before: cursors.before, ...(hasNext && { after: cursors.after }) } },
  };
}
