import type { PlatformAnswer } from '@viral-scan/contracts';
import * as contracts from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { askedToWaitMs } from '../src/answer/retry-after.ts';
import { youtubeConnector } from '../src/index.ts';
import { parseIsoDuration } from '../src/iso-duration.ts';
import { nextPacificMidnight } from '../src/youtube/pacific-midnight.ts';

const now = new Date('2026-08-22T06:00:00Z');
const since = new Date('2026-08-01T00:00:00Z');
const { signal } = new AbortController();
const call = { signal, onBehalfOf: 'somebody', accessToken: null };
const cursor = '["UUx",null]';

type Reply = Partial<PlatformAnswer> | object;
const answer = (reply: Reply): PlatformAnswer =>
  'status' in reply
    ? { status: 200, headers: {}, text: '', ...reply }
    : { status: 200, headers: {}, text: JSON.stringify(reply) };

function connectorAnswering(...replies: Reply[]) {
  const asked: URL[] = [];
  const connector = youtubeConnector({
    baseUrl: 'https://api.example/youtube/v3/',
    apiKey: 'very-secret',
    now: () => now,
    http: async ({ url }) => {
      asked.push(url);
      return answer(replies.shift() ?? { status: 500 });
    },
  });
  return { connector, asked };
}

const listed = (videoId: string, videoPublishedAt?: string) => ({
  contentDetails: { videoId, videoPublishedAt },
});
const video = (id: string, publishedAt: string, more: object = {}) => ({
  id,
  snippet: { title: id, publishedAt, liveBroadcastContent: 'none' },
  contentDetails: { duration: 'PT1M' },
  ...more,
});
const failure = (status: number, reason: string, headers = {}) => ({
  status,
  headers,
  text: JSON.stringify({
    error: { code: status, errors: [{ reason, message: 'key very-secret' }] },
  }),
});

describe('listing posts', () => {
  test('keeps only posts after since and asks for no others', async () => {
    const { connector, asked } = connectorAnswering(
      {
        items: [
          listed('new', '2026-08-20T00:00:00Z'),
          listed('old', '2026-07-30T00:00:00Z'),
          listed('private'),
        ],
        nextPageToken: 'P2',
      },
      { items: [video('new', '2026-08-20T00:00:00Z'), video('private', '2026-07-01T00:00:00Z')] },
    );
    const page = await connector.fetchPostsPage({ cursor, since }, call);
    expect(page.posts.map(({ post }) => post.externalId)).toEqual(['new']);
    expect(page.nextCursor).toBe('["UUx","P2"]');
    expect(asked[1]?.searchParams.get('id')).toBe('new,private');
  });

  test('goes on past an old video out of order and ends at a page with old ones only', async () => {
    const { connector, asked } = connectorAnswering({
      items: [listed('a', '2026-08-01T00:00:00Z'), listed('b', '2026-07-01T00:00:00Z')],
      nextPageToken: 'P3',
    });
    const page = await connector.fetchPostsPage({ cursor, since }, call);
    expect(page).toEqual({ posts: [], nextCursor: null });
    expect(asked).toHaveLength(1);
  });

  test('goes on past a page without items when there is a next one', async () => {
    const { connector } = connectorAnswering({ nextPageToken: 'P4' });
    const page = await connector.fetchPostsPage({ cursor, since }, call);
    expect(page).toEqual({ posts: [], nextCursor: '["UUx","P4"]' });
  });

  test('a video that vanished between the two calls is absent', async () => {
    const { connector } = connectorAnswering(
      { items: [listed('gone', '2026-08-20T00:00:00Z')] },
      { pageInfo: { totalResults: 0 } },
    );
    const page = await connector.fetchPostsPage({ cursor, since }, call);
    expect(page).toEqual({ posts: [], nextCursor: null });
  });

  const readOne = async (more: object) => {
    const { connector } = connectorAnswering(
      { items: [listed('v', '2026-08-20T00:00:00Z')] },
      { items: [video('v', '2026-08-20T00:00:00Z', more)] },
    );
    const { posts } = await connector.fetchPostsPage({ cursor, since }, call);
    return posts[0];
  };

  test('missing statistics are null, not zero; a zero is zero', async () => {
    expect((await readOne({}))?.metrics).toEqual(contracts.noMetrics);
    const some = await readOne({ statistics: { viewCount: '0', commentCount: '2' } });
    expect(some?.metrics).toEqual({ ...contracts.noMetrics, views: 0, comments: 2 });
  });

  test('a running stream is live without a duration; an announced one is no post yet', async () => {
    const running = await readOne({ contentDetails: { duration: 'P0D' } });
    expect(running?.post).toMatchObject({ type: 'live', durationSeconds: null });
    const snippet = { publishedAt: '2026-08-20T00:00:00Z', liveBroadcastContent: 'upcoming' };
    expect(await readOne({ snippet })).toBeUndefined();
  });

  test('hostile text is cut and cleaned', async () => {
    const description = `\0\ud800${'😀'.repeat(6_000)}`;
    const snippet = { publishedAt: '2026-08-20T00:00:00Z', title: 't', description };
    const caption = (await readOne({ snippet }))?.post.caption ?? '';
    expect(caption.startsWith('t\n\ufffd😀')).toBe(true);
    expect(caption.length).toBeLessThanOrEqual(contracts.maxCaptionLength);
    expect(caption.isWellFormed()).toBe(true);
    expect(caption).not.toContain('\0');
  });

  test.each([
    ['items', { items: 7 }],
    ['items[0].snippet.publishedAt', { items: [{ id: 'v' }] }],
    ['items[0].id', { items: [{ snippet: {} }] }],
    [
      'items[0].statistics.viewCount',
      { items: [video('v', '2026-08-20T00:00:00Z', { statistics: { viewCount: '-1' } })] },
    ],
    [
      'items[0].statistics.viewCount',
      {
        items: [
          video('v', '2026-08-20T00:00:00Z', { statistics: { viewCount: '9007199254740993' } }),
        ],
      },
    ],
    [
      'items[0].contentDetails.duration',
      { items: [video('v', '2026-08-20T00:00:00Z', { contentDetails: { duration: 'soon' } })] },
    ],
  ])('a wrong %s is a broken contract that names it', async (field, videos) => {
    const { connector } = connectorAnswering(
      { items: [listed('v', '2026-08-20T00:00:00Z')] },
      videos,
    );
    const failed = connector.fetchPostsPage({ cursor, since }, call);
    await expect(failed).rejects.toBeInstanceOf(contracts.UpstreamContractBroken);
    await expect(failed).rejects.toThrow(`videos.list.${field} `);
  });

  test.each(['', '{}', '[1,2]', 'null', '["UUx"]'])(
    'the foreign cursor %s is told from a broken answer',
    async (bad) => {
      const { connector } = connectorAnswering();
      const failed = connector.fetchPostsPage({ cursor: bad, since }, call);
      await expect(failed).rejects.toBeInstanceOf(contracts.CursorExpired);
    },
  );
});

describe('reading an account', () => {
  test.each(['My Channel', 'UCshort', 'UCxxxxxxxxxxxxxxxxxxxxxx,UCyyyyyyyyyyyyyyyyyyyyyy', '@a b'])(
    '%s is no name of a channel, and nobody is asked',
    async (name) => {
      const { connector, asked } = connectorAnswering();
      const failed = connector.fetchAccount(`youtube:${name}`, call);
      await expect(failed).rejects.toBeInstanceOf(contracts.AccountNotFound);
      await expect(failed).rejects.not.toThrow(name);
      expect(asked).toEqual([]);
    },
  );

  test('handles are asked for by forHandle, ids by id', async () => {
    const { connector, asked } = connectorAnswering({ items: [] }, { items: [] });
    for (const name of ['@giel', 'UCxxxxxxxxxxxxxxxxxxxxxx']) {
      await expect(connector.fetchAccount(`youtube:${name}`, call)).rejects.toThrow(
        /^YouTube knows no such channel$/,
      );
    }
    expect(asked[0]?.searchParams.get('forHandle')).toBe('@giel');
    expect(asked[1]?.searchParams.get('id')).toBe('UCxxxxxxxxxxxxxxxxxxxxxx');
    expect(asked[1]?.href).toContain('https://api.example/youtube/v3/channels?');
  });

  const errorTable: [string, Reply, keyof typeof contracts][] = [
    ['keyInvalid', failure(400, 'keyInvalid'), 'UpstreamRefused'],
    ['accessNotConfigured', failure(403, 'accessNotConfigured'), 'UpstreamRefused'],
    ['forbidden', failure(403, 'forbidden'), 'UpstreamRefused'],
    ['quotaExceeded', failure(403, 'quotaExceeded'), 'QuotaExhausted'],
    ['dailyLimitExceeded', failure(403, 'dailyLimitExceeded'), 'QuotaExhausted'],
    ['rateLimitExceeded', failure(403, 'rateLimitExceeded'), 'RateLimited'],
    ['userRateLimitExceeded', failure(403, 'userRateLimitExceeded'), 'RateLimited'],
    ['429 without a body', { status: 429 }, 'RateLimited'],
    ['playlistNotFound', failure(404, 'playlistNotFound'), 'AccountNotFound'],
    ['a bad gateway in HTML', { status: 502, text: '<html>' }, 'UpstreamUnavailable'],
    ['invalidPageToken', failure(400, 'invalidPageToken'), 'CursorExpired'],
    ['a 404 in HTML', { status: 404, text: '<html>' }, 'UpstreamContractBroken'],
    [
      'HTML for JSON',
      { status: 200, text: '<!doctype html>very-secret' },
      'UpstreamContractBroken',
    ],
    ['truncated JSON', { status: 200, text: '{"items":[{"id":"very-se' }, 'UpstreamContractBroken'],
    ['a list for an object', { status: 200, text: '[]' }, 'UpstreamContractBroken'],
    ['null', { status: 200, text: 'null' }, 'AccountNotFound'],
  ];
  test.each(errorTable)('%s becomes the domain error, without the key', async (_, reply, name) => {
    const { connector } = connectorAnswering(reply);
    const error: unknown = await connector
      .fetchAccount('youtube:UCxxxxxxxxxxxxxxxxxxxxxx', call)
      .catch((caught) => caught);
    expect((error as Error).constructor.name).toBe(name);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('very-s');
    expect((error as Error).cause).toBeUndefined();
  });

  test('the quota resets at the next midnight in Los Angeles', async () => {
    const { connector } = connectorAnswering(failure(403, 'quotaExceeded'));
    const failed = connector.fetchAccount('youtube:UCxxxxxxxxxxxxxxxxxxxxxx', call);
    await expect(failed).rejects.toMatchObject({ resetsAt: new Date('2026-08-22T07:00:00Z') });
  });

  test.each(['7', 'Sat, 22 Aug 2026 06:00:07 GMT'])(
    'a server that is away until Retry-After %s is called again then',
    async (header) => {
      const reply = { status: 503, text: '<html>', headers: { 'retry-after': header } };
      const { connector } = connectorAnswering(reply);
      const failed = connector.fetchAccount('youtube:UCxxxxxxxxxxxxxxxxxxxxxx', call);
      await expect(failed).rejects.toBeInstanceOf(contracts.RateLimited);
      await expect(failed).rejects.toMatchObject({ retryAfterMs: 7_000 });
    },
  );

  test('Retry-After is obeyed', async () => {
    const reply = failure(403, 'rateLimitExceeded', { 'retry-after': '7' });
    const { connector } = connectorAnswering(reply);
    const failed = connector.fetchAccount('youtube:UCxxxxxxxxxxxxxxxxxxxxxx', call);
    await expect(failed).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });
});

test.each([
  ['7', 7_000],
  ['Sat, 22 Aug 2026 06:00:30 GMT', 30_000],
  ['Sat, 22 Aug 2020 06:00:30 GMT', 0],
  ['999999', 3_600_000],
  ['soon', null],
  ['-1', null],
  [undefined, null],
])('Retry-After %s is %s ms', (header, expected) => {
  expect(askedToWaitMs({ headers: { 'retry-after': header } }, now)).toBe(expected);
});

test('a Retry-After date counts from the sender’s own clock', () => {
  const headers = {
    'retry-after': 'Sun, 22 Nov 2026 09:00:03 GMT',
    date: 'Sun, 22 Nov 2026 09:00:00 GMT',
  };
  expect(askedToWaitMs({ headers }, now)).toBe(3_000);
});

test.each([
  ['2026-08-22T06:59:59.999Z', '2026-08-22T07:00:00Z'],
  ['2026-08-22T07:00:00Z', '2026-08-23T07:00:00Z'],
  ['2026-03-08T09:30:00Z', '2026-03-09T07:00:00Z'],
  ['2026-11-01T08:30:00Z', '2026-11-02T08:00:00Z'],
  ['2026-12-31T12:00:00Z', '2027-01-01T08:00:00Z'],
])('after %s the next Pacific midnight is %s', (from, expected) => {
  expect(nextPacificMidnight(new Date(from))).toEqual(new Date(expected));
});

test.each([
  ['PT4M13S', 253],
  ['P1DT2H3M4S', 93_784],
  ['P0D', 0],
  ['PT0S', 0],
  ['P2W', 1_209_600],
  ['PT1.5S', 1.5],
  ['PT', null],
  ['P', null],
  ['P1Y', null],
  ['4:13', null],
  ['', null],
])('the duration %s is %s seconds', (text, expected) => {
  expect(parseIsoDuration(text)).toBe(expected);
});
