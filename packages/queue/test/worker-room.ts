import { randomUUID } from 'node:crypto';
import {
  type AnalyzeScanJob,
  analyzeScanJobSchema,
  collectAccountJobSchema,
  type JobName,
  rankPostsJobSchema,
} from '@viral-scan/contracts';
import {
  type AttemptEnd,
  type AttemptOutcome,
  type BullJobQueue,
  connectRedis,
  createJobQueue,
  type JobHandler,
  type RunningWorker,
  startWorker,
} from '../src/index.ts';

export interface WorkerRoom {
  readonly queue: BullJobQueue;
  readonly prefix: string;
  readonly ends: readonly AttemptEnd[];
  readonly errors: readonly Error[];
  outcomes(): AttemptOutcome[];
  work(name: JobName, handler: JobHandler<AnalyzeScanJob>, concurrency?: number): RunningWorker;
  close(): Promise<void>;
}

const schemas = {
  'collect-account': collectAccountJobSchema,
  'analyze-scan': analyzeScanJobSchema,
  'rank-posts': rankPostsJobSchema,
};

/** A queue and its workers on connections of their own. */
export function workerRoom(url: string, prefix = `test-${randomUUID()}`): WorkerRoom {
  const redis = connectRedis(url, { role: 'queue', name: 'test' });
  const blocking = connectRedis(url, { role: 'blocking', name: 'test' });
  const queue = createJobQueue({ redis, prefix });
  const ends: AttemptEnd[] = [];
  const errors: Error[] = [];
  const workers: RunningWorker[] = [];
  return {
    queue,
    prefix,
    ends,
    errors,
    outcomes: () => ends.map(({ outcome }) => outcome),
    work(name, handler, concurrency = 4) {
      const worker = startWorker({
        name,
        redis: blocking,
        prefix,
        concurrency,
        schema: schemas[name],
        handler,
        onEnd: (end) => void ends.push(end),
        onError: (error) => void errors.push(error),
      });
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close({ timeoutMs: 2_000 })));
      await queue.close();
      redis.disconnect();
      blocking.disconnect();
    },
  };
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `read` gives `wanted`; `expect.poll` cannot serve tests that run at once. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  wanted: T,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await Promise.resolve().then(read).catch(String);
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
    if (performance.now() > deadline) {
      throw new Error(`still ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
    }
    await sleep(20);
  }
}
