import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Person,
  publishedAt,
  rankedPost,
  type SurfaceRoom,
  surfaceRoom,
  work,
} from './surface-room.ts';

let room: SurfaceRoom;
let ada: Person;
beforeAll(async () => {
  room = await surfaceRoom();
  ada = await room.person();
});
afterAll(() => room.close());

const uuid = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const asAda = (method: string, path: string, body?: unknown) =>
  room.call(method, path, { headers: ada.headers, body });
const task = async (person: Person, account: string, body?: unknown): Promise<string> => {
  const path = `/scrape/account/${encodeURIComponent(account)}`;
  const answer = await room.call('POST', path, { headers: person.headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body as { task_id: string }).task_id;
};

describe('POST /scrape/account/{account_id}', () => {
  const defaults = { max_posts: 50, days_back: 7, min_performance_percentile: 99 };
  const given = { max_posts: 20, days_back: 3, min_performance_percentile: 95.5 };
  const taken: [fact: string, account: string, body: unknown, options: object][] = [
    ['without body', 'no_body', undefined, {}],
    ['with an empty body', 'empty_body', '', {}],
    ['with null for a body', 'null_body', 'null', {}],
    ['with an empty object', 'empty_object', {}, defaults],
    ['with all options', 'all_options', given, given],
    ['with one option', 'one_option', { days_back: 30 }, { ...defaults, days_back: 30 }],
    ['with options in texts', 'texts', { max_posts: '20' }, { ...defaults, max_posts: 20 }],
    ['with an option that is null', 'null_option', { max_posts: null }, defaults],
    ['with unknown fields', 'unknown_fields', { max_post: 5 }, defaults],
    ['with a bare handle and "@"', '@with_at', undefined, {}],
    ['with its platform', 'threads:with_platform', undefined, {}],
    ['of another platform', 'youtube:UC-M16lOcjto6EmZuLyj-LSQ', undefined, {}],
    ['of an imported account with a slash', 'file:facebook/page', undefined, {}],
    ['of 200 letters', `threads:${'ä'.repeat(200)}`, undefined, {}],
  ];
  it.each(taken)('%s is taken on', async (_, account, body, options) => {
    const path = `/scrape/account/${encodeURIComponent(account)}`;
    const answer = await asAda('POST', path, body);
    expect(answer.body).toEqual({
      task_id: uuid,
      account_id: account,
      status: 'queued',
      ...options,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '60',
    });
    expect(answer.headers).not.toHaveProperty('retry-after');
  });

  it('takes JSON whatever its type is said to be', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json',
      '',
    ]) {
      const answer = await room.call('POST', `/scrape/account/typed${type.length}`, {
        headers: { ...ada.headers, 'content-type': type },
        body: '{"max_posts": 5}',
      });
      expect(answer.body).toMatchObject({ max_posts: 5 });
    }
  });

  it('is refused with 429 for the same account inside its window, however it is spelt', async () => {
    await task(ada, 'limited');
    for (const spelling of ['limited', '@Limited', 'threads:LIMITED', 'threads:@limited']) {
      const answer = await asAda('POST', `/scrape/account/${encodeURIComponent(spelling)}`);
      expect(answer.status).toBe(429);
      const seconds = Number(answer.headers['retry-after']);
      expect(seconds).toBeGreaterThanOrEqual(50);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(answer.body).toEqual({
        detail: { error: 'Rate limit exceeded for this account', retry_after: seconds },
      });
      expect(answer.headers).toMatchObject({
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(seconds),
      });
    }
    const bob = await room.person(ada.tenantId);
    await task(bob, 'limited');
    expect(await room.deps.metrics.render()).toMatch(/rate_limit_violations_total\S* [4-9]/);
  });

  it('goes by the limit of the tenant as soon as it is changed', async () => {
    const carl = await room.person();
    await room.database.store.scrapeLimits.setLimit(carl.tenantId, {
      requests: 2,
      windowSeconds: 30,
    });
    const say = () => room.call('POST', '/scrape/account/changed', { headers: carl.headers });
    expect((await say()).headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
    });
    expect((await say()).status).toBe(200);
    expect((await say()).headers).toMatchObject({ 'x-ratelimit-limit': '2', 'retry-after': '30' });
    await room.database.store.scrapeLimits.setLimit(carl.tenantId, {
      requests: 3,
      windowSeconds: 30,
    });
    expect((await say()).headers).toMatchObject({
      'x-ratelimit-limit': '3',
      'x-ratelimit-remaining': '0',
    });
  });

  it('answers a repeated Idempotency-Key with the task of the first call', async () => {
    const say = (body: unknown, key = 'once') =>
      room.call('POST', '/scrape/account/idempotent', {
        headers: { ...ada.headers, 'idempotency-key': key },
        body,
      });
    const first = await say(given);
    const again = await say(given);
    expect(again.body).toEqual(first.body);
    expect([first, again].map(({ headers }) => headers['idempotency-replayed'])).toEqual([
      undefined,
      'true',
    ]);
    const other = await say({ ...given, days_back: 4 });
    const loc = ['header', 'idempotency-key'];
    expect([other.status, other.body]).toEqual([
      422,
      {
        detail: [
          {
            type: 'value_error',
            loc,
            msg: 'Value error, was used for another request',
            input: 'once',
          },
        ],
      },
    ]);
    expect(await say(given, 'two words')).toMatchObject({
      status: 422,
      body: { detail: [{ loc }] },
    });
  });
});

describe('a task', () => {
  const status = (person: Person, id: string) =>
    room.call('GET', `/scrape/tasks/${id}/status`, { headers: person.headers });
  const progress = (person: Person, id: string) =>
    room.call('GET', `/task/status/${id}`, { headers: person.headers });
  const expectStatus = async (person: Person, id: string, told: object, more: object) => {
    const [short, long] = [await status(person, id), await progress(person, id)];
    expect([short.status, long.status]).toEqual([200, 200]);
    expect(short.body).toEqual({ task_id: id, ...told });
    expect(long.body).toEqual({ task_id: id, ...told, ...more });
    expect(Object.keys(long.body as object).slice(0, 2)).toEqual(['task_id', 'status']);
  };

  it('is queued, running and completed, and counts its posts', async () => {
    const id = await task(ada, 'threads:a_task', { max_posts: 2 });
    const nothing = { posts_scraped: 0, error: null };
    const account_id = 'threads:a_task';
    await expectStatus(ada, id, { status: 'queued', account_id }, nothing);
    await expectStatus(ada, id.toUpperCase(), { status: 'queued', account_id }, nothing);
    const hands = await work(room, ada);
    const posts = ['a', 'b', 'c'].map((name) => rankedPost(name));
    const profile = { externalId: 'a_task', handle: null };
    await hands.collect({ taskId: id, profile, posts });
    // The account has three; two were asked for.
    const counted = { posts_scraped: 2, error: null };
    await expectStatus(ada, id, { status: 'running', account_id }, counted);
    await hands.rank({ taskId: id, posts });
    await expectStatus(ada, id, { status: 'completed', account_id }, counted);
  });

  it('that read only a part is completed', async () => {
    const id = await task(ada, 'partial_task');
    const hands = await work(room, ada);
    const to = { taskId: id, posts: [rankedPost('p')], status: 'partial' as const };
    await hands.collect({ ...to, profile: { externalId: 'partial_task', handle: null } });
    await hands.rank(to);
    expect(await room.database.store.scans.find(hands.subject, id)).toMatchObject({
      state: 'partial',
    });
    const told = { status: 'completed', account_id: 'partial_task' };
    await expectStatus(ada, id, told, { posts_scraped: 1, error: null });
  });

  it('that failed says why', async () => {
    const id = await task(ada, 'failed_task');
    await (await work(room, ada)).fail(id, 'there is no such account');
    const told = { status: 'failed', account_id: 'failed_task' };
    await expectStatus(ada, id, told, { posts_scraped: 0, error: 'there is no such account' });
  });

  it('that is unknown, malformed, another’s or a scan looks like one that waits', async () => {
    const others = await task(await room.person(ada.tenantId), 'private_task');
    const scan = await room.call('POST', '/collections', {
      headers: ada.headers,
      body: { accounts: ['youtube:UC1'] },
    });
    const { scan_id } = scan.body as { scan_id: string };
    for (const id of [
      randomUUID(),
      others,
      scan_id,
      'nope',
      '0',
      'a%20b',
      '%F0%9F%98%80',
      '__proto__',
    ]) {
      const [short, long] = [await status(ada, id), await progress(ada, id)];
      const task_id = decodeURIComponent(id);
      expect([short.status, short.body]).toEqual([200, { task_id, status: 'queued' }]);
      expect([long.status, long.body]).toEqual([
        200,
        { task_id, status: 'queued', posts_scraped: 0, error: null },
      ]);
    }
  });
});

describe('viral posts', () => {
  let bea: Person;
  const told = (id: string, place: number, known: object) => ({
    content: `About ${id}`,
    account_id: 'some.body',
    post_url: `https://threads.example/${id}`,
    timestamp: publishedAt(place),
    likes: 40,
    comments: 8,
    shares: 2,
    engagement_rate: 0.05,
    performance_percentile: 50,
    ...known,
  });
  const top = told('top', 0, { performance_percentile: 99.5, engagement_rate: 1 });
  const edge = told('edge', 1, { performance_percentile: 99 });
  const bare = told('bare', 2, {
    likes: 0,
    comments: 0,
    shares: 0,
    engagement_rate: 0,
    performance_percentile: 12.5,
  });
  const tube = {
    ...told('tube', 0, { performance_percentile: 70 }),
    account_id: 'youtube:UC1',
  };

  beforeAll(async () => {
    bea = await room.person();
    const hands = await work(room, bea);
    const nothing = {
      views: null,
      likes: null,
      comments: null,
      shares: null,
      saves: null,
      reach: null,
    };
    const threads = {
      taskId: await task(bea, '@Some.Body'),
      posts: [
        rankedPost('top', {
          percentile: 99.5,
          engagementRate: { rate: 3.5, denominator: 'followers' },
        }),
        rankedPost('edge', { percentile: 99, comparison: 'age_adjusted', compared: 12 }),
        rankedPost('bare', {
          percentile: 12.5,
          metrics: { ...nothing, views: 7 },
          engagementRate: { rate: null, denominator: null },
        }),
      ],
    };
    const youtube = {
      taskId: await task(bea, 'youtube:UC1'),
      profile: {
        platform: 'youtube',
        externalId: 'UC1',
        handle: '@tube',
        source: 'youtube-data-api',
      },
      posts: [rankedPost('tube', { percentile: 70 })],
    } as const;
    for (const to of [threads, youtube]) {
      await hands.collect(to);
      await hands.rank(to);
    }
  });

  const pages: [query: string, posts: object[], total: number, page: number, size: number][] = [
    ['', [top, edge, tube, bare], 4, 1, 20],
    ['?limit=1', [top], 4, 1, 1],
    ['?limit=1&page=2', [edge], 4, 2, 1],
    ['?limit=3&page=2', [bare], 4, 2, 3],
    ['?limit=100&page=9007199254740991', [], 4, 9_007_199_254_740_991, 100],
    ['?top_1_percent_only=true', [top], 1, 1, 20],
    ['?top_1_percent_only=yes&limit=5', [top], 1, 1, 5],
    ['?top_1_percent_only=false', [top, edge, tube, bare], 4, 1, 20],
    ['?min_engagement_rate=0.05', [top, edge, tube], 3, 1, 20],
    ['?min_engagement_rate=1', [top], 1, 1, 20],
    ['?account_id=', [top, edge, tube, bare], 4, 1, 20],
    ['?account_id=some.body', [top, edge, bare], 3, 1, 20],
    [
      '?account_id=1789',
      [top, edge, bare].map((post) => ({ ...post, account_id: '1789' })),
      3,
      1,
      20,
    ],
    [
      '?account_id=threads%3A%40SOME.body&limit=1',
      [{ ...top, account_id: 'threads:@SOME.body' }],
      3,
      1,
      1,
    ],
    ['?account_id=youtube:UC1', [tube], 1, 1, 20],
    ['?account_id=nobody', [], 0, 1, 20],
    ['?account_id=other&account_id=youtube:UC1', [tube], 1, 1, 20],
  ];
  it.each(pages)('/viral-posts%s', async (query, posts, total_count, page, page_size) => {
    const answer = await room.call('GET', `/viral-posts${query}`, { headers: bea.headers });
    expect([answer.status, answer.body]).toEqual([200, { posts, total_count, page, page_size }]);
  });

  it('/viral-posts/{account_id} are the best of an account, as the caller names it', async () => {
    for (const [path, account_id, expected] of [
      ['some.body', 'some.body', [top, edge, bare]],
      ['youtube:UC1', 'youtube:UC1', [tube]],
      ['%40nobody', '@nobody', []],
    ] as const) {
      const answer = await room.call('GET', `/viral-posts/${path}`, { headers: bea.headers });
      const posts = expected.map((post) => ({ ...post, account_id }));
      expect([answer.status, answer.body]).toEqual([200, { account_id, posts }]);
    }
  });

  it('of others are not seen', async () => {
    const answer = await room.call('GET', '/viral-posts', { headers: ada.headers });
    expect(JSON.stringify(answer.body)).not.toContain('About top');
    const named = await room.call('GET', '/viral-posts/some.body', { headers: ada.headers });
    expect(named.body).toEqual({ account_id: 'some.body', posts: [] });
  });

  it('stand with all that is known of them in our own API', async () => {
    const path = '/accounts/threads%3ASome.Body/ranked-posts';
    const answer = await room.call('GET', `${path}?limit=2&page=1`, { headers: bea.headers });
    const known = {
      handle: 'some.body',
      views: 1_000,
      likes: 40,
      comments: 8,
      shares: 2,
      saves: null,
      reach: null,
      ranked_at: '2026-06-01T12:00:00.000Z',
    };
    const best = {
      ...known,
      post_id: 'top',
      caption: 'About top',
      url: 'https://threads.example/top',
      published_at: publishedAt(0),
      engagement_rate: 3.5,
      engagement_rate_denominator: 'followers',
      engagement_rate_cut: true,
      performance_percentile: 99.5,
      top_1_percent: true,
      comparison: 'equal_age',
      compared: 200,
    };
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        account_id: 'threads:1789',
        posts: [
          best,
          {
            ...best,
            post_id: 'edge',
            caption: 'About edge',
            url: 'https://threads.example/edge',
            published_at: publishedAt(1),
            engagement_rate: 0.05,
            engagement_rate_denominator: 'views',
            engagement_rate_cut: false,
            performance_percentile: 99,
            top_1_percent: false,
            comparison: 'age_adjusted',
            compared: 12,
          },
        ],
        total_count: 3,
        page: 1,
        page_size: 2,
      },
    ]);
    const last = await room.call('GET', `${path}?limit=2&page=2`, { headers: bea.headers });
    expect(last.body).toMatchObject({
      posts: [
        { post_id: 'bare', likes: null, engagement_rate: null, engagement_rate_denominator: null },
      ],
    });
    const unnamed = await room.call('GET', '/accounts/somebody/ranked-posts', {
      headers: bea.headers,
    });
    expect([unnamed.status, unnamed.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    const wrong = await room.call('GET', `${path}?limit=0`, { headers: bea.headers });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'limit' }] } });
  });
});

describe('rate limits', () => {
  it('tell what is left of an account, and figures of all', async () => {
    const cleo = await room.person();
    const get = async (path: string) =>
      (await room.call('GET', path, { headers: cleo.headers })).body;
    expect(await get('/rate-limit/health')).toEqual({ active_limits: 0 });
    expect(await get('/rate-limit/metrics')).toEqual({
      active_limits: 0,
      violations: 0,
      reset_time: null,
    });
    const free = { account_id: '@Cleo', requests_remaining: 1, reset_time: iso };
    expect(await get('/rate-limit/status/@Cleo')).toEqual(free);

    const before = Date.now();
    await task(cleo, 'cleo');
    await room.call('POST', '/scrape/account/@Cleo', { headers: cleo.headers });
    await task(cleo, 'youtube:UC1');
    const taken = (await get('/rate-limit/status/@Cleo')) as { reset_time: string };
    expect(taken).toEqual({ ...free, requests_remaining: 0 });
    const left = Date.parse(taken.reset_time) - before;
    expect(left).toBeGreaterThan(59_000);
    expect(left).toBeLessThan(70_000);
    expect(await get('/rate-limit/health')).toEqual({ active_limits: 2 });
    expect(await get('/rate-limit/metrics')).toEqual({
      active_limits: 2,
      violations: 1,
      reset_time: iso,
    });
  });
});

describe('GET /health', () => {
  it('is the one of all callers', async () => {
    const answer = await room.call('GET', '/health');
    expect([answer.status, answer.body]).toEqual([200, { status: 'healthy', service: 'scan-api' }]);
  });
});
