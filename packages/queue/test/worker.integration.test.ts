import {
  AccountNotFound,
  RateLimited,
  StepLost,
  UpstreamContractBroken,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { testRedisPrefix } from '@viral-scan/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JobRun, startWorker } from '../src/index.ts';
import { collectJob, family } from './jobs.ts';
import { sleep, type WorkerRoom, workerRoom } from './worker-room.ts';

const { url } = testRedisPrefix();
const look = new Redis(url);
let room: WorkerRoom;
afterAll(() => look.disconnect());
beforeEach(() => {
  room = workerRoom(url);
});
afterEach(() => room.close());

const ended = (count: number) =>
  expect.poll(() => room.ends.length, { timeout: 30_000, interval: 20 }).toBe(count);

test('a family runs: the children first, the parent when all have ended, well or badly', async () => {
  const order: string[] = [];
  const parent = family(3);
  room.work('collect-account', async ({ stepKey }) => {
    await sleep(20);
    order.push(stepKey);
    if (stepKey === 'collect-1') throw new AccountNotFound('gone');
  });
  room.work('analyze-scan', async ({ stepKey }) => void order.push(stepKey));
  await room.queue.enqueue(parent);
  await ended(4);
  expect(order.at(-1)).toBe('analyze-scan');
  expect(order.toSorted()).toEqual(['analyze-scan', 'collect-0', 'collect-1', 'collect-2']);
  expect(room.outcomes().filter((outcome) => outcome === 'failed')).toHaveLength(1);
  await expect.poll(() => room.queue.presence('analyze-scan', parent.id)).toBe('ended');
});

test('a handler gets the payload and knows its attempt', async () => {
  const job = collectJob();
  const seen: unknown[] = [];
  room.work('collect-account', async (payload, { signal, ...run }) => {
    seen.push(payload, run);
    expect(signal.aborted).toBe(false);
  });
  await room.queue.enqueue(job);
  await ended(1);
  expect(seen).toEqual([job.payload, { attempt: 1, maxAttempts: 5, isLastAttempt: false }]);
  expect(room.ends[0]).toMatchObject({ job: 'collect-account', id: job.id, outcome: 'completed' });
});

test.each([
  { name: 'a field too many', data: { ...collectJob().payload, caption: 'swordfish' } },
  { name: 'a missing field', data: { scanId: 'x' } },
  { name: 'nothing', data: null },
])('a payload with $name fails for good and never reaches the handler', async ({ data }) => {
  const handler = vi.fn(async () => undefined);
  room.work('collect-account', handler);
  const raw = new Queue('collect-account', { connection: look, prefix: room.prefix });
  await raw.add('collect-account', data, { attempts: 5, jobId: 'bad' });
  await ended(1);
  await expect.poll(() => room.queue.presence('collect-account', 'bad')).toBe('ended');
  expect(room.outcomes()).toEqual(['bad_payload']);
  expect(handler).not.toHaveBeenCalled();
  await raw.close();
});

test('an unavailable upstream is tried again after a back-off', async () => {
  const runs: { at: number; run: JobRun }[] = [];
  room.work('collect-account', async (_payload, run) => {
    runs.push({ at: performance.now(), run });
    if (runs.length < 2) throw new UpstreamUnavailable('503');
  });
  await room.queue.enqueue(collectJob());
  await ended(2);
  expect(room.outcomes()).toEqual(['retried', 'completed']);
  expect(runs[1]?.run.attempt).toBe(2);
  expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThan(450);
});

test('a broken contract is tried twice', async () => {
  const job = collectJob();
  room.work('collect-account', () => Promise.reject(new UpstreamContractBroken('html')));
  await room.queue.enqueue(job);
  await ended(2);
  await expect.poll(() => room.queue.presence('collect-account', job.id)).toBe('ended');
  expect(room.outcomes()).toEqual(['retried', 'failed']);
});

test('a rate limit delays by what the upstream asks and costs no attempt', async () => {
  const runs: { at: number; attempt: number }[] = [];
  const job = collectJob();
  room.work('collect-account', async (_payload, { attempt }) => {
    runs.push({ at: performance.now(), attempt });
    if (runs.length < 3) throw new RateLimited('slow down', 1_200);
  });
  await room.queue.enqueue(job);
  await ended(1);
  await expect.poll(() => room.queue.presence('collect-account', job.id)).toBe('waiting');
  await ended(3);
  expect(runs.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  expect((runs[1]?.at ?? 0) - (runs[0]?.at ?? 0)).toBeGreaterThan(1_150);
  expect(room.outcomes()).toEqual(['delayed', 'delayed', 'completed']);
  expect(room.errors).toEqual([]);
});

test('a lost step ends its job quietly', async () => {
  const job = collectJob();
  room.work('collect-account', () => Promise.reject(new StepLost('another worker has it')));
  await room.queue.enqueue(job);
  await ended(1);
  await expect.poll(() => room.queue.presence('collect-account', job.id)).toBe('ended');
  await sleep(100);
  expect(room.outcomes()).toEqual(['lost']);
});

test('Redis keeps no text of an error', async () => {
  const job = family(1);
  room.work('collect-account', () => Promise.reject(new AccountNotFound('@swordfish is gone')));
  room.work('analyze-scan', () => Promise.reject(new TypeError('https://x/?key=swordfish')));
  await room.queue.enqueue(job);
  await ended(2);
  await expect.poll(() => room.queue.presence('analyze-scan', job.id)).toBe('ended');
  const keys = await look.keys(`${room.prefix}:*`);
  // Markers and locks go while we look.
  const kept = (await Promise.all(keys.map((key) => look.dumpBuffer(key)))).filter(
    (dump) => dump !== null,
  );
  expect(kept.length).toBeGreaterThan(0);
  for (const dump of kept) expect(dump.includes('swordfish')).toBe(false);
});

test('a worker without a handler, or of an unknown name, refuses to start', () => {
  const options = { redis: look, prefix: 'x', concurrency: 1 };
  const start = (wrong: object) => () => startWorker({ ...options, ...wrong } as never);
  expect(start({ name: 'collect-account' })).toThrow('has no handler');
  expect(start({ name: 'make-coffee', handler: async () => undefined })).toThrow('no job');
});

test('closing takes no new job and waits for the running one', async () => {
  const [first, second] = [collectJob(), collectJob()];
  const started = Promise.withResolvers<void>();
  const worker = room.work(
    'collect-account',
    async () => {
      started.resolve();
      await sleep(300);
    },
    1,
  );
  await room.queue.enqueue(first);
  await room.queue.enqueue(second);
  await started.promise;
  await worker.close({ timeoutMs: 20_000 });
  expect(room.outcomes()).toEqual(['completed']);
  expect(await room.queue.presence('collect-account', first.id)).toBe('ended');
  expect(await room.queue.presence('collect-account', second.id)).toBe('waiting');
});

test('closing aborts what takes too long and puts it back for others at no cost', async () => {
  const job = collectJob();
  const started = Promise.withResolvers<void>();
  const worker = room.work('collect-account', async (_payload, { signal }) => {
    started.resolve();
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  });
  await room.queue.enqueue(job);
  await started.promise;
  await worker.close({ timeoutMs: 100 });
  expect(room.outcomes()).toEqual(['interrupted']);
  expect(await room.queue.presence('collect-account', job.id)).toBe('waiting');

  const attempts: number[] = [];
  room.work('collect-account', async (_payload, { attempt }) => void attempts.push(attempt));
  await ended(2);
  expect(attempts).toEqual([1]);
});

test('closing does not wait for a handler that ignores the abort', async () => {
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const worker = room.work('collect-account', () => {
    started.resolve();
    return release.promise;
  });
  await room.queue.enqueue(collectJob());
  await started.promise;
  const before = performance.now();
  await worker.close({ timeoutMs: 100 });
  expect(performance.now() - before).toBeLessThan(20_000);
  expect(room.errors.at(-1)?.message).toContain('left jobs behind');
  release.resolve();
});
