import {
  at,
  broken,
  elements,
  type JsonNode,
  optionalCounter,
  optionalText,
} from '../answer/json-node.ts';
import {
  optionalDifference,
  optionalEpochSeconds,
  requiredFlag,
  requiredId,
} from '../answer/numbers.ts';
import { keepText } from '../caption.ts';

/** A viewer's words under a post. Who said them is not read. */
export interface PostComment {
  readonly externalId: string;
  readonly postExternalId: string;
  /** The comment it answers; null for one under the post itself. */
  readonly parentId: string | null;
  readonly publishedAt: Date;
  readonly text: string | null;
  readonly likes: number | null;
  readonly replies: number | null;
  readonly isByOwner: boolean;
}

export interface CommentsPage {
  readonly comments: readonly PostComment[];
  /** Null when the listing is complete. */
  readonly nextCursor: number | null;
}

const maxTextLength = 2_000;

/** A `business/comment/list` answer; its cursor counts comments, from 0. */
export function parseComments(data: JsonNode, cursor: number): CommentsPage {
  const comments = elements(at(data, 'comments')).map(parseComment);
  if (!requiredFlag(at(data, 'has_more'))) return { comments, nextCursor: null };
  const next = at(data, 'cursor');
  const nextCursor = optionalDifference(next);
  if (nextCursor === null) throw broken(next, 'is missing while there is more');
  if (nextCursor <= cursor) throw broken(next, 'does not move on');
  return { comments, nextCursor };
}

function parseComment(comment: JsonNode): PostComment {
  const created = at(comment, 'create_time');
  const publishedAt = optionalEpochSeconds(created);
  if (publishedAt === null) throw broken(created, 'is missing');
  const parent = at(comment, 'parent_comment_id');
  const parentId = parent.value === undefined || parent.value === null ? '0' : requiredId(parent);
  return {
    externalId: requiredId(at(comment, 'comment_id')),
    postExternalId: requiredId(at(comment, 'video_id')),
    parentId: parentId === '0' ? null : parentId,
    publishedAt,
    text: keepText(optionalText(at(comment, 'text')) ?? '', maxTextLength),
    likes: optionalCounter(at(comment, 'likes')),
    replies: optionalCounter(at(comment, 'replies')),
    isByOwner: at(comment, 'owner').value === true,
  };
}
