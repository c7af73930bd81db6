import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { reconnectDelayMs } from '../src/connect-redis.ts';
import {
  connectRedis,
  createJobQueue,
  createLatestReportCache,
  type RedisRole,
  redisPing,
} from '../src/index.ts';
import { collectJob } from './jobs.ts';

const nowhere = 'redis://127.0.0.1:9';

async function settledWithin(ms: number, work: Promise<unknown>): Promise<'rejected' | string> {
  const started = performance.now();
  const end = await work.then(
    () => 'resolved',
    () => 'rejected',
  );
  const tookMs = performance.now() - started;
  return tookMs <= ms ? end : `${end} after ${tookMs} ms`;
}

test.each<RedisRole>(['queue', 'cache'])(
  'a %s connection refuses commands in time while Redis is away',
  async (role) => {
    const redis = connectRedis(nowhere, { role, name: 'test' });
    expect(await settledWithin(8_000, redis.get('key'))).toBe('rejected');
    expect(await settledWithin(8_000, redis.get('key'))).toBe('rejected');
    redis.disconnect();
  },
);

test('lost connections are told and never thrown', async () => {
  const errors: Error[] = [];
  const redis = connectRedis(nowhere, {
    role: 'queue',
    name: 'test',
    onError: (error) => errors.push(error),
  });
  await redis.get('key').catch(() => undefined);
  redis.disconnect();
  expect(errors.length).toBeGreaterThan(0);
});

test('adding and asking reject in time while Redis is away, also a moment later', async () => {
  const redis = connectRedis(nowhere, { role: 'queue', name: 'test' });
  const queue = createJobQueue({ redis, prefix: 'test' });
  const job = collectJob();
  expect(await settledWithin(8_000, queue.enqueue(job))).toBe('rejected');
  expect(await settledWithin(8_000, queue.enqueue(job))).toBe('rejected');
  expect(await settledWithin(8_000, queue.presence(job.name, job.id))).toBe('rejected');
  redis.disconnect();
});

test('a server that accepts and never answers is away too', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const redis = connectRedis(`redis://127.0.0.1:${port}`, { role: 'queue', name: 'test' });
  const queue = createJobQueue({ redis, prefix: 'test' });
  const cache = createLatestReportCache({ redis });
  expect(
    await Promise.all([
      settledWithin(8_000, queue.enqueue(collectJob())),
      settledWithin(8_000, cache.get('user')),
      settledWithin(1_500, redisPing(redis, 200)),
    ]),
  ).toEqual(['rejected', 'rejected', 'rejected']);
  redis.disconnect();
  server.close();
});

test('reconnecting waits up to two seconds, not in step', () => {
  const delays = Array.from({ length: 200 }, (_, tries) => reconnectDelayMs(tries + 1));
  expect(Math.max(...delays)).toBeLessThanOrEqual(2_000);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(50);
  expect(new Set(delays).size).toBeGreaterThan(50);
});
