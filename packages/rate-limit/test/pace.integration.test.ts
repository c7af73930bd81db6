import { InvalidInput, QuotaExhausted, RateLimited } from '@viral-scan/contracts';
import { testRedisPrefix } from '@viral-scan/testing';
import { afterEach, describe, expect, test } from 'vitest';
import type { Budget, BudgetRule } from '../src/index.ts';
import {
  of,
  type PaceRoom,
  type PaceRoomOptions,
  paceRoom,
  takeMany,
  window,
} from './pace-room.ts';
import { brokenWindows } from './windows.ts';

const rooms: PaceRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) room.close();
});
function open(budgets: readonly Budget[], options: Partial<PaceRoomOptions> = {}): PaceRoom {
  const room = paceRoom({ ...testRedisPrefix(), budgets, ...options });
  rooms.push(room);
  return room;
}

const units: Budget = of('app', { kind: 'daily-units', units: 10, zone: 'America/Los_Angeles' });
const micros = (room: PaceRoom): number[] =>
  room.turns.map(({ admittedAtMicros }) => admittedAtMicros);

describe('taking a turn', () => {
  test('waits as long as the budget says', async () => {
    const rule: BudgetRule = { kind: 'staggered', calls: 20, perMs: 400 };
    const room = open([of('user', rule, 'user')]);
    expect(await takeMany(room, 25)).toEqual(Array(25).fill('out'));
    const [first = 0, ...others] = micros(room);
    expect((others.at(-1) ?? 0) - first).toBeGreaterThan(450_000);
    expect(brokenWindows(rule, micros(room))).toEqual([]);
    expect(new Set(room.waits)).toEqual(new Set(['user']));
  });

  test('is one round trip when nobody waits', async () => {
    const room = open([of('app', window(100, 1_000)), of('user', window(100, 1_000)), units]);
    await room.take();
    const before = Number(
      /total_commands_processed:(\d+)/.exec(await room.redis.info('stats'))?.[1],
    );
    const trips: string[] = [];
    const send = room.redis.sendCommand.bind(room.redis);
    room.redis.sendCommand = (command, stream) => {
      trips.push(command.name);
      return send(command, stream);
    };
    await room.take();
    expect(before).toBeGreaterThan(0);
    expect(trips).toEqual(['evalsha']);
  });

  test('counts a call in all its budgets or in none', async () => {
    const room = open([of('app', window(9, 60_000)), of('user', window(2, 60_000)), units], {
      patienceMs: 0,
    });
    const ends = await takeMany(room, 4);
    expect(ends.filter((end) => end === 'out')).toHaveLength(2);
    expect(ends.filter((end) => end instanceof RateLimited)).toHaveLength(2);
    const remaining = await room.pace.remaining('youtube-data', 'user');
    expect(remaining.map(({ remaining }) => remaining)).toEqual([7, 0, 8]);
  });

  test('counts per app, user, endpoint, and user and endpoint', async () => {
    const room = open(
      [
        of('app', window(40, 60_000)),
        of('user', window(20, 60_000)),
        of('endpoint', window(10, 60_000)),
        of('user-endpoint', window(5, 60_000)),
      ],
      { patienceMs: 0 },
    );
    const calls = [
      ['one', 'list'],
      ['one', 'list'],
      ['one', 'get'],
      ['other', 'list'],
    ] as const;
    for (const [onBehalfOf, operation] of calls) await room.take({ onBehalfOf, operation });
    const remaining = await room.pace.remaining('youtube-data', 'one', 'list');
    expect(remaining.map(({ remaining }) => remaining)).toEqual([36, 17, 7, 3]);
    const always = await room.pace.remaining('youtube-data', 'one');
    expect(always.map(({ budget }) => budget)).toEqual([
      'app-sliding-window',
      'user-sliding-window',
    ]);
  });

  test('leaves budgets of other operations alone', async () => {
    const search: Budget = { ...of('app', window(1, 60_000)), operations: ['search.list'] };
    const room = open([search], { patienceMs: 0 });
    expect(await takeMany(room, 3)).toEqual(['out', 'out', 'out']);
    await room.take({ operation: 'search.list' });
    await expect(room.take({ operation: 'search.list' })).rejects.toThrow(RateLimited);
  });

  test('gives up at once when the wait would be longer than its patience', async () => {
    const room = open([of('user', window(1, 60_000), 'user')], { patienceMs: 2_000 });
    await room.take();
    const started = performance.now();
    const error = await room.take().catch((reason: unknown) => reason);
    expect(performance.now() - started).toBeLessThan(1_900);
    expect(error).toMatchObject({ name: 'RateLimited', scope: 'user' });
    if (!(error instanceof RateLimited)) throw error;
    expect(error.retryAfterMs).toBeGreaterThan(55_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(error.message).toContain('youtube-data (budget user)');
    expect(error.message).not.toContain('onBehalfOf');
  });

  test('an API without budgets lets every call out', async () => {
    const room = open([], { patienceMs: 0 });
    expect(await takeMany(room, 3)).toEqual(['out', 'out', 'out']);
  });

  test('budgets of one API do not count calls of another', async () => {
    const { prefix, url } = testRedisPrefix();
    const data = open([of('app', window(1, 60_000))], { prefix, url, patienceMs: 0 });
    const analytics = open([of('app', window(1, 60_000))], {
      prefix,
      url,
      patienceMs: 0,
      api: 'youtube-analytics',
    });
    await data.take();
    await analytics.take();
    await expect(data.take()).rejects.toThrow(RateLimited);
  });

  test('budgets that cannot be kept are refused', () => {
    expect(() => open([of('app', window(0, 1))])).toThrow(InvalidInput);
  });
});

describe('a call that is aborted', () => {
  test('ends with the reason, and leaves the line to others', async () => {
    const rule: BudgetRule = { kind: 'staggered', calls: 10, perMs: 20_000 };
    const room = open([of('app', rule)], { patienceMs: 60_000 });
    await room.take();
    const leaving = Array.from({ length: 5 }, () => new AbortController());
    const left = leaving.map((controller) => room.take({}, controller.signal));
    const ends = Promise.allSettled(left);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const staying = room.take();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const reason = new Error('stopped');
    for (const controller of leaving) controller.abort(reason);
    expect((await ends).map((end) => end.status === 'rejected' && end.reason)).toEqual(
      Array(5).fill(reason),
    );
    const waiting = async (): Promise<number> => {
      const [line = ''] = await room.redis.keys(`${room.prefix}:*:line`);
      return room.redis.zcard(line);
    };
    await expect.poll(waiting, { interval: 10, timeout: 1_500 }).toBe(1);
    await staying;
    // Behind five others it would have waited 12 s.
    expect(room.turns.at(-1)?.waitedMs).toBeLessThan(9_000);
  });

  test('before it asks takes no turn', async () => {
    const room = open([of('app', window(1, 60_000))]);
    await expect(room.take({}, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
    expect(await room.pace.remaining('youtube-data', 'user')).toMatchObject([{ remaining: 1 }]);
  });

  test.each<BudgetRule>([
    window(1, 60_000),
    { kind: 'staggered', calls: 1, perMs: 60_000 },
    { kind: 'token-bucket', capacity: 1, refill: 1, perMs: 60_000 },
    { kind: 'daily-units', units: 1, zone: 'UTC' },
  ])('while it is asked gives its turn of $kind back', async (rule) => {
    const room = open([of('app', rule)], { patienceMs: 0 });
    await room.redis.ping();
    const controller = new AbortController();
    const aborted = room.take({}, controller.signal);
    controller.abort(new Error('stopped'));
    await expect(aborted).rejects.toThrow('stopped');
    await expect
      .poll(() => room.pace.remaining('youtube-data', 'user'), { timeout: 2_000 })
      .toEqual([{ budget: `app-${rule.kind}`, limit: 1, remaining: 1, resetsAt: null }]);
    await room.take();
  });
});

describe('a daily quota', () => {
  test('counts units, and ends calls until midnight in its zone', async () => {
    const clock = { now: Date.parse('2026-11-01T20:00:00Z') };
    const room = open([units], { now: () => clock.now });
    await room.take({ units: 8 });
    const error = await room.take({ units: 3 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(QuotaExhausted);
    expect(error).toMatchObject({ resetsAt: new Date('2026-11-02T08:00:00Z') });
    await room.take({ units: 2 });
    clock.now = Date.parse('2026-11-02T08:00:00Z');
    await room.take({ units: 10 });
  });
});
