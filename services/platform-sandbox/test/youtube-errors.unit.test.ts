import { afterAll, describe, expect, test } from 'vitest';
import { sandboxOf, world } from './sandbox.ts';

const { app, youtube } = sandboxOf();
afterAll(() => app.close());
const own = world.truth.accountId;
const uploads = `UU${own.slice(2)}`;

const cases: [
  what: string,
  path: string,
  query: Record<string, string>,
  status: number,
  domain: string,
  reason: string,
][] = [
  ['no key', 'videos', { key: '', part: 'id', id: 'x' }, 403, 'global', 'forbidden'],
  [
    'an unknown key',
    'videos',
    { key: 'no', part: 'id', id: 'x' },
    400,
    'usageLimits',
    'keyInvalid',
  ],
  ['no part', 'videos', { id: 'x' }, 400, 'youtube.parameter', 'missingRequiredParameter'],
  [
    'an empty part',
    'channels',
    { part: ',', id: own },
    400,
    'youtube.parameter',
    'missingRequiredParameter',
  ],
  [
    'an unknown part',
    'channels',
    { part: 'id,secrets', id: own },
    400,
    'youtube.part',
    'unknownPart',
  ],
  ['no filter', 'channels', { part: 'id' }, 400, 'youtube.parameter', 'missingRequiredParameter'],
  [
    'two filters',
    'channels',
    { part: 'id', id: own, forHandle: '@x' },
    400,
    'youtube.parameter',
    'incompatibleParameters',
  ],
  [
    '51 ids',
    'videos',
    { part: 'id', id: Array.from({ length: 51 }, (_, i) => `v${i}`).join(',') },
    400,
    'youtube.parameter',
    'invalidFilters',
  ],
  [
    'mine without a token',
    'channels',
    { part: 'id', mine: 'true' },
    401,
    'youtube.parameter',
    'authorizationRequired',
  ],
  [
    'too large a page',
    'playlistItems',
    { part: 'id', playlistId: uploads, maxResults: '51' },
    400,
    'global',
    'invalidParameter',
  ],
  [
    'a page size in words',
    'playlistItems',
    { part: 'id', playlistId: uploads, maxResults: 'all' },
    400,
    'global',
    'invalidParameter',
  ],
  [
    'an unknown playlist',
    'playlistItems',
    { part: 'id', playlistId: 'UUnobody' },
    404,
    'youtube.playlistItem',
    'playlistNotFound',
  ],
  [
    'a playlist that lists no uploads',
    'playlistItems',
    { part: 'id', playlistId: own },
    404,
    'youtube.playlistItem',
    'playlistNotFound',
  ],
  [
    'a made-up page token',
    'playlistItems',
    { part: 'id', playlistId: uploads, pageToken: 'CDIQAA' },
    400,
    'youtube.parameter',
    'invalidPageToken',
  ],
  ['an unknown path', 'search', { part: 'id', q: 'x' }, 404, 'global', 'notFound'],
];

describe('errors of the Data API', () => {
  test.each(cases)('%s', async (_what, path, query, status, domain, reason) => {
    const answer = await youtube(path, query);
    expect(answer.status).toBe(status);
    expect(answer.body.error.code).toBe(status);
    expect(answer.body.error.errors).toHaveLength(1);
    expect(answer.body.error.errors[0]).toMatchObject({
      domain,
      reason,
      message: answer.body.error.message,
    });
  });

  test('a call without a key is refused with the status PERMISSION_DENIED', async () => {
    const { body } = await youtube('videos', { key: '', part: 'id', id: 'x' });
    expect(body.error.status).toBe('PERMISSION_DENIED');
    expect(body.error.message).toMatch(/^Method doesn't allow unregistered callers/);
  });

  test('a bearer token is unknown here and challenged', async () => {
    const { status, headers, body } = await youtube(
      'channels',
      { part: 'id', id: own },
      { authorization: 'Bearer stale' },
    );
    expect([status, body.error.errors[0].reason]).toEqual([401, 'authError']);
    expect(headers['www-authenticate']).toMatch(/error=invalid_token/);
  });

  test('a page token belongs to its request', async () => {
    const query = { part: 'id', playlistId: uploads, maxResults: '10' };
    const { body } = await youtube('playlistItems', query);
    const other = `UU${world.truth.noEffectAccountId.slice(2)}`;
    for (const change of [{ playlistId: other }, { maxResults: '20' }]) {
      const refused = await youtube('playlistItems', {
        ...query,
        ...change,
        pageToken: body.nextPageToken,
      });
      expect(refused.body.error.errors[0].reason).toBe('invalidPageToken');
    }
  });

  test('the key may come in a header', async () => {
    const url = `/youtube/v3/channels?part=id&id=${own}`;
    const answer = await app.inject({ url, headers: { 'x-goog-api-key': 'test-key' } });
    expect(answer.statusCode).toBe(200);
  });
});

describe('etags', () => {
  const query = { part: 'snippet', id: own };

  test.each(['plain', 'quoted', 'weak', 'in a list', 'any'])(
    'a %s etag gives 304 without a body',
    async (form) => {
      const { body, headers } = await youtube('channels', query);
      expect(headers.etag).toBe(`"${body.etag}"`);
      const forms: Record<string, string> = {
        plain: body.etag,
        quoted: `"${body.etag}"`,
        weak: `W/"${body.etag}"`,
        'in a list': `"other", "${body.etag}"`,
        any: '*',
      };
      const again = await youtube('channels', query, { 'if-none-match': forms[form] ?? '' });
      expect([again.status, again.body, again.headers.etag]).toEqual([304, null, headers.etag]);
    },
  );

  test('another etag, or changed counters, give the whole answer', async () => {
    const sandbox = sandboxOf();
    const counters = { part: 'statistics', id: own };
    const before = await sandbox.youtube('channels', counters);
    const headers = { 'if-none-match': String(before.headers.etag) };
    expect((await sandbox.youtube('channels', counters, headers)).status).toBe(304);
    await sandbox.setClock('2026-06-29T06:00:00Z');
    const after = await sandbox.youtube('channels', counters, headers);
    expect(after.status).toBe(200);
    expect(after.body.etag).not.toBe(before.body.etag);
    await sandbox.app.close();
  });
});
