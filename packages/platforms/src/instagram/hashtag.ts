import { InvalidInput, type PostType } from '@viral-scan/contracts';
import { at, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { composeCaption, keepText } from '../caption.ts';
import { optionalGraphTime } from '../meta/graph-time.ts';
import { afterCursor, hasNextPage, listOf } from '../meta/paging.ts';
import { pageOf, postType } from './medium.ts';
import { requiredGraphId } from './own-account.ts';

export interface Hashtag {
  readonly id: string;
  /** Without `#`; null when not said. */
  readonly name: string | null;
}

/** A public post under a hashtag. Whose it is Instagram does not say. */
export interface HashtagPost {
  readonly externalId: string;
  readonly publishedAt: Date | null;
  readonly caption: string | null;
  readonly type: PostType;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly url: string | null;
}

export interface HashtagPage {
  readonly posts: readonly HashtagPost[];
  /** Null when the listing is complete. */
  readonly nextCursor: string | null;
}

export const hashtagFields = 'id,caption,media_type,permalink,timestamp,like_count,comments_count';
/** Most that Instagram gives at once. */
export const hashtagPageSize = 50;

/** Letters, digits and underscores of any script, as Instagram has them; a leading `#` is left out. */
export function hashtagName(tag: string): string {
  const name = tag.replace(/^#/, '').toLowerCase();
  if (!/^[\p{L}\p{M}\p{N}_]{1,100}$/u.test(name)) {
    throw new InvalidInput('tag', 'is no hashtag: letters, digits and underscores only');
  }
  return name;
}

export const parseHashtags = (root: JsonNode): Hashtag[] =>
  listOf(root).map((tag) => ({
    id: requiredGraphId(at(tag, 'id')),
    name: keepText(optionalText(at(tag, 'name')) ?? '', 100),
  }));

/** The last page has no `paging` at all. */
export const parseHashtagPage = (root: JsonNode): HashtagPage => ({
  posts: listOf(root).map(parsePost),
  nextCursor: hasNextPage(root) ? afterCursor(root) : null,
});

const parsePost = (medium: JsonNode): HashtagPost => ({
  externalId: requiredGraphId(at(medium, 'id')),
  publishedAt: optionalGraphTime(at(medium, 'timestamp')),
  caption: composeCaption(optionalText(at(medium, 'caption')), null),
  type: postType(null, optionalText(at(medium, 'media_type'))),
  likes: optionalCounter(at(medium, 'like_count')),
  comments: optionalCounter(at(medium, 'comments_count')),
  url: pageOf(at(medium, 'permalink')),
});
