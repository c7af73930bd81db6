import type { JobName, JobPresence, PlannedJob } from '@viral-scan/contracts';
import type { JobQueue } from '@viral-scan/scan';

interface StoredJob {
  readonly job: PlannedJob;
  state: 'waiting' | 'active' | 'ended';
}

export interface InMemoryQueue extends JobQueue {
  /** Takes the next runnable job of this name and ends it after `during`; null when none can run. */
  runNext(name: JobName, during?: (job: PlannedJob) => Promise<void>): Promise<string | null>;
  /** As a wiped Redis. */
  wipe(): void;
  /** While set, `enqueue` and `presence` reject with it. */
  away: Error | null;
}

export function inMemoryQueue(): InMemoryQueue {
  const jobs = new Map<string, StoredJob>();
  const keyOf = (name: JobName, id: string): string => `${name} ${id}`;
  const hasEnded = ({ name, id }: PlannedJob): boolean =>
    jobs.get(keyOf(name, id))?.state === 'ended';
  const add = (job: PlannedJob): void => {
    for (const child of job.children) add(child);
    const key = keyOf(job.name, job.id);
    if (!jobs.has(key)) jobs.set(key, { job, state: 'waiting' });
  };
  return {
    away: null,
    async enqueue(job) {
      if (this.away) throw this.away;
      add(job);
    },
    async presence(name, id): Promise<JobPresence> {
      if (this.away) throw this.away;
      return jobs.get(keyOf(name, id))?.state ?? 'missing';
    },
    async runNext(name, during) {
      const next = [...jobs.values()].find(
        ({ job, state }) =>
          job.name === name && state === 'waiting' && job.children.every(hasEnded),
      );
      if (next === undefined) return null;
      next.state = 'active';
      try {
        await during?.(next.job);
      } finally {
        next.state = 'ended';
      }
      return next.job.id;
    },
    wipe: () => jobs.clear(),
  };
}
