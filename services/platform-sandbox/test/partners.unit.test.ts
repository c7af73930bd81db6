import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sandboxOf } from './sandbox.ts';

const startMs = Date.parse('2026-11-22T12:00:00Z');
let nowMs = startMs;
const { app } = sandboxOf({ realNow: () => nowMs });
let base = '';
beforeAll(async () => {
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const control = async (method: string, path = '', body?: object) => {
  const response = await fetch(`${base}/_sandbox/partners${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return response.status === 204 ? null : JSON.parse(await response.text());
};
const partner = async (name: string) => (await control('GET')).partners[name];
beforeEach(async () => {
  nowMs = startMs;
  await control('DELETE');
  for (const name of ['viral-engine', 'orchestrator']) await control('DELETE', `/${name}/fault`);
});

const post = {
  content: 'a text',
  account_id: 'threads:somebody',
  post_url: 'https://www.threads.com/@somebody/post/1',
  timestamp: '2026-11-20T10:00:00.000Z',
  likes: 3,
  comments: 2,
  shares: 1,
  engagement_rate: 0.5,
  performance_percentile: 99.5,
};
const firstId = '0198f000-0000-7000-8000-000000000001';
const secondId = '0198f000-0000-7000-8000-000000000002';
const ingest = (body: unknown, headers: Record<string, string> = { 'ce-id': firstId }) =>
  fetch(`${base}/viral-engine/patterns/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(300),
  });
const eventOf = (id: string, partitionkey: string) => ({
  specversion: '1.0',
  id,
  source: 'viral-scan',
  type: 'viral.scraping.completed',
  subject: 'a-task',
  time: '2026-11-22T12:00:00.000Z',
  datacontenttype: 'application/json',
  partitionkey,
  data: { status: 'completed' },
});
const tell = (event: object, contentType = 'application/cloudevents+json') =>
  fetch(`${base}/orchestrator/events`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: JSON.stringify(event),
  });

describe('the viral engine', () => {
  test('takes posts and remembers the event they came with, without its credentials', async () => {
    const headers = {
      'ce-id': firstId,
      'ce-type': 'viral.pattern.identified',
      'ce-partitionkey': 'threads:somebody',
      authorization: 'Bearer secret-of-the-partner',
    };
    const taken = await ingest({ posts: [post, post] }, headers);
    expect([taken.status, await taken.json()]).toEqual([200, { ingested: 2 }]);
    expect(await control('GET', '/viral-engine/received')).toEqual({
      received: [
        {
          seq: expect.any(Number),
          id: firstId,
          type: 'viral.pattern.identified',
          partition_key: 'threads:somebody',
          received_at: '2026-11-22T12:00:00.000Z',
          duplicate: false,
          headers: expect.objectContaining({
            'ce-id': firstId,
            'content-type': 'application/json',
            authorization: 'Bearer',
          }),
          body: { posts: [post, post] },
        },
      ],
      more: false,
    });
  });

  test.each([
    ['no ce-id', { posts: [] }, {}, 'missing', ['header', 'ce-id']],
    ['broken JSON', '{"posts":', undefined, 'json_invalid', ['body', 0]],
    ['no posts', {}, undefined, 'missing', ['body', 'posts']],
    ['more', { posts: [], more: 1 }, undefined, 'extra_forbidden', ['body', 'more']],
    [
      'a field that no post has',
      { posts: [{ ...post, views: 1 }] },
      undefined,
      'extra_forbidden',
      ['body', 'posts', 0, 'views'],
    ],
    [
      'a negative count',
      { posts: [post, { ...post, likes: -1 }] },
      undefined,
      'greater_than_equal',
      ['body', 'posts', 1, 'likes'],
    ],
    [
      'a rate above 1',
      { posts: [{ ...post, engagement_rate: 1.1 }] },
      undefined,
      'less_than_equal',
      ['body', 'posts', 0, 'engagement_rate'],
    ],
  ])('refuses %s with 422 and says where', async (_what, body, headers, type, loc) => {
    const refused = await ingest(body, headers);
    expect(refused.status).toBe(422);
    const { detail } = JSON.parse(await refused.text());
    expect(detail[0]).toMatchObject({ type, loc });
    expect(await partner('viral-engine')).toMatchObject({ received: 0, refused: 1 });
  });
});

describe('the orchestrator', () => {
  test('takes CloudEvents in structured mode only', async () => {
    expect((await tell(eventOf(firstId, 'a'))).status).toBe(202);
    expect((await tell(eventOf(firstId, 'a'), 'application/json')).status).toBe(415);
    const refused = await tell({ ...eventOf(firstId, 'a'), type: 'viral.else' });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ detail: [{ loc: ['body', 'type'] }] });
  });

  test('shows duplicates, and the order of each partition key', async () => {
    for (const [id, key] of [
      [firstId, 'a'],
      [secondId, 'b'],
      [secondId, 'a'],
      [firstId, 'a'],
    ] as const) {
      await tell(eventOf(id, key));
    }
    const seen = await partner('orchestrator');
    expect(seen).toMatchObject({ received: 4, distinct_ids: 2, duplicates: 2, refused: 0 });
    const orderOf = (key: string) =>
      seen.by_partition_key[key].map(({ id, duplicate }: { id: string; duplicate: boolean }) => [
        id,
        duplicate,
      ]);
    expect(orderOf('a')).toEqual([
      [firstId, false],
      [secondId, true],
      [firstId, true],
    ]);
    expect(orderOf('b')).toEqual([[secondId, false]]);
  });

  test('its list is read page by page, and forgotten when told to', async () => {
    for (const id of [firstId, secondId, firstId]) await tell(eventOf(id, 'a'));
    const first = await control('GET', '/orchestrator/received?limit=2');
    const { seq } = first.received[1];
    const rest = await control('GET', `/orchestrator/received?limit=2&after=${seq}`);
    expect([first.more, first.received.length, rest.more, rest.received.length]).toEqual([
      true,
      2,
      false,
      1,
    ]);
    await control('DELETE');
    expect(await partner('orchestrator')).toMatchObject({ received: 0, by_partition_key: {} });
  });
});

describe('faults of partners', () => {
  test.each([
    [{ kind: 'down', status: 502 }, 502],
    [{}, 503],
    [{ kind: 'html' }, 200],
    [{ kind: 'redirect' }, 307],
    [{ kind: 'reset' }, null],
    [{ kind: 'hang' }, null],
  ])(
    '%o strikes every delivery until it is taken back; nothing is recorded',
    async (fault, expected) => {
      await control('PUT', '/viral-engine/fault', fault);
      const status = () =>
        ingest({ posts: [] }).then(
          (answer) => answer.status,
          () => null,
        );
      expect(await status()).toBe(expected);
      nowMs += 1_000;
      expect(await status()).toBe(expected);
      const seen = await partner('viral-engine');
      expect(seen).toMatchObject({ received: 0, refused: 0, refused_by_fault: 2 });
      const [first = '', second = ''] = seen.refused_by_fault_at;
      expect(Date.parse(second) - Date.parse(first)).toBe(1_000);
      expect((await tell(eventOf(firstId, 'a'))).status).toBe(202);
      await control('DELETE', '/viral-engine/fault');
      expect(await status()).toBe(200);
    },
  );

  test('end by themselves when their time is over', async () => {
    const put = await control('PUT', '/orchestrator/fault', { retry_after_s: 7, for_seconds: 60 });
    expect(put.fault.until).toBe(new Date(nowMs + 60_000).toISOString());
    const struck = await tell(eventOf(firstId, 'a'));
    expect([struck.status, struck.headers.get('retry-after')]).toEqual([503, '7']);
    nowMs += 60_000;
    expect((await tell(eventOf(firstId, 'a'))).status).toBe(202);
  });

  test.each([{ kind: 'fire' }, { kind: 'html', status: 500 }, { status: 200 }, { for_seconds: 0 }])(
    '%o is refused',
    async (fault) => {
      expect((await control('PUT', '/viral-engine/fault', fault)).error).toMatch(/./);
      expect((await partner('viral-engine')).fault).toBeNull();
    },
  );
});

test('the page for people draws what came last, and takes nothing of it as HTML', async () => {
  await ingest({ posts: [post] }, { 'ce-id': '<b>id</b>', 'ce-type': 'viral.pattern.identified' });
  await tell(eventOf(secondId, 'threads:somebody'));
  const page = await (await fetch(base)).text();
  expect(page).toContain('&lt;b&gt;id&lt;/b&gt;<td>1 posts');
  expect(page).toContain(`<td>threads:somebody<td>${secondId}<td>`);
  expect(page).not.toContain('<b>id');
});
