import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { connectRedis, createLatestReportCache } from '@viral-scan/queue';
import { createPools, createStore } from '@viral-scan/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { buildApp } from '../src/build-app.ts';
import { impatientCache } from '../src/impatient-cache.ts';
import { readinessChecks } from '../src/readiness-checks.ts';
import { type ApiRoom, apiRoom } from './api-room.ts';

let room: ApiRoom;
let closedPort: number;
beforeAll(async () => {
  room = await apiRoom();
  closedPort = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 1));
    });
  });
});
afterAll(() => room.close());

const body = { platforms: ['youtube'], accounts: ['youtube:UC0000000000000000000001'] };

describe('with the database away', () => {
  const appWith = async (port: number) => {
    const pools = createPools({
      databaseUrl: `postgres://nobody@127.0.0.1:${port}/nowhere`,
      applicationName: 'test',
      connectionTimeoutMs: 300,
    });
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    const app = await buildApp({
      ...room.deps,
      ...store,
      readinessChecks: readinessChecks({
        describeStore: () => store.describe(),
        pingRedis: async () => 1,
      }),
    });
    app.addHook('onClose', () => pools.end());
    return app;
  };
  const expectUnavailable = async (app: App) => {
    const headers = await room.newcomer();
    for (const call of [
      { method: 'POST', url: '/scan/initiate', payload: body },
      { method: 'GET', url: `/scan/results/${randomUUID()}` },
      { method: 'POST', url: '/imports', payload: 'a', headers: { 'content-type': 'text/csv' } },
    ] as const) {
      const { headers: own, ...rest } = { headers: {}, ...call };
      const answer = await app.inject({ ...rest, headers: { ...headers, ...own } });
      expect(answer.statusCode, answer.body).toBe(503);
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.json().type).toBe('urn:viral-scan:problem:unavailable');
      expect(answer.body).not.toMatch(/127\.0\.0\.1|ECONN|nobody|timeout/);
    }
  };

  it('calls are 503 with Retry-After and say nothing of the inside', async () => {
    const app = await appWith(closedPort);
    await expectUnavailable(app);
    await app.close();
  });

  it('callers of the viral-scraper surface are told so in its own shape', async () => {
    const app = await appWith(closedPort);
    const headers = await room.newcomer();
    for (const [method, url] of [
      ['POST', '/scrape/account/somebody'],
      ['GET', '/viral-posts'],
      ['GET', `/task/status/${randomUUID()}`],
    ] as const) {
      const answer = await app.inject({ method, url, headers });
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
      expect(answer.json()).toEqual({
        detail: expect.stringMatching(/^The service cannot reach its database/),
      });
    }
    await app.close();
  });

  it('a database that accepts and never answers is away too', async () => {
    const sockets = new Set<{ destroy(): void }>();
    const silent = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const app = await appWith(typeof address === 'object' && address ? address.port : 1);
    await expectUnavailable(app);
    await app.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('/health stays healthy and /ready is 503 in words', async () => {
    const app = await appWith(closedPort);
    expect((await app.inject('/health')).statusCode).toBe(200);
    const answer = await app.inject('/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      status: 'not_ready',
      dependencies: [
        { name: 'database', ok: false, required: true, detail: 'cannot be reached' },
        { name: 'redis', ok: true, required: false, detail: 'answers in 1 ms' },
      ],
    });
    await app.close();
  });
});

it('an error nobody expected is a 500 that leaks nothing, and is in the log', async () => {
  const app = await buildApp({
    ...room.deps,
    newId: () => {
      throw new Error('the password is swordfish');
    },
  });
  const answer = await app.inject({
    method: 'POST',
    url: '/scan/initiate',
    headers: await room.newcomer(),
    payload: body,
  });
  expect(answer.statusCode).toBe(500);
  expect(answer.json().type).toBe('urn:viral-scan:problem:internal');
  expect(answer.body).not.toContain('swordfish');
  expect(room.logLines.join('')).toContain('swordfish');
  await app.close();
});

describe('with Redis away', () => {
  it('a scan is taken on within 500 ms, and the latest report is answered within 1 s', async () => {
    const redis = connectRedis(`redis://127.0.0.1:${closedPort}`, { role: 'cache', name: 'test' });
    const cache = impatientCache(createLatestReportCache({ redis }), 400);
    const app = await buildApp({ ...room.deps, latestReports: cache });
    const userId = randomUUID();
    const token = await room.issuer.token({ tenantId: randomUUID(), userId });
    const headers = { authorization: `Bearer ${token}` };

    const initiate = async () => {
      const payload = {
        ...body,
        accounts: [`youtube:UC${randomUUID().replaceAll('-', '').slice(0, 22)}`],
      };
      const scan = await app.inject({ method: 'POST', url: '/scan/initiate', headers, payload });
      expect(scan.statusCode).toBe(202);
    };
    expect(await quickestOf(5, initiate)).toBeLessThan(500);

    const askLatest = async () => {
      const latest = await app.inject({ url: `/users/${userId}/scan/latest`, headers });
      expect(latest.json()).toMatchObject({
        status: 404,
        detail: 'No scan of this user has a report yet.',
      });
    };
    expect(await quickestOf(5, askLatest)).toBeLessThan(1_000);
    await app.close();
    redis.disconnect();
  });
});

/** Milliseconds of the quickest: machines stand still now and then, and are slow when they begin. */
async function quickestOf(times: number, call: () => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const startedAt = performance.now();
    await call();
    took.push(performance.now() - startedAt);
  }
  return Math.min(...took);
}
