import type { TikTokComment, TikTokWorld } from '@viral-scan/worlds';
import type { GrantView } from '../../grants/grant-store.ts';
import { idInAnswer } from '../bare-int64.ts';
import { AccountsError, badParameter } from './accounts-error.ts';
import { requireScopes } from './caller.ts';
import { readWhole, requireBusinessId } from './parameters.ts';

const mostPerPage = 30;

/** `GET /business/comment/list/`: a page of a post's comments; the cursor counts from 0. */
export function listComments(
  tiktok: TikTokWorld,
  at: Date,
  query: URLSearchParams,
  grant: GrantView,
): object {
  const id = requireBusinessId(query, grant);
  const videoId = query.get('video_id') ?? '';
  if (videoId === '') throw badParameter('video_id', 'is required');
  const count = readWhole(query, 'max_count', { from: 1, to: mostPerPage }, 20);
  const cursor = readWhole(query, 'cursor', { from: 0, to: 1_000_000 }, 0);
  const status = oneOf(query, 'status', ['PUBLIC', 'ALL'], 'PUBLIC');
  const field = oneOf(query, 'sort_field', ['likes', 'replies', 'create_time'], 'create_time');
  const order = oneOf(query, 'sort_order', ['asc', 'desc', 'smart'], 'desc');
  requireScopes(grant, ['comment.list']);
  if (tiktok.post(id, videoId, at) === null)
    throw new AccountsError(40002, 'video_id: no such video');

  const all = tiktok
    .comments(videoId, at)
    .filter(({ hidden }) => status === 'ALL' || !hidden)
    .sort((a, b) => sortValue(b, field) - sortValue(a, field));
  if (order === 'asc') all.reverse();
  const comments = all.slice(cursor, cursor + count);
  return {
    comments: comments.map((comment) => toComment(videoId, comment)),
    cursor: cursor + comments.length,
    has_more: cursor + comments.length < all.length,
  };
}

function oneOf(query: URLSearchParams, name: string, known: readonly string[], usual: string) {
  const value = query.get(name) ?? usual;
  if (!known.includes(value)) throw badParameter(name, `must be one of ${known.join(', ')}`);
  return value;
}

function sortValue({ likes, createdAt }: TikTokComment, field: string): number {
  if (field === 'replies') return 0;
  return field === 'likes' ? likes : createdAt.getTime();
}

const toComment = (videoId: string, comment: TikTokComment) => ({
  comment_id: idInAnswer(comment.id),
  video_id: idInAnswer(videoId),
  user_id: 'redacted',
  unique_identifier: `+${comment.username}/sandbox`,
  create_time: String(comment.createdAt.getTime() / 1_000),
  text: comment.text,
  likes: comment.likes,
  replies: 0,
  owner: false,
  liked: false,
  pinned: false,
  status: comment.hidden ? 'HIDDEN' : 'PUBLIC',
  username: comment.username,
  display_name: comment.username,
  profile_image: `https://p16-sign.tiktokcdn-us.com/${comment.username}.jpeg?x-expires=1`,
  parent_comment_id: '0',
});
