import type { PlannedJob } from '@viral-scan/contracts';
import { type OwnRedis, ownRedis } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import { collectJob, family } from './jobs.ts';
import { eventually, sleep, type WorkerRoom, workerRoom } from './worker-room.ts';

async function withOwnRedis(
  run: (server: OwnRedis, room: WorkerRoom) => Promise<void>,
): Promise<void> {
  const server = await ownRedis();
  const room = workerRoom(server.url);
  try {
    await run(server, room);
  } finally {
    await room.close();
    await server.stop();
  }
}

const enqueueWhenPossible = ({ queue }: WorkerRoom, job: PlannedJob) =>
  eventually(() => queue.enqueue(job).then(() => 'added'), 'added');
const ended = (room: WorkerRoom, count: number) => eventually(() => room.ends.length, count);

// They mostly wait, so they wait together.
describe.concurrent('workers and a Redis that goes away', () => {
  test('after a kill and restart of Redis waiting jobs and new ones run', () =>
    withOwnRedis(async (server, room) => {
      const worker = room.work('collect-account', async () => undefined);
      room.work('analyze-scan', async () => undefined);
      await worker.ready;
      await room.queue.enqueue(collectJob());
      await ended(room, 1);
      await sleep(1_100);
      await server.kill();
      await sleep(3_000);
      await server.restart();
      const restarted = performance.now();
      await enqueueWhenPossible(room, family(2));
      await ended(room, 4);
      expect(performance.now() - restarted).toBeLessThan(30_000);
    }));

  test('a job that runs while Redis is away for a while is completed once', () =>
    withOwnRedis(async (server, room) => {
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
      await eventually(() => room.queue.presence('collect-account', job.id), 'ended');
      expect(room.outcomes()).toEqual(['completed']);
    }));

  test('after FLUSHALL workers go on with what is added anew', () =>
    withOwnRedis(async (server, room) => {
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
      await ended(room, 2);
      expect(room.outcomes()).toEqual(['lost', 'completed']);
    }));

  test('a worker that starts before Redis works when Redis has come', () =>
    withOwnRedis(async (server, room) => {
      await sleep(1_100);
      await server.kill();
      const late = workerRoom(server.url, room.prefix);
      const worker = late.work('collect-account', async () => undefined);
      await sleep(1_500);
      await server.restart();
      await worker.ready;
      await enqueueWhenPossible(room, collectJob());
      await eventually(() => late.outcomes(), ['completed']);
      await late.close();
    }));

  test('a worker closes in time while Redis is away', () =>
    withOwnRedis(async (server, room) => {
      const worker = room.work('collect-account', async () => undefined);
      await worker.ready;
      await server.kill();
      await sleep(200);
      const started = performance.now();
      await worker.close({ timeoutMs: 500 });
      expect(performance.now() - started).toBeLessThan(15_000);
      await server.restart();
    }));
});
