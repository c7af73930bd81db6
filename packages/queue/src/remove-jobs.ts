import { type JobName, jobNames } from '@viral-scan/contracts';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { scanKeys } from './scan-keys.ts';

export interface RemovedJobs {
  readonly erased: { readonly jobs: number; readonly job_events: number };
  /** A worker still has a job of theirs: it is removed when the worker has let go. */
  readonly isHeld: boolean;
}

const uuidLength = 36;
/** A parent before its children: the last child to go would set it free. */
const parentsFirst: readonly JobName[] = jobNames.toSorted(
  (one, other) => Number(one === 'collect-account') - Number(other === 'collect-account'),
);

/**
 * Removes the jobs of these scans, in whatever state, with their logs and the entries of event
 * streams that name them. Goes through all keys of the queues: ids of jobs hold generations that
 * nobody knows any more.
 */
export async function removeJobs(
  { redis, prefix }: { readonly redis: Redis; readonly prefix: string },
  scanIds: readonly string[],
): Promise<RemovedJobs> {
  const wanted = new Set(scanIds);
  const erased = { jobs: 0, job_events: 0 };
  let isHeld = false;
  if (wanted.size === 0) return { erased, isHeld };
  for (const name of parentsFirst) {
    const queue = new Queue(name, {
      connection: redis,
      prefix,
      skipVersionCheck: true,
      skipWaitingForReady: true,
      skipMetasUpdate: true,
    });
    // Its errors are the connection's, which its owner hears.
    queue.on('error', () => undefined);
    try {
      const home = `${prefix}:${name}:`;
      const ids = await jobsOf(redis, home, wanted);
      for (const id of ids) {
        // A job that a worker holds stays; its children are removed by themselves.
        if ((await queue.remove(id, { removeChildren: false })) === 1) erased.jobs += 1;
      }
      if (ids.length > 0) await redis.srem(`${home}stalled`, ...ids);
      const left = await jobsOf(redis, home, wanted);
      if (left.length > 0) isHeld = true;
      erased.job_events += await removeEvents(redis, `${home}events`, wanted);
    } finally {
      await queue.close();
    }
  }
  return { erased, isHeld };
}

/** Also of jobs of which only a list or a log is left. */
async function jobsOf(
  redis: Redis,
  home: string,
  scanIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for await (const keys of scanKeys(redis, `${home}*`)) {
    for (const key of keys) {
      const [id = ''] = key.slice(home.length).split(':');
      if (scanIds.has(id.slice(0, uuidLength))) ids.add(id);
    }
  }
  return [...ids];
}

async function removeEvents(
  redis: Redis,
  stream: string,
  scanIds: ReadonlySet<string>,
): Promise<number> {
  const entries = await redis.xrange(stream, '-', '+');
  const named = entries
    .filter(([, fields]) => fields.some((field) => namesOneOf(field, scanIds)))
    .map(([id]) => id);
  return named.length === 0 ? 0 : redis.xdel(stream, ...named);
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const namesOneOf = (field: string, scanIds: ReadonlySet<string>): boolean =>
  [...field.matchAll(uuids)].some(([id]) => scanIds.has(id));
