import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectJob, family } from './jobs.ts';
import { type OwnRedis, ownRedis } from './own-redis.ts';
import { sleep, type WorkerRoom, workerRoom } from './worker-room.ts';

let server: OwnRedis;
let room: WorkerRoom;
beforeEach(async () => {
  server = await ownRedis();
  room = workerRoom(server.url);
});
afterEach(async () => {
  await room.close();
  await server.stop();
});

const enqueueWhenPossible = (job: Parameters<typeof room.queue.enqueue>[0]) =>
  expect
    .poll(() => room.queue.enqueue(job).then(() => 'added', String), { timeout: 10_000 })
    .toBe('added');
const ended = (count: number, timeout = 10_000) =>
  expect.poll(() => room.ends.length, { timeout, interval: 20 }).toBe(count);

test('after a kill and restart of Redis waiting jobs and new ones run', async () => {
  const worker = room.work('collect-account', async () => undefined);
  room.work('analyze-scan', async () => undefined);
  await worker.ready;
  await room.queue.enqueue(collectJob());
  await ended(1);
  await sleep(1_100);
  await server.kill();
  await sleep(3_000);
  await server.restart();
  const restarted = performance.now();
  await enqueueWhenPossible(family(2));
  await ended(4);
  expect(performance.now() - restarted).toBeLessThan(9_000);
});

test('a job that runs while Redis is away for a while is completed once', async () => {
  const job = collectJob();
  const started = Promise.withResolvers<void>();
  room.work('collect-account', async () => {
    started.resolve();
    await sleep(2_000);
  });
  await room.queue.enqueue(job);
  await started.promise;
  await sleep(1_100);
  await server.kill();
  await sleep(2_000);
  await server.restart();
  await expect
    .poll(() => room.queue.presence('collect-account', job.id).catch(String), { timeout: 8_000 })
    .toBe('ended');
  expect(room.outcomes()).toEqual(['completed']);
});

test('after FLUSHALL workers go on with what is added anew', async () => {
  const job = collectJob();
  const aborted = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let starts = 0;
  room.work('collect-account', async (_payload, { signal }) => {
    starts += 1;
    if (starts > 1) return;
    started.resolve();
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted.resolve();
        reject(new Error('aborted'));
      });
    });
  });
  await room.queue.enqueue(job);
  await started.promise;
  await server.look.flushall();
  // The running one learns at its next renewal, within 5 s, that its lock is gone.
  await aborted.promise;
  await room.queue.enqueue(job);
  await ended(2);
  expect(room.outcomes()).toEqual(['retried', 'completed']);
});

test('a worker that starts before Redis works when Redis has come', async () => {
  await sleep(1_100);
  await server.kill();
  const late = workerRoom(server.url, room.prefix);
  const worker = late.work('collect-account', async () => undefined);
  await sleep(1_500);
  await server.restart();
  await worker.ready;
  await enqueueWhenPossible(collectJob());
  await expect.poll(() => late.outcomes(), { timeout: 5_000 }).toEqual(['completed']);
  await late.close();
});

test('a worker closes in time while Redis is away', async () => {
  const worker = room.work('collect-account', async () => undefined);
  await worker.ready;
  await server.kill();
  await sleep(200);
  const started = performance.now();
  await worker.close({ timeoutMs: 500 });
  expect(performance.now() - started).toBeLessThan(3_000);
  await server.restart();
});
