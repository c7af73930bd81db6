import { randomUUID } from 'node:crypto';
import { jobQueueConformance, type OwnRedis, ownRedis } from '@viral-scan/testing';
import { Queue, UnrecoverableError, Worker } from 'bullmq';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRedis, createJobQueue } from '../src/index.ts';
import { family } from './jobs.ts';

let server: OwnRedis;
beforeAll(async () => {
  server = await ownRedis();
});
afterAll(() => server.stop());

/** The queue with a worker that is moved by hand. */
async function openQueue() {
  const redis = connectRedis(server.url, { role: 'queue', name: 'test' });
  const blocking = connectRedis(server.url, { role: 'blocking', name: 'test' });
  const prefix = `test-${randomUUID()}`;
  const queue = createJobQueue({ redis, prefix });
  const workers = new Map<string, Worker>();
  const workerOf = (name: string): Worker => {
    const worker =
      workers.get(name) ?? new Worker(name, null, { connection: blocking, prefix, autorun: false });
    worker.on('error', () => undefined);
    workers.set(name, worker);
    return worker;
  };
  return {
    queue,
    redis,
    prefix,
    async runNext(
      name: string,
      run: { readonly outcome: 'completed' | 'failed'; during?(): Promise<void> },
    ): Promise<string | null> {
      const token = randomUUID();
      const job = await workerOf(name).getNextJob(token, { block: false });
      if (job?.id === undefined) return null;
      await run.during?.();
      if (run.outcome === 'completed') await job.moveToCompleted(undefined, token, false);
      else await job.moveToFailed(new UnrecoverableError('test'), token, false);
      return job.id;
    },
    async close() {
      await queue.close();
      await Promise.all([...workers.values()].map((worker) => worker.close()));
      redis.disconnect();
      blocking.disconnect();
    },
  };
}

jobQueueConformance('BullMQ', openQueue);

test('adding a family again after some of its children have ended changes nothing', async () => {
  const under = await openQueue();
  const parent = family(3);
  await under.queue.enqueue(parent);
  await under.runNext('collect-account', { outcome: 'completed' });
  await under.runNext('collect-account', { outcome: 'failed' });
  await under.queue.enqueue(parent);
  await under.runNext('collect-account', { outcome: 'completed' });
  await under.queue.enqueue(parent);
  expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBe(parent.id);
  await under.queue.enqueue(parent);
  expect(await under.queue.presence('analyze-scan', parent.id)).toBe('ended');
  expect(await under.runNext('collect-account', { outcome: 'completed' })).toBeNull();
  await under.close();
});

test.each(['completed', 'failed'] as const)(
  'a parent that is added after its children have %s runs at once',
  async (outcome) => {
    const under = await openQueue();
    const parent = family(2);
    for (const child of parent.children) await under.queue.enqueue(child);
    await under.runNext('collect-account', { outcome });
    await under.runNext('collect-account', { outcome });
    await under.queue.enqueue(parent);
    expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBe(parent.id);
    await under.close();
  },
);

test('a family that has ended does not run again when the traces of its children are gone', async () => {
  const under = await openQueue();
  const parent = family(1);
  await under.queue.enqueue(parent);
  await under.runNext('collect-account', { outcome: 'completed' });
  await under.runNext('analyze-scan', { outcome: 'completed' });
  const traces = new Queue('collect-account', { connection: server.look, prefix: under.prefix });
  await traces.remove(parent.children[0]?.id ?? '');
  await traces.close();
  await under.queue.enqueue(parent);
  expect(await under.runNext('collect-account', { outcome: 'completed' })).toBeNull();
  await under.close();
});

test('a parent runs when all of its children have failed', async () => {
  const under = await openQueue();
  const parent = family(2);
  await under.queue.enqueue(parent);
  await under.runNext('collect-account', { outcome: 'failed' });
  await under.runNext('collect-account', { outcome: 'failed' });
  expect(await under.runNext('analyze-scan', { outcome: 'completed' })).toBe(parent.id);
  await under.close();
});

test('after FLUSHALL everything can be added again', async () => {
  const under = await openQueue();
  const parent = family(1);
  await under.queue.enqueue(parent);
  await server.look.flushall();
  expect(await under.queue.presence('analyze-scan', parent.id)).toBe('missing');
  await under.queue.enqueue(parent);
  expect(await under.queue.presence('analyze-scan', parent.id)).toBe('waiting');
  expect(await under.runNext('collect-account', { outcome: 'completed' })).not.toBeNull();
  await under.close();
});

test('a queue adds again as soon as Redis has restarted, scripts and all', async () => {
  const under = await openQueue();
  const [before, after] = [family(2), family(2)];
  await under.queue.enqueue(before);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await server.kill();
  await expect(under.queue.enqueue(after)).rejects.toThrow();
  await server.restart();
  await expect
    .poll(() => under.queue.enqueue(after).then(() => 'added', String), { timeout: 5_000 })
    .toBe('added');
  expect(await under.queue.presence('analyze-scan', before.id)).toBe('waiting');
  expect(await under.queue.presence('analyze-scan', after.id)).toBe('waiting');
  await under.close();
});

test('a queue that was made while Redis was away adds when it has come', async () => {
  await server.kill();
  const under = await openQueue();
  const job = family(1);
  await expect(under.queue.enqueue(job)).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await server.restart();
  await expect
    .poll(() => under.queue.enqueue(job).then(() => 'added', String), { timeout: 5_000 })
    .toBe('added');
  expect(await under.queue.presence(job.name, job.id)).toBe('waiting');
  await under.close();
});

test("an id with BullMQ's separator is refused", async () => {
  const under = await openQueue();
  await expect(under.queue.enqueue({ ...family(0), id: 'a:b' })).rejects.toThrow(
    'must not contain',
  );
  await under.close();
});
