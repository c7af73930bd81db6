import { QuotaExhausted, RateLimited, UpstreamUnavailable } from '@viral-scan/contracts';
import { type OwnRedis, ownRedis } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import type { Budget, BudgetRule } from '../src/index.ts';
import { type PaceRoom, paceRoom, takeMany } from './pace-room.ts';
import { startCalling } from './start-calling.ts';
import { brokenWindows } from './windows.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function withOwnRedis(run: (server: OwnRedis) => Promise<void>): Promise<void> {
  const server = await ownRedis();
  try {
    await run(server);
  } finally {
    await server.stop();
  }
}

async function withRooms(
  budgets: readonly Budget[],
  patienceMs: number,
  run: (server: OwnRedis, here: PaceRoom, there: PaceRoom) => Promise<void>,
): Promise<void> {
  await withOwnRedis(async (server) => {
    const open = (): PaceRoom => paceRoom({ url: server.url, prefix: 'p', budgets, patienceMs });
    const [here, there] = [open(), open()];
    try {
      await run(server, here, there);
    } finally {
      here.close();
      there.close();
    }
  });
}

const windowRule: BudgetRule = { kind: 'sliding-window', calls: 30, perMs: 700 };
const window: Budget = { name: 'app', per: 'app', rule: windowRule };
const aMinute: Budget = { ...window, rule: { ...windowRule, perMs: 60_000 } };

// They mostly wait, so they wait together.
describe.concurrent('a pace and a Redis that goes away', () => {
  test.each([
    ['is killed and started again', (server: OwnRedis) => server.kill().then(server.restart)],
    ['is flushed', (server: OwnRedis) => server.look.flushall()],
  ])('lets nobody out too early when Redis %s', { timeout: 60_000 }, async (_name, disturb) =>
    withOwnRedis(async (server) => {
      const processes = [1, 2].map((p) =>
        startCalling({
          url: server.url,
          prefix: 'p',
          budgets: [window],
          users: [`user-${p}-1`, `user-${p}-2`],
          atOnce: 5,
          forMs: 6_000,
          patienceMs: 30_000,
        }),
      );
      await Promise.all(processes.map(({ begun }) => begun));
      await sleep(2_500);
      await disturb(server);
      const disturbedAt = Date.now() * 1_000;
      const ends = await Promise.all(processes.map(({ done }) => done));
      const out = ends.flatMap((end) => end.out.map(([, micros]) => micros));
      expect(ends.flatMap(({ errors }) => errors)).toEqual([]);
      expect(out.filter((micros) => micros < disturbedAt).length).toBeGreaterThan(30);
      expect(out.filter((micros) => micros > disturbedAt).length).toBeGreaterThan(10);
      expect(brokenWindows(windowRule, out)).toEqual([]);
    }),
  );

  test('lets nobody out without Redis, and says so when patience ends', () =>
    withRooms([aMinute], 2_000, async (server, here) => {
      await here.take();
      await server.kill();
      await sleep(200);
      const started = performance.now();
      await expect(here.take()).rejects.toThrow(UpstreamUnavailable);
      const waitedMs = performance.now() - started;
      expect(waitedMs).toBeGreaterThan(1_900);
      expect(waitedMs).toBeLessThan(15_000);
      await expect(
        here.pace.penalize({ api: 'youtube-data', onBehalfOf: 'user' }, { scope: 'app', usage: 1 }),
      ).rejects.toThrow(UpstreamUnavailable);
      await server.restart();
      // What was given up is not done later.
      await sleep(1_000);
      const [remaining] = await here.pace.remaining('youtube-data', 'user');
      expect(remaining).toMatchObject({ limit: 30, remaining: 29 });
    }));

  test('goes on when Redis comes back in time', () =>
    withRooms([window], 15_000, async (server, here) => {
      await here.take();
      await server.kill();
      const waiting = takeMany(here, 3);
      await sleep(1_000);
      await server.restart();
      expect(await waiting).toEqual(['out', 'out', 'out']);
    }));

  test('a call that is aborted does not wait for Redis', () =>
    withRooms([window], 15_000, async (server, here) => {
      await here.take();
      await server.kill();
      const started = performance.now();
      await expect(here.take({}, AbortSignal.timeout(200))).rejects.toThrow(
        'aborted due to timeout',
      );
      expect(performance.now() - started).toBeLessThan(10_000);
      await server.restart();
    }));

  test.each<BudgetRule>([
    { kind: 'sliding-window', calls: 5, perMs: 60_000 },
    { kind: 'token-bucket', capacity: 5, refill: 5, perMs: 60_000 },
    { kind: 'staggered', calls: 1, perMs: 60_000 },
  ])('takes $kind for used up when Redis forgot what a process knows', async (rule) =>
    withRooms([{ name: 'app', per: 'app', rule }], 0, async (server, here, there) => {
      await here.take();
      await there.take().catch(() => undefined);
      await server.look.flushall();
      const refused = await here.take().catch((reason: unknown) => reason);
      expect(refused).toBeInstanceOf(RateLimited);
      await expect(there.take()).rejects.toThrow(RateLimited);
      // What is full again in steps is so from the moment of the loss.
      const waitMs = rule.kind === 'token-bucket' ? 12_000 : 60_000;
      expect(refused).toMatchObject({ retryAfterMs: expect.closeTo(waitMs, -3) });
    }),
  );

  test('takes budgets for used up when Redis comes back with an older state', () =>
    withRooms([aMinute], 0, async (server, here) => {
      await here.take();
      const keys = await server.look.keys('*');
      const older = await Promise.all(keys.map((key) => server.look.dumpBuffer(key)));
      await takeMany(here, 20);
      for (const [index, key] of keys.entries()) {
        const state = older[index];
        if (state) await server.look.restore(key, 0, state, 'REPLACE');
      }
      await expect(here.take()).rejects.toThrow(RateLimited);
    }));

  test('remembers the units of the day that Redis forgot', () => {
    const rule: BudgetRule = { kind: 'daily-units', units: 10, zone: 'America/Los_Angeles' };
    return withRooms([{ name: 'units', per: 'app', rule }], 0, async (server, here, there) => {
      await here.take({ units: 3 });
      await there.take({ units: 5 });
      await server.look.flushall();
      await here.take({ units: 1 });
      await expect(there.take({ units: 2 })).rejects.toThrow(QuotaExhausted);
      await there.take({ units: 1 });
    });
  });

  test('starts full for processes that have seen nothing', () =>
    withRooms([window], 0, async (server, here) => {
      await here.take();
      await server.look.flushall();
      const fresh = paceRoom({ url: server.url, prefix: 'p', budgets: [window], patienceMs: 0 });
      await fresh.take();
      fresh.close();
    }));
});
