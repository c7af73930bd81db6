import { randomUUID } from 'node:crypto';
import { InvalidInput } from '@viral-scan/contracts';
import { testRedisPrefix } from '@viral-scan/testing';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BudgetRule, createStrategy, type Strategy } from '../src/index.ts';
import { brokenWindows } from './windows.ts';

const { url, prefix } = testRedisPrefix();
let redis: Redis;
beforeAll(() => {
  redis = new Redis(url);
});
afterAll(() => redis.disconnect());

/** A strategy with a clock of its own, which begins now. */
function timed(rule: BudgetRule | (() => BudgetRule), beginsAt = Date.now()) {
  const clock = { now: beginsAt };
  return { clock, strategy: createStrategy({ redis, prefix, rule, now: () => clock.now }) };
}

async function admits(strategy: Strategy, key: string, n?: number): Promise<boolean> {
  return (await strategy.acquire(key, n)).admitted;
}

/** How many of `tries` calls go out at once. */
async function atOnce(strategy: Strategy, key: string, tries = 100): Promise<number> {
  let admitted = 0;
  for (let i = 0; i < tries; i += 1) if (await admits(strategy, key)) admitted += 1;
  return admitted;
}

const calls = fc.integer({ min: 1, max: 12 });
const perMs = fc.integer({ min: 1, max: 500 });
const anyRule = fc.oneof(
  fc.record({ kind: fc.constant('staggered' as const), calls, perMs }),
  fc.record({ kind: fc.constant('sliding-window' as const), calls, perMs }),
  fc.record({
    kind: fc.constant('token-bucket' as const),
    capacity: calls,
    refill: calls,
    perMs,
  }),
);
const pauses = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 20, maxLength: 60 });

describe('a strategy', () => {
  test('never lets out more than its rule in any window, and what it promises holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyRule, pauses, async (rule, steps) => {
        const { clock, strategy } = timed(rule);
        const key = randomUUID();
        const out: number[] = [];
        let promisedAt: number | null = null;
        for (const step of steps) {
          clock.now += step;
          const answer = await strategy.acquire(key);
          if (promisedAt !== null) expect(answer.admitted).toBe(clock.now >= promisedAt);
          if (answer.admitted) out.push(clock.now * 1_000);
          promisedAt = answer.admitted ? null : clock.now + answer.retryAfterMs;
        }
        expect(brokenWindows(rule, out)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each<BudgetRule>([
    { kind: 'staggered', calls: 7, perMs: 300 },
    { kind: 'sliding-window', calls: 7, perMs: 300 },
    { kind: 'token-bucket', capacity: 7, refill: 7, perMs: 300 },
  ])('of $kind that is asked all the time lets out what its rule allows', async (rule) => {
    const { clock, strategy } = timed(rule);
    const key = randomUUID();
    const out: number[] = [];
    for (let ms = 0; ms < 1_200; ms += 1) {
      clock.now += 1;
      if (await admits(strategy, key)) out.push(clock.now * 1_000);
    }
    expect(brokenWindows(rule, out)).toEqual([]);
    expect(out.length).toBeGreaterThanOrEqual(27);
  });

  test('keeps its keys apart', async () => {
    const { strategy } = timed({ kind: 'sliding-window', calls: 1, perMs: 1_000 });
    const [one, other] = [randomUUID(), randomUUID()];
    expect([await admits(strategy, one), await admits(strategy, one)]).toEqual([true, false]);
    expect(await admits(strategy, other)).toBe(true);
  });

  test('goes by the clock of Redis unless told otherwise', async () => {
    const strategy = createStrategy({
      redis,
      prefix,
      rule: { kind: 'sliding-window', calls: 1, perMs: 200 },
    });
    const key = randomUUID();
    expect(await admits(strategy, key)).toBe(true);
    const refused = await strategy.acquire(key);
    if (refused.admitted) throw new Error('admitted');
    expect(refused.retryAfterMs).toBeLessThanOrEqual(200);
    await new Promise((resolve) => setTimeout(resolve, refused.retryAfterMs));
    expect(await admits(strategy, key)).toBe(true);
  });

  test.each<[BudgetRule, number]>([
    [{ kind: 'staggered', calls: 5, perMs: 1_000 }, 2],
    [{ kind: 'sliding-window', calls: 5, perMs: 1_000 }, 6],
    [{ kind: 'token-bucket', capacity: 5, refill: 9, perMs: 1_000 }, 6],
    [{ kind: 'sliding-window', calls: 5, perMs: 1_000 }, 0.5],
  ])('%j refuses %d at once as never possible', async (rule, n) => {
    const { strategy } = timed(rule);
    await expect(strategy.acquire(randomUUID(), n)).rejects.toThrow(InvalidInput);
  });

  test('obeys a rule that changes, and remembers what it let out', async () => {
    let allowed = 2;
    const { strategy } = timed(() => ({ kind: 'sliding-window', calls: allowed, perMs: 1_000 }));
    const key = randomUUID();
    expect(await atOnce(strategy, key, 5)).toBe(2);
    allowed = 4;
    expect(await atOnce(strategy, key, 5)).toBe(2);
    allowed = 1;
    expect(await strategy.look(key)).toMatchObject({ limit: 1, remaining: 0 });
  });

  test.each<BudgetRule>([
    { kind: 'staggered', calls: 5, perMs: 1_000 },
    { kind: 'sliding-window', calls: 5, perMs: 1_000 },
    { kind: 'token-bucket', capacity: 5, refill: 5, perMs: 1_000 },
  ])(
    '$kind stands still for no longer than its window when the clock is put back',
    async (rule) => {
      const { clock, strategy } = timed(rule);
      const key = randomUUID();
      expect(await atOnce(strategy, key, 9)).toBeGreaterThan(0);
      clock.now -= 3_600_000;
      const answer = await strategy.acquire(key);
      expect(answer).toMatchObject({ admitted: false });
      clock.now += 1_000;
      expect(await admits(strategy, key)).toBe(true);
    },
  );
});

describe('a sliding window', () => {
  const rule = { kind: 'sliding-window', calls: 3, perMs: 1_000 } as const;

  test('says what remains and when all of it is there again', async () => {
    const { clock, strategy } = timed(rule);
    const key = randomUUID();
    const begun = clock.now;
    expect(await strategy.look(key)).toEqual({ limit: 3, remaining: 3, resetsAt: null });
    await strategy.acquire(key);
    clock.now += 400;
    expect(await strategy.acquire(key, 2)).toEqual({
      admitted: true,
      limit: 3,
      remaining: 0,
      resetsAt: new Date(begun + 1_400),
    });
    expect(await strategy.acquire(key)).toMatchObject({ admitted: false, retryAfterMs: 600 });
    expect(await strategy.acquire(key, 2)).toMatchObject({ admitted: false, retryAfterMs: 1_000 });
  });

  test('counts several at once or not at all', async () => {
    const { strategy } = timed(rule);
    const key = randomUUID();
    expect(await admits(strategy, key, 2)).toBe(true);
    expect(await admits(strategy, key, 2)).toBe(false);
    expect(await admits(strategy, key, 1)).toBe(true);
  });
});

describe('a token bucket', () => {
  const rule = { kind: 'token-bucket', capacity: 10, refill: 5, perMs: 1_000 } as const;

  test('starts full, and refills one by one', async () => {
    const { clock, strategy } = timed(rule);
    const key = randomUUID();
    expect(await atOnce(strategy, key)).toBe(10);
    clock.now += 199;
    expect(await atOnce(strategy, key)).toBe(0);
    clock.now += 1;
    expect(await atOnce(strategy, key)).toBe(1);
    clock.now += 3_600_000;
    expect(await atOnce(strategy, key)).toBe(10);
  });

  test('owes the same number of calls when it is made slower', async () => {
    let refill = 10;
    const { clock, strategy } = timed(() => ({ ...rule, refill }));
    const key = randomUUID();
    expect(await atOnce(strategy, key)).toBe(10);
    refill = 1;
    clock.now += 999;
    expect(await atOnce(strategy, key)).toBe(0);
    clock.now += 1;
    expect(await atOnce(strategy, key)).toBe(1);
  });
});

describe('staggered calls', () => {
  test('go out one after the other, also after a pause', async () => {
    const { clock, strategy } = timed({ kind: 'staggered', calls: 5, perMs: 1_000 });
    const key = randomUUID();
    for (const pause of [0, 202, 202, 60_000]) {
      clock.now += pause;
      expect(await atOnce(strategy, key)).toBe(1);
    }
  });

  test('lose no pace by coming a little late', async () => {
    const { clock, strategy } = timed({ kind: 'staggered', calls: 5, perMs: 1_000 });
    const key = randomUUID();
    const begun = clock.now;
    for (let i = 0; i < 50; i += 1) {
      clock.now = begun + i * 202 + (i % 7);
      expect(await admits(strategy, key)).toBe(true);
    }
  });
});

describe('daily units', () => {
  const rule = { kind: 'daily-units', units: 10, zone: 'America/Los_Angeles' } as const;

  test.each([
    ['a day of 23 hours', '2026-03-08T08:00:00Z', '2026-03-09T07:00:00.000Z'],
    ['a day of 25 hours', '2026-11-01T07:00:00Z', '2026-11-02T08:00:00.000Z'],
  ])('of %s come back at its midnight', async (_name, begins, ends) => {
    const { clock, strategy } = timed(rule, Date.parse(begins));
    const key = randomUUID();
    expect(await admits(strategy, key, 7)).toBe(true);
    clock.now = Date.parse(ends) - 1;
    expect(await strategy.acquire(key, 4)).toEqual({
      admitted: false,
      retryAfterMs: 1,
      limit: 10,
      remaining: 3,
      resetsAt: new Date(ends),
    });
    clock.now += 1;
    expect(await admits(strategy, key, 10)).toBe(true);
  });

  test('of the day before are not counted', async () => {
    const { clock, strategy } = timed(rule, Date.parse('2026-03-08T07:59:59.999Z'));
    const key = randomUUID();
    expect(await admits(strategy, key, 10)).toBe(true);
    expect(await admits(strategy, key)).toBe(false);
    clock.now += 1;
    expect(await strategy.look(key)).toEqual({ limit: 10, remaining: 10, resetsAt: null });
  });
});
