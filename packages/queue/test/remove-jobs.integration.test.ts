import { randomUUID } from 'node:crypto';
import { type JobName, jobId, type PlannedJob } from '@viral-scan/contracts';
import { type OwnRedis, ownRedis } from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectRedis, createFileRewriting, removeJobs } from '../src/index.ts';
import { eventually, sleep, workerRoom } from './worker-room.ts';

let server: OwnRedis;
beforeAll(async () => {
  server = await ownRedis();
});
afterAll(() => server.stop());

const flowOf = (scanId: string, parent: JobName = 'analyze-scan'): PlannedJob => {
  const job = (name: PlannedJob['name'], stepKey: string, children: PlannedJob[] = []) => ({
    name,
    id: jobId(scanId, stepKey, 0),
    payload: {
      tenantId: randomUUID(),
      subjectId: randomUUID(),
      scanId,
      stepKey,
      traceparent: null,
    },
    children,
  });
  const children = ['collect-0', 'collect-1'].map((key) => job('collect-account', key));
  return job(parent, parent, children);
};

/** Every key, list and stream that names it. */
const naming = async (scanId: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const key of await server.look.keys('*')) {
    const type = await server.look.type(key);
    const text =
      type === 'stream'
        ? await server.look.xrange(key, '-', '+')
        : type === 'list'
          ? await server.look.lrange(key, 0, -1)
          : type === 'set'
            ? await server.look.smembers(key)
            : type === 'zset'
              ? await server.look.zrangebyscore(key, '-inf', '+inf')
              : type === 'hash'
                ? await server.look.hgetall(key)
                : await server.look.get(key);
    if (`${key} ${JSON.stringify(text)}`.includes(scanId)) found.push(key);
  }
  return found;
};

it('jobs go in whatever state they are, with all that names them, once their workers let go', async () => {
  const room = workerRoom(server.url);
  const redis = connectRedis(server.url, { role: 'queue', name: 'test' });
  const [erased, kept] = [randomUUID(), randomUUID()];
  const hold = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  room.work('collect-account', async ({ scanId, stepKey }) => {
    // One ends well, one is held.
    if (scanId !== erased || stepKey !== 'collect-0') return;
    begun.resolve();
    await hold.promise;
  });
  try {
    await room.queue.enqueue(flowOf(erased));
    await room.queue.enqueue(flowOf(kept));
    await begun.promise;
    await eventually(
      () => room.queue.presence('collect-account', jobId(kept, 'collect-1', 0)),
      'ended',
    );
    expect((await naming(erased)).length).toBeGreaterThan(4);
    const before = await naming(kept);

    const first = await removeJobs({ redis, prefix: room.prefix }, [erased]);
    expect(first.isHeld).toBe(true);
    hold.resolve();
    await eventually(async () => {
      const { isHeld } = await removeJobs({ redis, prefix: room.prefix }, [erased]);
      return isHeld;
    }, false);
    expect(await naming(erased)).toEqual([]);
    expect((await naming(kept)).toSorted()).toEqual(before.toSorted());
    expect(await removeJobs({ redis, prefix: room.prefix }, [])).toMatchObject({ isHeld: false });
  } finally {
    hold.resolve();
    await room.close();
    redis.disconnect();
  }
});

it.each(['analyze-scan', 'rank-posts'] as const)(
  'a job of %s is not set free when those it waits for go',
  async (parent) => {
    const room = workerRoom(server.url);
    const redis = connectRedis(server.url, { role: 'queue', name: 'test' });
    const scanId = randomUUID();
    let runs = 0;
    try {
      const worker = room.work(parent, async () => {
        runs += 1;
      });
      await worker.ready;
      await room.queue.enqueue(flowOf(scanId, parent));
      const { erased, isHeld } = await removeJobs({ redis, prefix: room.prefix }, [scanId]);
      expect({ jobs: erased.jobs, isHeld }).toEqual({ jobs: 3, isHeld: false });
      await sleep(100);
      expect(runs).toBe(0);
    } finally {
      await room.close();
      redis.disconnect();
    }
  },
);

it('Redis writes its file anew when it was asked to, once for many', async () => {
  const redis = connectRedis(server.url, { role: 'queue', name: 'test' });
  const files = createFileRewriting({ redis, prefix: 'files' }, 300);
  const rewrites = async (): Promise<number> =>
    Number(/aof_rewrites:(\d+)/.exec(await redis.info('persistence'))?.[1]);
  const isBusy = async (): Promise<boolean> =>
    /aof_rewrite_in_progress:1/.test(await redis.info('persistence'));
  try {
    expect(await files.run()).toBeNull();
    await redis.set('erased', 'canary-in-the-file');
    await redis.del('erased');
    const before = await rewrites();
    await files.ask();
    await files.ask();
    expect(await files.run()).toBe('started');
    await files.ask();
    expect(await files.run()).toBeNull();
    await eventually(async () => (await rewrites()) > before && !(await isBusy()), true);
    // What was asked for meanwhile is not forgotten.
    await eventually(async () => (await files.run()) === 'started', true);
  } finally {
    redis.disconnect();
  }
});
