import type { PlatformAnswer, PlatformRequest } from '@viral-scan/contracts';

/** An account as both of TikTok's APIs play it here; ids above 2^53, newest post first. */
export const openId = '723f24d7-e717-40f8-a2b6-cb8464cd23b4';
export const otherOpenId = 'afd97af1-b87b-48b9-ac98-410aaaaa5344';
export const ref = `tiktok:${openId}`;
export const accessToken = 'act.canary-7d3f';
export const now = new Date('2026-08-22T06:00:00Z');
export const postIds = Array.from(
  { length: 45 },
  (_, index) => `73100000000000001${44 - index + 10}`,
);

const newestMs = Date.parse('2026-08-20T12:00:00Z');
export const publishedMs = (index: number): number => newestMs - index * 6 * 3_600_000;

export const json = (body: unknown, status = 200): PlatformAnswer => ({
  status,
  headers: {},
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
export const accountsData = (data: unknown): PlatformAnswer =>
  json({ code: 0, message: 'OK', request_id: '20261120', data });
export const accountsCode = (code: number, status = 200): PlatformAnswer =>
  json({ code, message: 'caption-canary-5e1f', request_id: '20261120', data: {} }, status);
export const displayData = (data: unknown): PlatformAnswer =>
  json({ data, error: { code: 'ok', message: '', log_id: '2022' } });
export const displayError = (status: number, code: string): PlatformAnswer =>
  json({ data: {}, error: { code, message: 'caption-canary-5e1f', log_id: '2022' } }, status);

const isBefore = (cursorMs: number) => (index: number) => publishedMs(index) < cursorMs;

/** A page before a cursor. The second one is short, and an empty one follows it: neither is the end. */
function pageBefore(cursorMs: number) {
  const left = postIds.map((_, index) => index).filter(isBefore(cursorMs));
  const first = left[0] ?? postIds.length;
  if (first === 23 && cursorMs === publishedMs(22)) {
    return { indices: [], cursor: cursorMs - 1, has_more: true };
  }
  const indices = left.slice(0, first === 20 ? 3 : 20);
  const last = indices.at(-1) ?? postIds.length - 1;
  return { indices, cursor: publishedMs(last), has_more: last < postIds.length - 1 };
}

const businessVideo = (index: number) => ({
  item_id: postIds[index],
  media_type: index % 7 === 3 ? 'PHOTO' : 'VIDEO',
  create_time: index % 2 === 0 ? publishedMs(index) / 1_000 : String(publishedMs(index) / 1_000),
  caption: `Post ${index} #acme`,
  video_duration: index % 7 === 3 ? 0 : 3.001,
  share_url: `https://www.tiktok.com/@acme/video/${postIds[index]}?utm_source=app`,
  video_views: 100 + index,
  likes: index,
  favorites: 3,
  reach: 90,
  total_time_watched: 587.024,
  average_time_watched: 3.862,
  full_video_watched_rate: 0.0395,
  video_view_retention: [
    { second: '1', percentage: 0.86 },
    { second: '0', percentage: 1 },
  ],
});

const displayVideo = (index: number) => ({
  id: postIds[index],
  create_time: publishedMs(index) / 1_000,
  title: `Post ${index} #acme`,
  video_description: `Post ${index} #acme`,
  duration: 3,
  share_url: `https://www.tiktok.com/@acme/video/${postIds[index]}?utm_source=app`,
  view_count: 100 + index,
  like_count: index,
});

const indicesOf = (ids: readonly string[]) =>
  ids.map((id) => postIds.indexOf(id)).filter((index) => index >= 0);

export function playAccounts({ url, headers }: PlatformRequest): PlatformAnswer {
  if (headers?.['Access-Token'] !== accessToken) return accountsCode(40_105);
  const asked = (name: string) => url.searchParams.get(name);
  if (asked('business_id') !== openId) return accountsCode(40_001);
  switch (url.pathname) {
    case '/open_api/v1.3/business/get/':
      return accountsData({
        username: 'acme',
        display_name: 'Acme',
        followers_count: 12_345,
        metrics: asked('start_date') === null ? undefined : playDays(),
        ...(asked('fields')?.includes('audience_ages') && {
          audience_ages: [{ age: '25-34', percentage: 0.42 }],
          audience_genders: [{ gender: 'Female', percentage: 0.55 }],
          audience_cities: [],
        }),
      });
    case '/open_api/v1.3/business/video/list/': {
      const { video_ids: ids } = JSON.parse(asked('filters') ?? '{}');
      if (ids !== undefined) {
        const videos = indicesOf(ids).map(businessVideo);
        return accountsData({ videos, cursor: 0, has_more: false });
      }
      const { indices, ...page } = pageBefore(Number(asked('cursor') ?? now.getTime()));
      return accountsData({ videos: indices.map(businessVideo), ...page });
    }
    default:
      return accountsCode(40_400);
  }
}

const playDays = () =>
  ['2026-08-21', '2026-08-05', '2026-08-04', '2026-07-01'].map((date) => ({
    date,
    video_views: 1_200,
    unique_video_views: 900,
    likes: -2,
    followers_count: 12_340,
    audience_activity: Array.from({ length: 24 }, (_, hour) => ({
      hour: String(23 - hour),
      count: 180 + hour,
    })),
  }));

export function playDisplay({ url, headers, body }: PlatformRequest): PlatformAnswer {
  if (headers?.authorization !== `Bearer ${accessToken}`) {
    return displayError(401, 'access_token_invalid');
  }
  const asked = JSON.parse(body ?? '{}');
  switch (url.pathname) {
    case '/v2/user/info/':
      return displayData({
        user: { open_id: openId, display_name: 'Acme', username: 'acme', follower_count: 12_345 },
      });
    case '/v2/video/list/': {
      const { indices, ...page } = pageBefore(asked.cursor ?? now.getTime());
      return displayData({ videos: indices.map(displayVideo), ...page });
    }
    case '/v2/video/query/':
      return displayData({ videos: indicesOf(asked.filters.video_ids).map(displayVideo) });
    default:
      return displayError(404, 'invalid_params');
  }
}
