import {
  type ConnectorCall,
  noMetrics,
  type PlatformAnswer,
  type PlatformRequest,
  UpstreamContractBroken,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { tiktokDisplayConnector } from '../src/index.ts';
import { accessToken, displayData, displayError, json, now, openId, ref } from './tiktok-world.ts';

const since = new Date('2026-08-01T00:00:00Z');
const cursor = JSON.stringify([openId, null]);
const call: ConnectorCall = {
  signal: new AbortController().signal,
  onBehalfOf: 'somebody',
  accessToken,
};

function connectorAnswering(...replies: PlatformAnswer[]) {
  const asked: PlatformRequest[] = [];
  const connector = tiktokDisplayConnector({
    baseUrl: 'https://api.example/',
    now: () => now,
    http: async (request) => {
      asked.push(request);
      return replies.shift() ?? json('', 500);
    },
  });
  return { connector, asked };
}

const video = (more: object = {}) => ({
  id: '7310000000000000001',
  create_time: Date.parse('2026-08-20T00:00:00Z') / 1_000,
  ...more,
});
const listPage = (data: unknown, from = cursor) =>
  connectorAnswering(displayData(data)).connector.fetchPostsPage({ cursor: from, since }, call);
const readOne = async (more: object) =>
  (await listPage({ videos: [video(more)], has_more: false })).posts[0];

describe('the Display listing', () => {
  test('is a POST with the fields in the query and the cursor in the body', async () => {
    const { connector, asked } = connectorAnswering(displayData({ videos: [], has_more: false }));
    await connector.fetchPostsPage({ cursor: `["${openId}",1646883959000]`, since }, call);
    expect(asked[0]).toMatchObject({
      api: 'tiktok-display',
      operation: 'video/list',
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    });
    expect(asked[0]?.url.href).toMatch(
      /^https:\/\/api\.example\/v2\/video\/list\/\?fields=id%2Ccreate_time%2C/,
    );
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ max_count: 20, cursor: 1_646_883_959_000 });
  });

  test('goes on past an empty page while there is more', async () => {
    const page = await listPage({ videos: [], cursor: 1_700_000_000_000, has_more: true });
    expect(page).toEqual({ posts: [], nextCursor: `["${openId}",1700000000000]` });
  });

  test('breaks the contract with a cursor that does not move', async () => {
    const from = `["${openId}",1646883959000]`;
    const failed = listPage({ videos: [], cursor: 1_646_883_959_000, has_more: true }, from);
    await expect(failed).rejects.toThrow('video/list.data.cursor does not move on');
  });

  test.each([
    ['video/list.error.code is missing', json({ data: { videos: [], has_more: false } })],
    ['video/list.error is not an object', json({ data: {}, error: 'ok' })],
    ['video/list is not an object', json([])],
    ['video/list was answered with HTML', json('<html>')],
    ['video/list.data.videos is not a list', displayData({ videos: 7, has_more: false })],
    ['video/list.data.has_more is missing', displayData({ videos: [] })],
    ['video/list.data.has_more is missing', displayData(null)],
  ])('breaks the contract where %s', async (said, answer) => {
    const { connector } = connectorAnswering(answer);
    const failed = connector.fetchPostsPage({ cursor, since }, call);
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(said);
  });
});

describe('a Display post', () => {
  test('of a sparse video has null counters, and no private figures', async () => {
    const one = await readOne({ view_count: 0 });
    expect(one?.metrics).toEqual({ ...noMetrics, views: 0 });
    expect([one?.retention, one?.watch]).toEqual([null, undefined]);
  });

  test.each([
    ['Same', 'Same', 'Same'],
    ['Cut of', 'Cut of the whole', 'Cut of the whole'],
    ['', 'Only this', 'Only this'],
    ['Only that', undefined, 'Only that'],
    ['My day', 'Told in pictures', 'My day\nTold in pictures'],
    [undefined, undefined, null],
  ])('with title %s and description %s has the caption %s', async (title, text, caption) => {
    expect((await readOne({ title, video_description: text }))?.post.caption).toBe(caption);
  });

  test('without a length is no video for sure', async () => {
    expect((await readOne({ duration: 0 }))?.post).toMatchObject({
      type: 'unknown',
      durationSeconds: null,
    });
  });

  test('without a time has that of its id, if it holds one', async () => {
    const of = (id: string) => readOne({ id, create_time: undefined });
    // 1787184000 (2026-08-20) in the upper 32 bits
    const id = (1_787_184_000n << 32n).toString();
    expect((await of(id))?.post.publishedAt).toEqual(new Date('2026-08-20T00:00:00Z'));
    await expect(of('12345')).rejects.toThrow('videos[0].create_time is missing');
    await expect(of('99999999999999999')).rejects.toThrow('create_time is missing');
  });

  test('by id is asked for with the ids TikTok can have; others are left out', async () => {
    const videos = [video(), video({ id: '8' }), video()];
    const { connector, asked } = connectorAnswering(displayData({ videos }));
    const ids = ['7310000000000000001', 'x'];
    const posts = await connector.fetchPosts({ ref, ids }, call);
    expect(posts.map(({ post }) => post.externalId)).toEqual(['7310000000000000001']);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      filters: { video_ids: ['7310000000000000001'] },
    });
  });
});

describe('a Display account', () => {
  test('is read without what its user has not granted', async () => {
    const { connector, asked } = connectorAnswering(
      displayError(401, 'scope_not_authorized'),
      displayData({ user: { open_id: openId, display_name: 'Acme' } }),
    );
    const { profile } = await connector.fetchAccount(ref, call);
    expect(profile).toMatchObject({ name: 'Acme', handle: null, followers: null });
    expect(asked[1]?.url.searchParams.get('fields')).toBe('open_id,display_name');
  });

  test('of another user needs another consent', async () => {
    const { connector } = connectorAnswering(displayData({ user: { open_id: 'somebody-else' } }));
    const failed = connector.fetchAccount(ref, call);
    await expect(failed).rejects.toMatchObject({ code: 'reauthorization_required' });
  });

  test.each([{}, { user: {} }, { user: 'x' }, { user: { open_id: '\u0007' } }])(
    'without an open id breaks the contract: %j',
    async (data) => {
      const { connector } = connectorAnswering(displayData(data));
      await expect(connector.fetchAccount(ref, call)).rejects.toBeInstanceOf(
        UpstreamContractBroken,
      );
    },
  );

  test('that a failing server puts off is called again when it says', async () => {
    const reply = { status: 503, text: '<html>', headers: { 'retry-after': '7' } };
    const { connector } = connectorAnswering(reply);
    await expect(connector.fetchAccount(ref, call)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 7_000,
    });
  });

  test('that a failing server calls ok is not', async () => {
    const { connector } = connectorAnswering(displayError(503, 'ok'));
    const failed = connector.fetchAccount(ref, call);
    await expect(failed).rejects.toThrow('TikTok answered 503 to user/info (request 2022)');
  });
});
