import type { PlatformAnswer, PlatformRequest } from '@viral-scan/contracts';

/** A professional account as both doors play it here; ids above 2^53, newest medium first. */
export const accountId = '17841400000000001';
export const otherAccountId = '17841400000000002';
export const appScopedId = '26000000000000001';
export const pageId = '104000000000001';
export const facebookUserId = '10150000000000001';
export const ref = `instagram:${accountId}`;
export const accessToken = 'IGAA-canary-7d3f';
export const now = new Date('2026-08-22T18:00:00Z');
export const mediaIds = Array.from({ length: 25 }, (_, index) => `18000000000000${99 - index}7`);

export type Door = 'instagram-login' | 'instagram-facebook';

export const json = (
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): PlatformAnswer => ({
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

export interface Problem {
  readonly code: number;
  readonly subcode?: number;
  readonly message?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
}

export const graphError = (problem: Problem): PlatformAnswer =>
  json(
    {
      error: {
        message: problem.message ?? `(#${problem.code}) caption-canary-5e1f ${accessToken}`,
        type: 'OAuthException',
        code: problem.code,
        ...(problem.subcode !== undefined && { error_subcode: problem.subcode }),
        fbtrace_id: 'A1b2C3d4',
      },
    },
    problem.status ?? 400,
    problem.headers,
  );

export const metricRefused = (metric: string): PlatformAnswer =>
  graphError({
    code: 100,
    message: `(#100) The Media Insights API does not support the ${metric} metric for this media product type.`,
  });

const publishedAt = (index: number): string =>
  `${new Date(Date.parse('2026-08-20T12:00:00Z') - index * 6 * 3_600_000).toISOString().slice(0, 19)}+0000`;

/** FEED picture, FEED album, reel, FEED video, then again. */
const kinds = [
  ['IMAGE', 'FEED'],
  ['CAROUSEL_ALBUM', 'FEED'],
  ['VIDEO', 'REELS'],
  ['VIDEO', 'FEED'],
] as const;
export const kindOf = (index: number) => kinds[index % kinds.length] ?? kinds[0];

const medium = (index: number) => ({
  id: mediaIds[index],
  caption: `Post ${index} #acme`,
  media_type: kindOf(index)[0],
  media_product_type: kindOf(index)[1],
  permalink: `https://www.instagram.com/p/C${index}/`,
  timestamp: publishedAt(index),
  like_count: 10 + index,
  comments_count: index,
});

const row = (name: string, value: number) => ({
  name,
  period: 'lifetime',
  values: [{ value }],
  title: 'Ein Titel in der Sprache des Nutzers',
  id: `1/insights/${name}/lifetime`,
});

const figures: Readonly<Record<string, number>> = {
  views: 500,
  reach: 400,
  shares: 5,
  saved: 6,
  ig_reels_avg_watch_time: 12_549,
  ig_reels_video_view_total_time: 30_017_581,
};

/** Of the wished metrics, in the order asked; those of reels are refused to others, as Meta does. */
function playMediaInsights(index: number, metrics: readonly string[]): PlatformAnswer {
  const misfit = metrics.find(
    (name) => name.startsWith('ig_reels') && kindOf(index)[1] !== 'REELS',
  );
  if (misfit !== undefined) return metricRefused(misfit);
  return json({ data: metrics.map((name) => row(name, figures[name] ?? 0)) });
}

/** What every answer with pages has: finished URLs with the token in them. */
const leakyLink = (edge: string) =>
  `https://graph.facebook.com/v25.0/${accountId}/${edge}?access_token=${accessToken}&limit=10`;

/** The second page is short, and an empty one that was promised ends the listing. */
function playMedia(after: string | null): PlatformAnswer {
  const start = after === null ? 0 : Number(/^QVFI(\d+)ZD$/.exec(after)?.[1]);
  if (Number.isNaN(start)) return graphError({ code: 100, message: 'Invalid cursor' });
  const end = start === 10 ? 13 : Math.min(start + 10, mediaIds.length);
  const indices = mediaIds.map((_, index) => index).slice(start, end);
  if (indices.length === 0) return json({ data: [] });
  return json({
    data: indices.map(medium),
    paging: {
      cursors: { before: `QVFI${start}ZD`, after: `QVFI${end}ZD` },
      next: `${leakyLink('media')}&after=QVFI${end}ZD`,
      ...(start > 0 && { previous: `${leakyLink('media')}&before=QVFI${start}ZD` }),
    },
  });
}

const dayMs = 86_400_000;

/** Midnights in summer: 07:00Z. */
function midnightsWithin(query: URLSearchParams): string[] {
  const [since, until] = ['since', 'until'].map((name) => Number(query.get(name)) * 1_000);
  const midnights: string[] = [];
  const first = Math.ceil(((since ?? 0) + 1 - 7 * 3_600_000) / dayMs) * dayMs + 7 * 3_600_000;
  for (let ms = first; ms <= Math.min(until ?? 0, now.getTime()); ms += dayMs) {
    midnights.push(`${new Date(ms).toISOString().slice(0, 19)}+0000`);
  }
  return midnights;
}

const parts = {
  age: [
    ['25-34', 60],
    ['18-24', 40],
  ],
  gender: [
    ['F', 70],
    ['M', 20],
    ['U', 10],
  ],
  country: [['DE', 100]],
  city: [['London, England', 50]],
} as const;

function playAccountInsights(query: URLSearchParams): PlatformAnswer {
  const metrics = (query.get('metric') ?? '').split(',');
  const paging = { next: leakyLink('insights'), previous: leakyLink('insights') };
  if (metrics.includes('follower_demographics')) {
    const dimension = query.get('breakdown') as keyof typeof parts;
    const results = parts[dimension].map(([name, value]) => ({ dimension_values: [name], value }));
    const total_value = { breakdowns: [{ dimension_keys: [dimension], results }] };
    return json({ data: [{ name: metrics[0], period: 'lifetime', total_value }] });
  }
  const ends = midnightsWithin(query);
  if (query.get('metric_type') === 'total_value') {
    const data = metrics.map((name, index) => ({
      name,
      period: 'day',
      total_value: { value: 100 * (index + 1) + ends.length },
    }));
    return json({ data: ends.length === 0 ? [] : data, paging });
  }
  const hours = Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [hour, hour * 2]));
  const data = metrics.map((name) => ({
    name,
    period: query.get('period'),
    values: ends.map((end_time, index) => ({
      value: name === 'online_followers' ? hours : 7 + index,
      end_time,
    })),
  }));
  return json({ data: ends.length === 0 ? [] : data, paging });
}

/** `GET` of the Graph API for the token of `ref`. */
export const playInstagram =
  (door: Door) =>
  ({ url, headers }: PlatformRequest): PlatformAnswer => {
    const query = url.searchParams;
    if (headers?.authorization !== `Bearer ${accessToken}`) return graphError({ code: 190 });
    const [, version, node = '', edge] = url.pathname.split('/');
    if (version !== 'v25.0') return graphError({ code: 2500 });
    const isAccount = node === (door === 'instagram-login' ? 'me' : accountId);
    const index = mediaIds.indexOf(node);
    if (edge === undefined && isAccount) {
      // A bare int64, as the platform sends it.
      return json(
        `{"id":"${door === 'instagram-login' ? appScopedId : accountId}",${
          door === 'instagram-login' ? `"user_id":${accountId},` : ''
        }"username":"acme","name":"Acme","followers_count":12345}`,
      );
    }
    if (edge === undefined && index >= 0) return json(medium(index));
    if (edge === 'insights' && index >= 0) {
      return playMediaInsights(index, (query.get('metric') ?? '').split(','));
    }
    if (node === accountId && edge === 'media') return playMedia(query.get('after'));
    if (node === accountId && edge === 'insights') return playAccountInsights(query);
    return graphError({ code: 100, subcode: 33, message: 'Unsupported get request' });
  };
