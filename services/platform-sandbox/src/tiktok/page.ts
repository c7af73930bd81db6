import { createHash } from 'node:crypto';
import type { TikTokPost, TikTokWorld } from '@viral-scan/worlds';

export interface PostsPage {
  readonly posts: readonly TikTokPost[];
  /** Epoch milliseconds. */
  readonly cursor: number;
  readonly hasMore: boolean;
}

/** Cursors that end so follow an empty page: posts have whole seconds. */
const afterEmpty = 1;

/**
 * The posts before a cursor, newest first. With `oddPages` one page in six is empty and one in six
 * has half of its posts, always the same ones, with more behind them: as the platform warns,
 * only `has_more` tells the end.
 */
export function postsPage(
  tiktok: TikTokWorld,
  openId: string,
  cursor: number | null,
  count: number,
  at: Date,
  oddPages: boolean,
): PostsPage {
  const before = Math.min(cursor ?? Number.POSITIVE_INFINITY, at.getTime() + 1);
  const found = tiktok.postsBefore(openId, new Date(before), count + 1, at);
  const newest = found[0];
  const chance = oddPages && before % 1_000 !== afterEmpty ? chanceOf(openId, before) : 7;
  if (newest !== undefined && chance === 0) {
    // Just behind the newest of the posts that are to come.
    return { posts: [], cursor: newest.createdAt.getTime() + afterEmpty, hasMore: true };
  }
  const wanted = chance === 1 ? Math.ceil(count / 2) : count;
  const posts = found.slice(0, wanted);
  const last = posts.at(-1);
  return {
    posts,
    cursor: last === undefined ? before : last.createdAt.getTime(),
    // Now and then the end is only told by one more page, an empty one.
    hasMore: found.length > wanted || (chance === 2 && posts.length > 0),
  };
}

const chanceOf = (openId: string, before: number): number =>
  (createHash('sha256').update(`${openId} ${before}`).digest()[0] ?? 0) % 6;
