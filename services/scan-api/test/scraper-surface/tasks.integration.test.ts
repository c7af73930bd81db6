import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, rankedPost, type SurfaceRoom, surfaceRoom, work } from './surface-room.ts';

let room: SurfaceRoom;
let ada: Person;
beforeAll(async () => {
  room = await surfaceRoom();
  ada = await room.person();
});
afterAll(() => room.close());

const uuid = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
/** As many, or some less on a busy machine. */
const seconds = (most: number) => ({
  asymmetricMatch: (told: unknown) => Number(told) <= most && Number(told) > most - 10,
});
const asAda = (method: string, path: string, body?: unknown) =>
  room.call(method, path, { headers: ada.headers, body });

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
    ['of 200 letters', `youtube:${'ä'.repeat(200)}`, undefined, {}],
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
      'x-ratelimit-reset': seconds(60),
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
    await room.task(ada, 'limited');
    for (const spelling of ['limited', '@Limited', 'threads:LIMITED', 'threads:@limited']) {
      const answer = await asAda('POST', `/scrape/account/${encodeURIComponent(spelling)}`);
      expect(answer.status).toBe(429);
      expect(answer.headers['retry-after']).toEqual(seconds(60));
      const left = Number(answer.headers['retry-after']);
      expect(answer.body).toEqual({
        detail: { error: 'Rate limit exceeded for this account', retry_after: left },
      });
      expect(answer.headers).toMatchObject({
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(left),
      });
    }
    const bob = await room.person(ada.tenantId);
    await room.task(bob, 'limited');
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
    expect((await say()).headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'retry-after': seconds(30),
    });
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
    const id = await room.task(ada, 'threads:a_task', { max_posts: 2 });
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
    const id = await room.task(ada, 'partial_task');
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
    const id = await room.task(ada, 'failed_task');
    await (await work(room, ada)).fail(id, 'there is no such account');
    const told = { status: 'failed', account_id: 'failed_task' };
    await expectStatus(ada, id, told, { posts_scraped: 0, error: 'there is no such account' });
  });

  it('that is unknown, malformed, another’s or a scan looks like one that waits', async () => {
    const others = await room.task(await room.person(ada.tenantId), 'private_task');
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
    await room.task(cleo, 'cleo');
    await room.call('POST', '/scrape/account/@Cleo', { headers: cleo.headers });
    await room.task(cleo, 'youtube:UC1');
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
