import type { TikTokPost, TikTokWorld } from '@viral-scan/worlds';
import type { GrantView } from '../../grants/grant-store.ts';
import type { RequestLog } from '../../requests/request-log.ts';
import { postsPage } from '../page.ts';
import { AccountsError, badParameter } from './accounts-error.ts';
import { requireScopes } from './caller.ts';
import { readFields, readFilters, readWhole, requireBusinessId } from './parameters.ts';
import { insightFields, isVideoField, videoOf } from './video-fields.ts';

const mostPerPage = 20;
const latestCursor = Number.MAX_SAFE_INTEGER;

export interface VideoListDeps {
  readonly tiktok: TikTokWorld;
  readonly requests: RequestLog;
  readonly oddPages: boolean;
}

/** `GET /business/video/list/`: a page of the account's posts, or those with certain ids. */
export function listVideos(
  { tiktok, requests, oddPages }: VideoListDeps,
  at: Date,
  query: URLSearchParams,
  grant: GrantView,
): object {
  const id = requireBusinessId(query, grant);
  const fields = readFields(query, isVideoField, ['item_id']);
  if (!fields.includes('item_id')) throw badParameter('fields', 'must contain item_id');
  const { ids, adsOnly } = readFilters(query);
  const count = readWhole(query, 'max_count', { from: 1, to: mostPerPage }, 10);
  const cursorText = query.get('cursor');
  const cursor =
    cursorText === null ? null : readWhole(query, 'cursor', { from: 0, to: latestCursor }, 0);
  const needsInsights = fields.some((field) => field in insightFields);
  requireScopes(grant, ['video.list', ...(needsInsights ? ['video.insights'] : [])]);
  const account = tiktok.accounts.find(({ openId }) => openId === id);
  if (account === undefined) throw new AccountsError(40001);

  const show = (posts: readonly TikTokPost[]): object[] =>
    posts.flatMap((post) => {
      const figures = tiktok.figures(post.id, at);
      const shown = figures !== null && (!adsOnly || post.isAd);
      return shown ? [videoOf({ account, post, figures }, fields)] : [];
    });
  if (ids !== null) {
    const posts = ids
      .map((postId) => tiktok.post(id, postId, at))
      .filter((post) => post !== null)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    return { videos: show(posts), cursor: 0, has_more: false };
  }
  const page = postsPage(tiktok, id, cursor, count, at, oddPages);
  requests.page({
    api: 'tiktok-accounts',
    operation: 'business/video/list',
    list: id,
    cursor: cursorText,
  });
  return { videos: show(page.posts), cursor: page.cursor, has_more: page.hasMore };
}
