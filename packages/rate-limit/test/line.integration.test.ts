import { testRedisPrefix } from '@viral-scan/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Budget, BudgetRule } from '../src/index.ts';
import { progressOf, type SimulatedUser, seeded, simulate } from './simulated-line.ts';
import { brokenWindows } from './windows.ts';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(testRedisPrefix().url);
});
afterAll(() => redis.disconnect());

const run = (rules: readonly BudgetRule[], users: readonly SimulatedUser[], forMs: number) => {
  const budgets = rules.map((rule, i): Budget => ({ name: `app-${i}`, per: 'app', rule }));
  return runBudgets(budgets, users, forMs);
};
const runBudgets = (budgets: readonly Budget[], users: readonly SimulatedUser[], forMs: number) =>
  simulate({ redis, prefix: testRedisPrefix().prefix, budgets, users, forMs, random: seeded(4) });

const crowd = (count: number, each: Partial<SimulatedUser> = {}): SimulatedUser[] =>
  Array.from({ length: count }, (_, i) => ({ name: `user-${i}`, atOnce: 1, ...each }));

const hundredASecond = { kind: 'staggered', calls: 100, perMs: 1_000 } as const;
const fairRules: readonly BudgetRule[] = [
  hundredASecond,
  { kind: 'sliding-window', calls: 100, perMs: 1_000 },
  { kind: 'token-bucket', capacity: 5, refill: 100, perMs: 1_000 },
];

describe('the line before a budget', () => {
  test("lets one user's first call out before a thousand of another", async () => {
    const users = [
      { name: 'greedy', atOnce: 1_000 },
      { name: 'modest', atOnce: 1, joinsAtMs: 300 },
    ];
    const { admissions } = await run([hundredASecond], users, 400);
    const first = admissions.find(({ user }) => user === 'modest');
    expect(first?.waitedMs).toBeLessThan(40);
  });

  test.each(fairRules)(
    'of $kind gives all users the same, however much they want',
    async (rule) => {
      const users = [...crowd(20, { atOnce: 8 }), ...crowd(5, { atOnce: 40 })].map((user, i) => ({
        ...user,
        name: `user-${i}`,
      }));
      const { admissions } = await run([rule], users, 6_000);
      const counts = [...progressOf(admissions, 1_000).values()];
      expect(counts).toHaveLength(25);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    },
  );

  test('of staggered calls gives those who call one by one as much as those who crowd', async () => {
    const greedy = { name: 'greedy', atOnce: 50 };
    const { admissions } = await run([hundredASecond], [...crowd(20), greedy], 6_000);
    const counts = [...progressOf(admissions, 1_000).values()];
    expect(counts).toHaveLength(21);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  });

  test.each(fairRules)('of $kind keeps the pace, and no more', async (rule) => {
    const { admissions } = await run([rule], crowd(30), 3_000);
    const moments = admissions.map(({ atMs }) => Math.round(atMs * 1_000));
    expect(brokenWindows(rule, moments)).toEqual([]);
    expect(admissions.length).toBeGreaterThan(290);
  });

  test('lets the calls of one user out in the order in which they came', async () => {
    const { admissions } = await run([hundredASecond], [{ name: 'user', atOnce: 30 }], 1_000);
    const order = admissions.map(({ atMs, waitedMs }) => Math.round((atMs - waitedMs) * 1_000));
    // Waiters come up to 3 ms late, in an interval of 10 ms.
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('asks few questions of those who wait', async () => {
    const { admissions, asked } = await run([hundredASecond], crowd(100), 3_000);
    expect(asked / admissions.length).toBeLessThan(5);
  });

  test('closes up within two seconds when half of it died', async () => {
    const users = crowd(60).map((user, i) => (i % 2 ? user : { ...user, diesAtMs: 1_000 }));
    const { admissions } = await run([hundredASecond], users, 5_000);
    const counts = [...progressOf(admissions, 3_000).values()];
    expect(counts).toHaveLength(30);
    expect(counts.reduce((a, b) => a + b)).toBeGreaterThan(190);
  });

  test('lets a user who died begin anew without a debt', async () => {
    const dead = { name: 'user', atOnce: 300, diesAtMs: 500 };
    const again = { name: 'user', atOnce: 1, joinsAtMs: 3_000 };
    const { admissions } = await run([hundredASecond], [...crowd(20), dead, again], 6_000);
    const progress = progressOf(admissions, 3_500);
    const others = progress.get('user-0') ?? 0;
    expect(progress.get('user')).toBeGreaterThanOrEqual(others - 2);
  });

  test('is not held up by users whose own budget makes them wait', async () => {
    const budgets: Budget[] = [
      { name: 'app', per: 'app', rule: hundredASecond },
      { name: 'user', per: 'user', rule: { kind: 'staggered', calls: 5, perMs: 1_000 } },
    ];
    const users = [...crowd(10, { atOnce: 10 }), ...crowd(30)].map((user, i) => ({
      ...user,
      name: `user-${i}`,
    }));
    const { admissions } = await runBudgets(budgets, users, 6_000);
    const counts = [...progressOf(admissions, 1_000).values()];
    expect(counts).toHaveLength(40);
    // 100 a second for 40 users: 2.5 each, of the 5 that each may have.
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(11);
    expect(Math.max(...counts)).toBeLessThanOrEqual(14);
    expect(admissions.length).toBeGreaterThan(580);
  });

  test('is not held up by calls that wait for another budget', async () => {
    const budgets: Budget[] = [
      { name: 'app', per: 'app', rule: hundredASecond },
      {
        name: 'search',
        per: 'endpoint',
        rule: { kind: 'staggered', calls: 1, perMs: 2_000 },
        operations: ['search'],
      },
    ];
    const searching = { name: 'searching', atOnce: 5, operation: 'search' };
    const users = [...crowd(10, { atOnce: 2 }), searching];
    const { admissions } = await runBudgets(budgets, users, 5_000);
    expect(progressOf(admissions).get('searching')).toBe(3);
    expect(admissions.length).toBeGreaterThan(485);
  });

  test('gives what users leave unused to those who want it', async () => {
    const budgets: Budget[] = [
      { name: 'app', per: 'app', rule: { kind: 'staggered', calls: 20, perMs: 1_000 } },
      {
        name: 'user',
        per: 'user',
        rule: { kind: 'token-bucket', capacity: 2, refill: 15, perMs: 1_000 },
      },
    ];
    const users = [
      { name: 'one', atOnce: 8 },
      { name: 'other', atOnce: 8, diesAtMs: 2_000 },
    ];
    const { admissions } = await runBudgets(budgets, users, 6_000);
    const together = progressOf(admissions.filter(({ atMs }) => atMs < 2_000));
    expect(Math.abs((together.get('one') ?? 0) - (together.get('other') ?? 0))).toBeLessThan(3);
    expect(progressOf(admissions, 4_000).get('one')).toBeGreaterThan(28);
  });

  test('leaves nothing behind that does not expire', async () => {
    const prefix = `${testRedisPrefix().prefix}-left`;
    const budgets: Budget[] = [
      ...fairRules.map((rule, i): Budget => ({ name: `b${i}`, per: 'user-endpoint', rule })),
      { name: 'app', per: 'app', rule: hundredASecond },
      { name: 'units', per: 'user', rule: { kind: 'daily-units', units: 500, zone: 'UTC' } },
    ];
    await simulate({
      redis,
      prefix,
      budgets,
      users: crowd(5, { atOnce: 9 }),
      forMs: 500,
      random: seeded(1),
    });
    const keys = await redis.keys(`${prefix}:*`);
    const lasting = [];
    for (const key of keys) if ((await redis.pttl(key)) === -1) lasting.push(key);
    expect(keys.length).toBeGreaterThan(20);
    expect(lasting).toEqual([`${prefix}:pace:{youtube-data}:history`]);
  });
});
