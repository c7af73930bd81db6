import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OwnRedis, ownRedis, type TestDatabase, testDatabase } from '@viral-scan/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalIssuer, localIssuer } from '../local-issuer.ts';
import { type ApiProcess, apiProcess } from './processes.ts';
import { type Answer, callAt } from './surface-room.ts';

const network = { SCRAPER_TENANT_ID: randomUUID(), SCRAPER_USER_ID: randomUUID() };

let database: TestDatabase;
let redis: OwnRedis;
let issuer: LocalIssuer;
let apis: readonly ApiProcess[];
beforeAll(async () => {
  [database, redis, issuer] = await Promise.all([testDatabase(), ownRedis(), localIssuer()]);
  const env = {
    ...network,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SCRAPER_SURFACE_AUTH: 'network',
    RATE_LIMIT_REQUESTS_PER_WINDOW: '2',
    RATE_LIMIT_WINDOW_SECONDS: '3600',
  };
  apis = await Promise.all([apiProcess(issuer, env), apiProcess(issuer, env)]);
}, 60_000);
afterAll(async () => {
  for (const api of apis ?? []) api.kill();
  await Promise.all([database?.drop(), redis?.stop()]);
});

async function somebody() {
  const caller = { tenantId: randomUUID(), userId: randomUUID() };
  const headers = { authorization: `Bearer ${await issuer.token(caller)}` };
  return {
    ...caller,
    scrape: (api: number, account: string): Promise<Answer> =>
      callAt(apis[api % apis.length]?.url ?? '', 'POST', `/scrape/account/${account}`, { headers }),
    status: async (api: number, account: string) =>
      (await callAt(apis[api]?.url ?? '', 'GET', `/rate-limit/status/${account}`, { headers }))
        .body,
    /** When places were taken, on the clock of the database. */
    taken: async (account: string): Promise<number[]> => {
      const { rows } = await database.pools.scan.query<{ ms: number }>(
        `select (extract(epoch from at) * 1000)::float8 as ms
         from scan.scrape_limits l cross join unnest(l.taken_at) at
         where l.tenant_id = $1 and l.account_ref = $2 order by at`,
        [caller.tenantId, `threads:${account}`],
      );
      return rows.map(({ ms }) => ms);
    },
  };
}
const limitTo = (tenantId: string, requests: number, windowSeconds: number) =>
  database.store.scrapeLimits.setLimit(tenantId, { requests, windowSeconds });
const statuses = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

describe('two processes share one limit', () => {
  it('whoever asks where and at once, exactly as many are let in', async () => {
    const asks = fc.array(fc.tuple(fc.constantFrom('ann', 'bob'), fc.nat({ max: 1 })), {
      minLength: 1,
      maxLength: 16,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), asks, async (requests, calls) => {
        const who = await somebody();
        await limitTo(who.tenantId, requests, 3_600);
        const answers = await Promise.all(
          calls.map(async ([account, api]) => ({ account, ...(await who.scrape(api, account)) })),
        );
        for (const account of ['ann', 'bob']) {
          const of = answers.filter((answer) => answer.account === account);
          const free = Math.min(requests, of.length);
          expect([statuses(of, 200), statuses(of, 429)]).toEqual([free, of.length - free]);
          const left = { account_id: account, requests_remaining: requests - free };
          expect(await who.status(0, account)).toMatchObject(left);
          expect(await who.status(1, account)).toMatchObject(left);
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('no window ever holds more, and each that is over frees its place', async () => {
    const [requests, windowMs] = [2, 1_000];
    const who = await somebody();
    await limitTo(who.tenantId, requests, windowMs / 1_000);
    const started = performance.now();
    let letIn = 0;
    const hammer = async (api: number): Promise<void> => {
      while (performance.now() < started + 1.3 * windowMs || letIn < 2 * requests) {
        const { status, headers } = await who.scrape(api, 'ann');
        if (status === 200) letIn += 1;
        // Rounded up: never less than a second, never more than the window.
        else expect(headers['retry-after']).toBe('1');
        await sleep(5);
      }
    };
    await Promise.all([hammer(0), hammer(1), hammer(0), hammer(1)]);
    const taken = await who.taken('ann');
    expect(taken).toHaveLength(letIn);
    taken.slice(requests).forEach((at, index) => {
      expect(at - (taken[index] ?? 0)).toBeGreaterThanOrEqual(windowMs);
    });
  }, 30_000);

  it('a limit that is changed holds at once in both', async () => {
    const who = await somebody();
    const both = () => Promise.all([who.scrape(0, 'ann'), who.scrape(1, 'ann')]);
    expect((await both()).map(({ status }) => status)).toEqual([200, 200]);
    expect(statuses(await both(), 429)).toBe(2);
    await limitTo(who.tenantId, 3, 3_600);
    expect(statuses(await both(), 200)).toBe(1);
    await database.store.scrapeLimits.setLimit(who.tenantId, null);
    expect(statuses(await both(), 429)).toBe(2);
  });

  it('which neither a killed Redis nor a wiped one touches', async () => {
    const who = await somebody();
    const say = async () => [
      (await who.scrape(0, 'ann')).status,
      (await who.scrape(1, 'ann')).status,
    ];
    expect((await who.scrape(0, 'ann')).status).toBe(200);
    await redis.kill();
    expect(await say()).toEqual([200, 429]);
    await redis.restart();
    await redis.look.flushall();
    expect(await say()).toEqual([429, 429]);
  }, 30_000);
});

describe('SCRAPER_SURFACE_AUTH=network', () => {
  it('is named at start, and acts for the configured user', async () => {
    for (const api of apis) {
      const line = api
        .said()
        .split('\n')
        .find((text) => text.includes('SCRAPER_SURFACE_AUTH'));
      expect(JSON.parse(line ?? '{}')).toMatchObject({
        level: 'warn',
        msg: 'SCRAPER_SURFACE_AUTH=network: the viral-scraper surface asks nobody for credentials',
        tenant_id: network.SCRAPER_TENANT_ID,
      });
    }
    const answer = await callAt(apis[0]?.url ?? '', 'POST', '/scrape/account/ann');
    const { task_id } = answer.body as { task_id: string };
    const authorization = `Bearer ${await issuer.token({
      tenantId: network.SCRAPER_TENANT_ID,
      userId: network.SCRAPER_USER_ID,
    })}`;
    const path = `/scrape/tasks/${task_id}/status`;
    expect(
      (await callAt(apis[1]?.url ?? '', 'GET', path, { headers: { authorization } })).body,
    ).toEqual({ task_id, status: 'queued', account_id: 'ann' });
  });
});
