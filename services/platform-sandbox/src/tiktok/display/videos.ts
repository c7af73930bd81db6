import type { TikTokAccount, TikTokFigures, TikTokPost, TikTokWorld } from '@viral-scan/worlds';
import type { GrantView } from '../../grants/grant-store.ts';
import type { RequestLog } from '../../requests/request-log.ts';
import { idInAnswer } from '../bare-int64.ts';
import { postsPage } from '../page.ts';
import { DisplayError } from './display-error.ts';
import { readBody, readFields, readVideoIds, readWhole } from './parameters.ts';

interface ShownPost {
  readonly account: TikTokAccount;
  readonly post: TikTokPost;
  readonly figures: TikTokFigures;
}

const longestText = 150;
const mostPerPage = 20;
/** Counters of a post that hardly anyone has seen are missing. */
const sparseBelow = 5;

const counted = (value: number | null, { figures }: ShownPost): number | undefined =>
  figures.views < sparseBelow ? undefined : (value ?? undefined);
const title = ({ post }: ShownPost): string => [...post.caption].slice(0, longestText).join('');
const embed = ({ post }: ShownPost): string => `https://www.tiktok.com/player/v1/${post.id}`;

/** Undefined: missing from the answer. There is no watch time here. */
const fields: Readonly<Record<string, (shown: ShownPost) => unknown>> = {
  id: ({ post }) => idInAnswer(post.id),
  create_time: ({ post }) => post.createdAt.getTime() / 1_000,
  title,
  video_description: title,
  duration: ({ post }) => Math.floor(post.durationSeconds ?? 0),
  height: () => 1920,
  width: () => 1080,
  cover_image_url: ({ post }) => `https://p19-sign.tiktokcdn-us.com/${post.id}.jpeg?x-expires=1`,
  share_url: ({ account, post }) =>
    `https://www.tiktok.com/@${account.username}/video/${post.id}?utm_source=sandbox`,
  embed_html: (shown) => `<iframe src="${embed(shown)}"></iframe>`,
  embed_link: embed,
  like_count: (shown) => counted(shown.figures.likes, shown),
  comment_count: (shown) => counted(shown.figures.comments, shown),
  share_count: (shown) => counted(shown.figures.shares, shown),
  view_count: (shown) => counted(shown.figures.views, shown),
  is_aigc: ({ post }) => post.isAigc,
};

export interface DisplayVideosDeps {
  readonly tiktok: TikTokWorld;
  readonly requests: RequestLog;
  readonly oddPages: boolean;
}

export interface DisplayCall {
  readonly at: Date;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly grant: GrantView;
}

/** `POST /v2/video/list/`: a page of the account's posts, newest first. */
export function listVideos(
  { tiktok, requests, oddPages }: DisplayVideosDeps,
  { at, query, body, grant }: DisplayCall,
): object {
  const show = shower(tiktok, at, query, grant);
  const asked = readBody(body);
  const count = readWhole(asked, 'max_count', { from: 1, to: mostPerPage }) ?? 10;
  const cursor = readWhole(asked, 'cursor', { from: 0, to: Number.MAX_SAFE_INTEGER });
  const page = postsPage(tiktok, grant.accountId, cursor, count, at, oddPages);
  requests.page({
    api: 'tiktok-display',
    operation: 'video/list',
    list: grant.accountId,
    cursor: cursor === null ? null : String(cursor),
  });
  return { videos: show(page.posts), cursor: page.cursor, has_more: page.hasMore };
}

/** `POST /v2/video/query/`: posts by id; those that are not the account's are left out. */
export function queryVideos(
  { tiktok }: DisplayVideosDeps,
  { at, query, body, grant }: DisplayCall,
): object {
  const show = shower(tiktok, at, query, grant);
  const posts = readVideoIds(readBody(body))
    .map((id) => tiktok.post(grant.accountId, id, at))
    .filter((post) => post !== null);
  return { videos: show(posts), cursor: 0, has_more: false };
}

/** Checks scope and fields, and writes posts with those fields. */
function shower(tiktok: TikTokWorld, at: Date, query: URLSearchParams, grant: GrantView) {
  if (!grant.scopes.includes('video.list')) throw new DisplayError('scope_not_authorized');
  const wanted = readFields(query, (field) => field in fields);
  const account = tiktok.accounts.find(({ openId }) => openId === grant.accountId);
  if (account === undefined) throw new DisplayError('access_token_invalid');
  return (posts: readonly TikTokPost[]): object[] =>
    posts.flatMap((post) => {
      const figures = tiktok.figures(post.id, at);
      if (figures === null) return [];
      const values = wanted.map(
        (field) => [field, fields[field]?.({ account, post, figures })] as const,
      );
      return [Object.fromEntries(values.filter(([, value]) => value !== undefined))];
    });
}
