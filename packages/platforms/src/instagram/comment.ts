import { type AccountRef, type ConnectorCall, InvalidInput } from '@viral-scan/contracts';
import { at, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { keepText } from '../caption.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { requiredGraphTime } from '../meta/graph-time.ts';
import { listOf } from '../meta/paging.ts';
import { cursorBehind } from './listing-place.ts';
import { accountIdOf, isGraphId, requiredGraphId } from './own-account.ts';

/** A viewer's words under a post. Who said them is neither asked for nor read. */
export interface InstagramComment {
  readonly externalId: string;
  readonly postExternalId: string;
  readonly publishedAt: Date;
  readonly text: string | null;
  readonly likes: number | null;
}

export interface InstagramCommentsPage {
  readonly comments: readonly InstagramComment[];
  /** Null when the listing is complete. */
  readonly nextCursor: string | null;
}

export interface CommentsRequest {
  readonly ref: AccountRef;
  /** Of a post of the account itself. */
  readonly postId: string;
  /** Null at first. */
  readonly cursor: string | null;
}

const fields = 'id,text,timestamp,like_count';
/** Most that Instagram gives at once. */
const pageSize = '50';
const maxTextLength = 2_000;

/** A page of `{ig-media}/comments`, under the scope of managing comments; answers are not in it. */
export async function fetchComments(
  get: GraphGet,
  { ref, postId, cursor }: CommentsRequest,
  call: ConnectorCall,
): Promise<InstagramCommentsPage> {
  accountIdOf(ref);
  if (!isGraphId(postId)) throw new InvalidInput('postId', 'is no id of a post');
  const parameters = { fields, limit: pageSize, ...(cursor === null ? {} : { after: cursor }) };
  const path = [postId, 'comments'];
  const answer = await get({ operation: 'media/comments', path, parameters }, call);
  return parseComments(rootOf(answer), { postId, cursor });
}

export const parseComments = (
  root: JsonNode,
  { postId, cursor }: Pick<CommentsRequest, 'postId' | 'cursor'>,
): InstagramCommentsPage => ({
  comments: listOf(root).map((comment) => ({
    externalId: requiredGraphId(at(comment, 'id')),
    postExternalId: postId,
    publishedAt: requiredGraphTime(at(comment, 'timestamp')),
    text: keepText(optionalText(at(comment, 'text')) ?? '', maxTextLength),
    likes: optionalCounter(at(comment, 'like_count')),
  })),
  nextCursor: cursorBehind(root, cursor),
});
