import type { PlatformAnswer, PlatformRequest } from '@viral-scan/contracts';

/** A profile as the Threads API plays it here; ids above 2^53, newest post first. */
export const userId = '24850000000000001';
export const otherUserId = '24850000000000002';
export const ref = `threads:${userId}`;
export const accessToken = 'THAA-canary-7d3f';
export const now = new Date('2026-08-22T18:00:00Z');
export const postIds = Array.from({ length: 25 }, (_, index) => `18000000000001${99 - index}7`);
/** Of a post of somebody else that the profile has reposted. */
export const repostId = '18000000000009997';
export const foreignPostId = '18000000000000017';

export const json = (body: unknown, status = 200): PlatformAnswer => ({
  status,
  headers: {},
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

export interface Problem {
  readonly code: number;
  readonly subcode?: number;
  readonly message?: string;
  readonly status?: number;
}

export const graphError = ({ code, subcode, message, status = 400 }: Problem): PlatformAnswer =>
  json(
    {
      error: {
        message: message ?? `(#${code}) caption-canary-5e1f ${accessToken}`,
        type: 'OAuthException',
        code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        fbtrace_id: 'A1b2C3d4',
      },
    },
    status,
  );
export const gone = graphError({ code: 100, subcode: 33 });

const graphTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+0000`;
const publishedAt = (index: number): string =>
  graphTime(Date.parse('2026-08-20T12:00:00Z') - index * 6 * 3_600_000);

const thread = (index: number) => ({
  id: postIds[index],
  media_type: (['TEXT_POST', 'IMAGE', 'VIDEO', 'CAROUSEL_ALBUM'] as const)[index % 4],
  permalink: `https://www.threads.com/@acme/post/C${index}?utm=app`,
  text: `Post ${index} #acme`,
  timestamp: publishedAt(index),
  topic_tag: index === 1 ? 'acme' : undefined,
  link_attachment_url: index === 4 ? 'https://acme.example/' : undefined,
  owner: { id: userId },
});
const repost = {
  id: repostId,
  media_type: 'REPOST_FACADE',
  permalink: 'https://www.threads.com/@acme/post/R',
  text: 'words of somebody else',
  timestamp: publishedAt(12.5),
};
const listed = [
  ...postIds.slice(0, 13).map((_, index) => thread(index)),
  repost,
  ...postIds.slice(13).map((_, index) => thread(13 + index)),
];

/** Cursors come with the last page too; what is behind it is empty. */
function playThreads(query: URLSearchParams): PlatformAnswer {
  const after = query.get('after');
  const start = after === null ? 0 : Number(/^QVFI(\d+)ZD$/.exec(after)?.[1]);
  if (Number.isNaN(start)) return graphError({ code: 100, message: 'Invalid cursor' });
  const end = start + Number(query.get('limit'));
  const data = listed.slice(start, end);
  const cursors = { before: `QVFI${start}ZD`, after: `QVFI${end}ZD` };
  return json(data.length === 0 ? { data } : { data, paging: { cursors } });
}

export const figures = {
  views: 1_270,
  likes: 100,
  replies: 10,
  reposts: 4,
  quotes: 1,
  shares: 2,
} as const;
const row = (name: string, more: object) => ({
  name,
  period: 'lifetime',
  title: 'Ein Titel in der Sprache des Nutzers',
  id: `1/insights/${name}/lifetime`,
  ...more,
});
const playInsights = (metrics: readonly string[]): PlatformAnswer =>
  json({
    data: metrics.map((name) =>
      row(name, { values: [{ value: figures[name as keyof typeof figures] ?? 0 }] }),
    ),
  });

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Summer midnights within a window, each with the number of its day. */
export function midnightsWithin(query: URLSearchParams): { ms: number; day: number }[] {
  const since = Number(query.get('since')) * 1_000;
  const until = Math.min(Number(query.get('until')) * 1_000, now.getTime());
  const midnights: { ms: number; day: number }[] = [];
  for (let day = Math.floor((since - 7 * hourMs) / dayMs) + 1; ; day += 1) {
    const ms = day * dayMs + 7 * hourMs;
    if (ms > until) return midnights;
    midnights.push({ ms, day });
  }
}

const groups: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  age: [
    ['25-34', 60],
    ['18-24', 40],
  ],
  gender: [
    ['F', 75],
    ['M', 25],
  ],
  country: [['DE', 100]],
  city: [['London, England', 50]],
};

function playUserInsights(query: URLSearchParams): PlatformAnswer {
  const breakdown = query.get('breakdown') ?? '';
  const rowOf = (metric: string): object => {
    switch (metric) {
      case 'views':
        return row(metric, {
          period: 'day',
          values: midnightsWithin(query).map(({ ms, day }) => ({
            value: day % 1_000,
            // Threads has been seen to say 08:00 in summer as well.
            end_time: graphTime(ms + hourMs),
          })),
        });
      case 'clicks':
        return row(metric, {
          link_total_values: [{ value: 3, link_url: 'https://acme.example/' }],
        });
      case 'follower_demographics': {
        const results = (groups[breakdown] ?? []).map(([name, value]) => ({
          dimension_values: [name],
          value,
        }));
        const breakdowns = [{ dimension_keys: [breakdown], results }];
        return row(metric, { total_value: { breakdowns } });
      }
      case 'followers_count':
        return row(metric, { total_value: { value: 12_345 } });
      default:
        return row(metric, { total_value: { value: midnightsWithin(query).length } });
    }
  };
  return json({ data: (query.get('metric') ?? '').split(',').map(rowOf) });
}

/**
 * What anyone may see of the same profile, who names it `acme`: its posts in pages of at most
 * `pageSize`, however long they are asked for.
 */
export function playThreadsProfiles(request: PlatformRequest, pageSize = 50): PlatformAnswer {
  const { pathname, searchParams: query } = request.url;
  const isKnown = query.get('username')?.toLowerCase() === 'acme';
  if (pathname === '/v1.0/profile_lookup' && isKnown) {
    return json({ username: 'acme', name: 'Acme', follower_count: 12_345, views_count: 7 });
  }
  if (pathname !== '/v1.0/profile_posts' || !isKnown) return graphError({ code: 100 });
  const url = new URL(`/v1.0/me/threads?limit=${pageSize}`, request.url);
  const after = query.get('after');
  if (after !== null) url.searchParams.set('after', after);
  return playThreadsApi({ ...request, url });
}

export function playThreadsApi({ url, headers }: PlatformRequest): PlatformAnswer {
  if (headers?.authorization !== `Bearer ${accessToken}`) return graphError({ code: 190 });
  const query = url.searchParams;
  const [version, node = '', edge] = url.pathname.split('/').slice(1);
  if (version !== 'v1.0') return graphError({ code: 2_500 });
  if (node === 'me') {
    switch (edge) {
      case undefined:
        return json({ id: userId, username: 'acme', name: 'Acme' });
      case 'threads':
        return playThreads(query);
      case 'threads_insights':
        return playUserInsights(query);
      default:
        return graphError({ code: 2_500 });
    }
  }
  const found = listed.find(({ id }) => id === node);
  if (found === undefined) return gone;
  if (edge === undefined) return json(found);
  if (found.id === repostId) return json({ data: [] });
  return playInsights((query.get('metric') ?? '').split(','));
}
