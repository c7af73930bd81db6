import { ownRedis, testRedisPrefix } from '@viral-scan/testing';
import { expect, test } from 'vitest';
import { type RequestOutcome, type RequestVerdict, tidyRequests } from '../src/index.ts';
import { type StreamRoom, streamRoom, type Wish } from './stream-room.ts';
import { eventually, sleep } from './worker-room.ts';

// They mostly wait, so they wait together.
const { concurrent: it } = test.extend<{ room: StreamRoom }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern.
  room: async ({}, use) => {
    const room = streamRoom(testRedisPrefix().url);
    await use(room);
    await room.close();
  },
});

/** Notes what it is asked for, and answers from the list; in the end everything is accepted. */
const noting = (answers: readonly (RequestVerdict | Error)[] = []) => {
  const wishes: string[] = [];
  const handler = async ({ wish }: Wish): Promise<RequestVerdict> => {
    const answer = answers[wishes.push(wish) - 1] ?? 'accepted';
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { wishes, handler };
};

it('takes what was asked for before its group was there, once, and leaves nothing behind', async ({
  room,
}) => {
  await room.ask('first');
  const { wishes, handler } = noting();
  const { ends } = room.consume(handler);
  await eventually(() => wishes, ['first']);
  await room.ask('second');
  await eventually(() => ends.map(({ outcome }) => outcome), ['accepted', 'accepted']);
  expect(wishes).toEqual(['first', 'second']);
  expect(await room.isEmpty()).toBe(true);
  expect(await room.redis.exists(room.dead)).toBe(0);
});

it.for([
  {
    fields: ['other', '{}'],
    reason: 'event: the entry has no such field',
    entry: '{"other":"{}"}',
  },
  { fields: ['event', '{"wish"'], reason: 'event: is not JSON', entry: '{"wish"' },
  {
    fields: ['event', '{"wish":7}'],
    reason: 'event.wish: Invalid input: expected string, received number',
    entry: '{"wish":7}',
  },
  {
    fields: ['event', JSON.stringify({ wish: 'ä'.repeat(33_000) })],
    reason: 'event: must not be longer than 65536 bytes',
    entry: `{"wish":"${'ä'.repeat(8_187)}`,
  },
])(
  'what cannot be a request is a dead letter: $reason',
  async ({ fields, reason, entry }, { room }) => {
    const { wishes, handler } = noting();
    const { ends } = room.consume(handler);
    const id = await room.redis.xadd(room.stream, '*', ...fields);
    await eventually(() => ends.map(({ outcome }) => outcome), ['dead']);
    const at = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(await room.deadLetters()).toEqual([{ reason, entry, id, at }]);
    expect(await room.isEmpty()).toBe(true);
    expect(wishes).toEqual([]);
  },
);

it.for<{
  answers: (RequestVerdict | Error)[];
  outcomes: RequestOutcome[];
  letters: object[];
  maxDeliveries?: number;
}>([
  {
    answers: [new Error('once'), new Error('twice')],
    outcomes: ['failed', 'failed', 'accepted'],
    letters: [],
  },
  // What was away does not count as a try.
  {
    answers: ['away', 'away'],
    outcomes: ['away', 'away', 'accepted'],
    letters: [],
    maxDeliveries: 2,
  },
  {
    answers: Array(3).fill(new TypeError('secret')),
    outcomes: ['failed', 'failed', 'dead'],
    letters: [{ reason: 'given up after 3 tries: TypeError', entry: '{"wish":"it"}' }],
  },
  {
    answers: [{ dead: 'no', isKept: false }],
    outcomes: ['dead'],
    letters: [{ reason: 'no', entry: '' }],
  },
])(
  'answers of a handler: $outcomes',
  async ({ answers, outcomes, letters, maxDeliveries = 3 }, { room }) => {
    const { ends } = room.consume(noting(answers).handler, { maxDeliveries });
    await room.ask('it');
    await eventually(() => ends.map(({ outcome }) => outcome), outcomes);
    expect(await room.deadLetters()).toMatchObject(letters);
    expect(await room.isEmpty()).toBe(true);
  },
);

it('what a consumer was lost with is taken up again: by its next life at once, by others later', async ({
  room,
}) => {
  const late = Promise.withResolvers<RequestVerdict>();
  const taken = Promise.withResolvers<void>();
  const lost = room.consume(
    async () => {
      taken.resolve();
      return late.promise;
    },
    { consumer: 'it' },
  );
  await room.ask('once');
  await taken.promise;
  // It takes nothing any more, and hangs.
  const stopped = lost.stop();
  const other = noting();
  room.consume(other.handler, { takeOverMs: 60_000 });
  const next = noting();
  const again = room.consume(next.handler, { consumer: 'it', takeOverMs: 60_000 });
  try {
    await eventually(() => again.ends.length, 1);
  } finally {
    late.resolve({ dead: 'too late to be one' });
  }
  expect([other.wishes, next.wishes]).toEqual([[], ['once']]);
  await stopped;
  expect(await room.isEmpty()).toBe(true);
  expect(await room.deadLetters()).toEqual([]);
});

it('another takes over what was lost between reading and acknowledging', async ({ room }) => {
  await room.redis.xgroup('CREATE', room.stream, room.group, '0', 'MKSTREAM');
  const id = await room.ask('once');
  // As one does that is killed at once.
  await room.redis.xreadgroup('GROUP', room.group, 'killed', 'STREAMS', room.stream, '>');
  const { wishes, handler } = noting();
  const { ends } = room.consume(handler);
  await eventually(() => ends.length, 1);
  expect(ends).toMatchObject([{ id, outcome: 'accepted', deliveries: 2 }]);
  expect(wishes).toEqual(['once']);
});

it('what its consumers die of is a dead letter in the end', async ({ room }) => {
  const { redis, stream, group } = room;
  await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  const id = (await room.ask('poison')) ?? '';
  await redis.xreadgroup('GROUP', group, 'killed', 'STREAMS', stream, '>');
  await redis.xclaim(stream, group, 'killed', 0, id, 'RETRYCOUNT', 20);
  const { wishes, handler } = noting();
  room.consume(handler);
  await eventually(() => room.isEmpty(), true);
  expect(await room.deadLetters()).toMatchObject([
    { reason: 'given up: 20 consumers ended or were lost with it' },
  ]);
  expect(wishes).toEqual([]);
});

it('consumers share the work, each as much at once as it may', async ({ room }) => {
  const atOnce = { now: 0, most: 0 };
  // Nobody goes on before both have all they may have.
  const isFull = Promise.withResolvers<void>();
  setTimeout(isFull.resolve, 10_000).unref();
  const by = [new Set<string>(), new Set<string>()];
  for (const wishes of by) {
    room.consume(
      async ({ wish }) => {
        wishes.add(wish);
        atOnce.now += 1;
        atOnce.most = Math.max(atOnce.most, atOnce.now);
        if (atOnce.now === 6) isFull.resolve();
        await isFull.promise;
        await sleep(5);
        atOnce.now -= 1;
        return 'accepted';
      },
      { concurrency: 3 },
    );
  }
  const asked = Array.from({ length: 60 }, (_, at) => `wish ${at}`);
  for (const wish of asked) await room.ask(wish);
  await eventually(() => room.isEmpty(), true);
  const [one = new Set(), other = new Set()] = by;
  expect(one.size + other.size).toBe(60);
  expect([...one, ...other].toSorted()).toEqual(asked.toSorted());
  expect(Math.min(one.size, other.size)).toBeGreaterThanOrEqual(3);
  expect(atOnce.most).toBe(6);
});

it('a Redis that was wiped, or killed and started again, is asked on', async () => {
  const server = await ownRedis();
  const own = streamRoom(server.url);
  try {
    const { wishes, handler } = noting();
    own.consume(handler);
    await own.ask('before');
    await eventually(() => wishes, ['before']);
    await server.look.flushall();
    await own.ask('after it was wiped');
    await eventually(() => wishes.length, 2);
    await server.kill();
    await server.restart();
    await server.look.flushall();
    await eventually(() => own.ask('after it was killed').then(() => true), true);
    await eventually(
      () => wishes.slice(0, 3),
      ['before', 'after it was wiped', 'after it was killed'],
    );
    await server.kill();
    const started = performance.now();
    await own.close();
    expect(performance.now() - started).toBeLessThan(5_000);
  } finally {
    await server.stop();
  }
});

it('consumers that are gone leave the group when they keep nothing', async ({ room }) => {
  const { redis, stream, group } = room;
  await tidyRequests({ redis, stream, group, consumer: 'it' });
  await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
  await room.ask('kept');
  for (const name of ['gone', 'it', 'keeping']) {
    await redis.xgroup('CREATECONSUMER', stream, group, name);
  }
  await redis.xreadgroup('GROUP', group, 'keeping', 'STREAMS', stream, '>');
  await redis.xadd(room.dead, `${Date.now() - 8 * 86_400_000}-0`, 'reason', 'old');
  await redis.xadd(room.dead, '*', 'reason', 'new');
  const names = async () =>
    ((await redis.xinfo('CONSUMERS', stream, group)) as string[][]).map(([, name]) => name);
  await tidyRequests({ redis, stream, group, consumer: 'it' });
  expect(await names()).toEqual(['gone', 'it', 'keeping']);
  expect(await room.deadLetters()).toEqual([{ reason: 'new' }]);
  await sleep(20);
  await tidyRequests({ redis, stream, group, consumer: 'it' }, { idleMs: 10 });
  expect(await names()).toEqual(['it', 'keeping']);
});
