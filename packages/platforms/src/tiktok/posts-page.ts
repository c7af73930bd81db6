import type { CollectedPost, PostsPage } from '@viral-scan/contracts';
import { at, elements, type JsonNode } from '../answer/json-node.ts';
import { type ListingPlace, nextPlace, writePlace } from './listing-place.ts';

/** Most posts of one answer, in both APIs. */
export const pageSize = 20;

/** The posts of an answer, each once. */
export function parsePosts(
  data: JsonNode,
  parsePost: (video: JsonNode) => CollectedPost,
): CollectedPost[] {
  const posts = elements(at(data, 'videos')).map(parsePost);
  return [...new Map(posts.map((post) => [post.post.externalId, post])).values()];
}

/**
 * One page of a listing, newest first. It ends where `has_more` says so, or at a page of old posts
 * whose cursor lies before `since` as well: a pinned old post on top ends nothing.
 */
export function toPostsPage(
  data: JsonNode,
  posts: readonly CollectedPost[],
  { place, since }: { readonly place: ListingPlace; readonly since: Date },
): PostsPage {
  const next = nextPlace(data, place);
  const wanted = posts.filter(({ post }) => post.publishedAt > since);
  const isOld = posts.length > 0 && wanted.length === 0 && (next?.beforeMs ?? 0) <= since.getTime();
  return { posts: wanted, nextCursor: next === null || isOld ? null : writePlace(next) };
}

/** Ids that can be TikTok's: asking for another fails the whole call. */
export const possibleIds = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id) => /^\d{1,19}$/.test(id))),
];
