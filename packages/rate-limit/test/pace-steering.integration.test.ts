import { QuotaExhausted, RateLimited } from '@viral-scan/contracts';
import { testRedisPrefix } from '@viral-scan/testing';
import { afterEach, describe, expect, test } from 'vitest';
import type { Budget, BudgetRule, PaceFeedback } from '../src/index.ts';
import {
  of,
  type PaceRoom,
  type PaceRoomOptions,
  paceRoom,
  takeMany,
  window,
} from './pace-room.ts';

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

describe('what a platform says', () => {
  const user = of('user', window(100, 60_000));

  test('a pause for all holds back every user, in every process', async () => {
    const { prefix, url } = testRedisPrefix();
    const [here, there] = [open([user], { prefix, url }), open([user], { prefix, url })];
    await here.pace.penalize(call, { scope: 'app', retryAfterMs: 1_000 });
    await there.take({ onBehalfOf: 'another' });
    expect(there.turns[0]?.waitedMs).toBeGreaterThan(100);
    expect(there.waits).toEqual([null]);
  });

  test('a pause for one user leaves the others alone', async () => {
    const room = open([user], { patienceMs: 0 });
    await room.pace.penalize(call, { scope: 'user', retryAfterMs: 30_000 });
    await room.take({ onBehalfOf: 'another' });
    await expect(room.take()).rejects.toThrow(RateLimited);
    expect(await room.pace.remaining('youtube-data', 'user')).toMatchObject([{ remaining: 0 }]);
  });

  test('a shorter pause does not end a longer one', async () => {
    const room = open([user], { patienceMs: 0 });
    await room.pace.penalize(call, { scope: 'app', retryAfterMs: 30_000 });
    await room.pace.penalize(call, { scope: 'app', retryAfterMs: 1 });
    await expect(room.take()).rejects.toThrow(RateLimited);
  });

  test('a used-up quota ends calls until it resets', async () => {
    const clock = { now: Date.parse('2026-11-22T12:00:00Z') };
    const room = open([user], { now: () => clock.now });
    const resetsAt = new Date('2026-11-22T13:00:00Z');
    await room.pace.penalize(call, { exhausted: true, resetsAt });
    const error = await room.take({ onBehalfOf: 'another' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(QuotaExhausted);
    expect(error).toMatchObject({ resetsAt });
    clock.now = resetsAt.getTime();
    await room.take();
  });

  test('usage near the limit stretches the budgets of its scope, for a minute', async () => {
    const clock = { now: Date.now() };
    const budgets = [
      of('app', window(100, 60_000)),
      of('user', { kind: 'staggered', calls: 10, perMs: 1_000 }),
    ];
    const room = open(budgets, { now: () => clock.now, patienceMs: 0 });
    const waitAfterOne = async (): Promise<number> => {
      await room.take();
      const error = await room.take().catch((reason: unknown) => reason);
      clock.now += 5_000;
      return error instanceof RateLimited ? error.retryAfterMs : 0;
    };
    // Intervals of 101 ms, of which 10 may be made up for.
    expect(await waitAfterOne()).toBe(91);
    await room.pace.penalize(call, { scope: 'user', usage: 0.7 });
    expect(await waitAfterOne()).toBe(91);
    await room.pace.penalize(call, { scope: 'user', usage: 0.9 });
    expect(await waitAfterOne()).toBe(243);
    expect((await room.pace.remaining('youtube-data', 'user'))[0]?.limit).toBe(100);
    await room.pace.penalize(call, { scope: 'app', usage: 1 });
    expect((await room.pace.remaining('youtube-data', 'user'))[0]?.limit).toBe(10);
    clock.now += 60_000;
    expect(await waitAfterOne()).toBe(91);
    expect((await room.pace.remaining('youtube-data', 'user'))[0]?.limit).toBe(100);
  });

  test.each<[string, PaceFeedback]>([
    ['retryAfterMs', { scope: 'app', retryAfterMs: Number.NaN }],
    ['retryAfterMs', { scope: 'app', retryAfterMs: -1 }],
    ['usage', { scope: 'app', usage: Number.NaN }],
    ['resetsAt', { exhausted: true, resetsAt: new Date(Number.NaN) }],
  ])('is refused by its %s where it makes no sense', async (field, feedback) => {
    const room = open([user]);
    await expect(room.pace.penalize(call, feedback)).rejects.toMatchObject({
      name: 'InvalidInput',
      field,
    });
  });
});

const call = { api: 'youtube-data', onBehalfOf: 'user' } as const;

describe('a budget that operators change', () => {
  const budgets = [of('app', window(2, 60_000), 'app'), units];

  test('holds in every process from the next call on', async () => {
    const { prefix, url } = testRedisPrefix();
    const [here, there] = [
      open(budgets, { prefix, url, patienceMs: 0 }),
      open(budgets, { prefix, url, patienceMs: 0 }),
    ];
    await here.take();
    await there.take();
    await expect(there.take()).rejects.toThrow(RateLimited);
    await here.pace.setBudget('youtube-data', 'app', window(3, 60_000));
    await there.take();
    expect((await there.pace.getBudgets('youtube-data'))[0]?.rule).toEqual(window(3, 60_000));
    await here.pace.setBudget('youtube-data', 'app', null);
    await expect(there.take()).rejects.toThrow(RateLimited);
    expect(await there.pace.getBudgets('youtube-data')).toEqual(budgets);
  });

  test.each([
    'nonsense',
    'null',
    '{}',
    '{"kind":"leaky","calls":9,"perMs":9}',
    '{"kind":"staggered","calls":0,"perMs":9}',
    '{"kind":"staggered","calls":9}',
    '{"kind":"staggered","calls":"9","perMs":9}',
    '{"kind":"daily-units","units":9,"zone":"UTC"}',
  ])('stays as configured when %s was set by hand', async (text) => {
    const room = open(budgets, { patienceMs: 0 });
    await room.redis.hset(`${room.prefix}:pace:{youtube-data}:rules`, 'app', text);
    const ends = await takeMany(room, 3);
    expect(ends.filter((end) => end === 'out')).toHaveLength(2);
    expect(await room.pace.getBudgets('youtube-data')).toEqual(budgets);
  });

  test('may change its kind', async () => {
    const room = open(budgets, { patienceMs: 0 });
    const rule: BudgetRule = { kind: 'token-bucket', capacity: 4, refill: 1, perMs: 60_000 };
    await room.pace.setBudget('youtube-data', 'app', rule);
    const ends = await takeMany(room, 6);
    expect(ends.filter((end) => end === 'out')).toHaveLength(4);
  });

  test('changes for those who wait, too', async () => {
    const room = open([of('app', window(1, 4_000), 'app')]);
    await room.take();
    const waiting = room.take();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await room.pace.setBudget('youtube-data', 'app', window(2, 4_000));
    await waiting;
    expect(room.turns.at(-1)?.waitedMs).toBeLessThan(3_500);
  });

  test.each<[string, string, BudgetRule]>([
    ['name', 'nothing', window(1, 1)],
    ['rule.calls', 'app', window(0, 1)],
    ['rule.kind', 'app', { kind: 'daily-units', units: 1, zone: 'UTC' }],
    ['rule.kind', units.name, window(1, 1)],
    ['rule.zone', units.name, { kind: 'daily-units', units: 1, zone: 'UTC' }],
  ])('is refused by %s where it cannot be kept', async (field, name, rule) => {
    const room = open(budgets);
    await expect(room.pace.setBudget('youtube-data', name, rule)).rejects.toMatchObject({
      name: 'InvalidInput',
      field,
    });
  });
});
