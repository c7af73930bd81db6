import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { deadLettersOf } from '@viral-scan/queue';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { requestGroup } from '../src/scrape-requests/start-scrape-requests.ts';
import { type ScrapeRequestRoom, scrapeRequestRoom } from './scrape-request-room.ts';

let room: ScrapeRequestRoom;
beforeEach(async () => {
  room = await scrapeRequestRoom();
});
afterEach(() => room.close());

const isEmpty = async () => {
  const [pending] = await room.redis.xpending(room.stream, requestGroup);
  return pending === 0 && (await room.redis.xlen(room.stream)) === 0;
};

it('an event starts one task, however often it comes, and its trace goes on', async () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const other = randomUUID();
  const fields = { traceparent };
  const id = await room.ask({ account_id: '@Chef', days_back: 30 }, { fields });
  await room.ask({ account_id: '@Chef', days_back: 30 }, { id, fields });
  const dispatchers = [room.dispatcher(), room.dispatcher()];
  await room.ask({ account_id: 'youtube:UC1', user_id: other });
  await room.ask({ days_back: 30, account_id: '@Chef', max_posts: 50 }, { id, fields });
  await expect.poll(isEmpty).toBe(true);
  expect(await room.tasks()).toEqual([
    {
      kind: 'scrape',
      userId: room.userId,
      accountId: '@Chef',
      traceparent: expect.stringMatching(`^00-${'a'.repeat(32)}-(?!b{16})`),
    },
    { kind: 'scrape', userId: other, accountId: 'youtube:UC1', traceparent: expect.any(String) },
  ]);
  const accepted = await Promise.all(dispatchers.map((each) => each.outcomes()));
  expect(accepted.reduce((sum, counts) => sum + (counts.accepted ?? 0), 0)).toBe(4);
  expect(await room.reasons()).toEqual([]);
});

it('the request of docs/events.md starts a task', async () => {
  const docs = await readFile(new URL('../../../docs/events.md', import.meta.url), 'utf8');
  const [, event = ''] = /XADD viral\.scraping\.requests '\*' event '(\{.*\})'/.exec(docs) ?? [];
  room.dispatcher();
  await room.redis.xadd(room.stream, '*', 'event', event);
  await expect.poll(() => room.tasks()).toHaveLength(1);
  expect(await room.tasks()).toMatchObject([{ accountId: 'threads:chef', userId: room.userId }]);
});

it('what cannot start a task is a dead letter that names the field', async () => {
  const cases: readonly (readonly [object, string, object?])[] = [
    [{}, 'event.data.account_id: Invalid input: expected string, received undefined'],
    [{ account_id: ' ' }, 'event.data.account_id: does not name an account'],
    [
      { account_id: 'a', max_posts: 0 },
      'event.data.max_posts: Too small: expected number to be >=1',
    ],
    [
      { account_id: 'a', days_back: '7' },
      'event.data.days_back: Invalid input: expected number, received string',
    ],
    [{ account_id: 'a', user_id: 'me' }, 'event.data.user_id: Invalid UUID'],
    [
      { account_id: 'a' },
      'event.type: Invalid input: expected "viral.scraping.requested"',
      { type: 'other' },
    ],
    [
      { account_id: 'a' },
      'event.source: Invalid input: expected string, received null',
      { source: null },
    ],
  ];
  for (const [data, , fields] of cases) await room.ask(data, { fields: fields ?? {} });
  const dispatcher = room.dispatcher();
  await expect.poll(isEmpty).toBe(true);
  expect((await room.reasons()).toSorted()).toEqual(cases.map(([, reason]) => reason).toSorted());
  expect(await room.tasks()).toEqual([]);
  expect(await dispatcher.outcomes()).toEqual({ dead: cases.length });
});

it('limits, reused ids and erasures refuse an event for good', async () => {
  const erased = await room.database.store.identity.principalOf({
    tenantId: room.tenantId,
    userId: randomUUID(),
    scopes: [],
  });
  await room.database.store.erasures.begin(erased, {
    code: randomUUID(),
    origin: 'request',
    account: null,
    requestedAt: new Date(),
  });
  room.dispatcher();
  const id = await room.ask({ account_id: 'chef' });
  await expect.poll(() => room.tasks()).toHaveLength(1);
  await room.ask({ account_id: 'other' }, { id });
  await expect.poll(() => room.reasons()).toHaveLength(1);
  await room.ask({ account_id: '@chef' });
  await expect.poll(() => room.reasons()).toHaveLength(2);
  await room.ask({ account_id: 'chef', user_id: erased.userId.toUpperCase() });
  await expect
    .poll(() => room.reasons())
    .toEqual([
      'event.id: the same id came from this source before, with other content',
      expect.stringMatching(/^rate_limited, retry after ([1-9]|[1-5]\d|60) s$/),
      'being_erased: what is stored of the user is being deleted',
    ]);
  expect(await room.tasks()).toHaveLength(1);
  const letters = await room.redis.xrange(deadLettersOf(room.stream), '-', '+');
  expect(JSON.stringify(letters).toLowerCase()).not.toContain(erased.userId);
});

it('of a dispatcher killed before it acknowledged, another takes over, and it stays one task', async () => {
  const first = room.dispatcher();
  const id = await room.ask({ account_id: 'chef' });
  await expect.poll(isEmpty).toBe(true);
  await first.stop();
  // The killed one had the task started, and said so to nobody.
  await room.ask({ account_id: 'chef' }, { id });
  await room.ask({ account_id: 'other' });
  await room.redis.xreadgroup('GROUP', requestGroup, 'killed', 'STREAMS', room.stream, '>');
  const pending = await room.redis.xpending(room.stream, requestGroup, '-', '+', 10);
  const entries = (pending as string[][]).map(([entry = '']) => entry);
  expect(entries).toHaveLength(2);
  const claim = [room.stream, requestGroup, 'killed', 0, ...entries, 'IDLE', 31_000] as const;
  await room.redis.xclaim(...claim);
  const second = room.dispatcher();
  await expect.poll(isEmpty).toBe(true);
  expect(await second.outcomes()).toEqual({ accepted: 2 });
  expect((await room.tasks()).map(({ accountId }) => accountId)).toEqual(['chef', 'other']);
});

it('while the database is away requests wait, without an end', async () => {
  const away = room.dispatcher({}, room.awayStore);
  await room.ask({ account_id: 'chef' });
  await expect.poll(async () => (await away.outcomes()).away ?? 0).toBeGreaterThan(0);
  expect(Object.keys(await away.outcomes())).toEqual(['away']);
  const [[, , , deliveries] = []] = (await room.redis.xpending(
    ...([room.stream, requestGroup, '-', '+', 1] as const),
  )) as unknown[][];
  expect(deliveries).toBe(0);
  await away.stop();
  room.dispatcher();
  await expect.poll(isEmpty).toBe(true);
  expect(await room.tasks()).toHaveLength(1);
  expect(await room.reasons()).toEqual([]);
});

it('without a tenant nothing is taken, without a user only what names one', async () => {
  room.dispatcher({ SCRAPER_TENANT_ID: '', SCRAPER_USER_ID: '' });
  await room.ask({ account_id: 'chef' });
  await room.ask({ account_id: 'other', user_id: room.userId });
  expect(room.lines.join()).toContain('SCRAPER_TENANT_ID is not set');
  expect(await room.redis.xlen(room.stream)).toBe(2);
  room.dispatcher({ SCRAPER_USER_ID: '' });
  expect(room.lines.join()).toContain('SCRAPER_USER_ID is not set');
  await expect.poll(isEmpty).toBe(true);
  expect(await room.reasons()).toEqual([
    'event.data.user_id: is missing, and SCRAPER_USER_ID is not set',
  ]);
  expect((await room.tasks()).map(({ accountId }) => accountId)).toEqual(['other']);
});
