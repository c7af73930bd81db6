import { type JobName, type JobPresence, jobNames, type PlannedJob } from '@viral-scan/contracts';
import { type FlowJob, FlowProducer, type JobState, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { withDeadline } from './deadline.ts';
import { jobOptions, keptEvents } from './job-options.ts';

export interface JobQueueOptions {
  /** Of role `queue`. Stays open at `close`. */
  readonly redis: Redis;
  /** First part of every key; the workers need the same. */
  readonly prefix: string;
}

export interface BullJobQueue {
  /** Adding an id again is a no-op. Rejects within 2 s when Redis is away. */
  enqueue(job: PlannedJob): Promise<void>;
  presence(name: JobName, id: string): Promise<JobPresence>;
  close(): Promise<void>;
}

const enqueueDeadlineMs = 2_000;

/** A queue per job name; a parent and its children are added in one transaction. */
export function createJobQueue({ redis, prefix }: JobQueueOptions): BullJobQueue {
  // Without these BullMQ waits for the connection, for ever, before each first command.
  const connection = {
    connection: redis,
    prefix,
    skipVersionCheck: true,
    skipWaitingForReady: true,
  };
  const flows = new FlowProducer(connection);
  const queues = new Map(
    jobNames.map((name) => [
      name,
      new Queue(name, {
        ...connection,
        skipMetasUpdate: true,
        streams: { events: { maxLen: keptEvents } },
      }),
    ]),
  );
  // Their errors are the connection's, which its owner hears.
  flows.on('error', () => undefined);
  for (const queue of queues.values()) queue.on('error', () => undefined);

  const presence = async (name: JobName, id: string): Promise<JobPresence> => {
    const state = await queues.get(name)?.getJobState(id);
    return state === undefined ? 'missing' : presenceByState[state];
  };

  const add = async (job: PlannedJob): Promise<void> => {
    if ((await presence(job.name, job.id)) !== 'missing') return;
    const children = await Promise.all(
      job.children.map(async (child) => ({ child, at: await presence(child.name, child.id) })),
    );
    // A parent would wait for ever for a child that failed before it was added.
    const open = children.filter(({ at }) => at !== 'ended').map(({ child }) => child);
    await flows.add(toFlow({ ...job, children: open }, false));
  };

  return {
    enqueue: (job) => withDeadline(enqueueDeadlineMs, 'adding a job', add(job)),
    presence: (name, id) => withDeadline(enqueueDeadlineMs, 'asking for a job', presence(name, id)),
    async close() {
      await Promise.all([flows.close(), ...[...queues.values()].map((queue) => queue.close())]);
    },
  };
}

const presenceByState: Readonly<Record<JobState | 'unknown', JobPresence>> = {
  waiting: 'waiting',
  delayed: 'waiting',
  prioritized: 'waiting',
  'waiting-children': 'waiting',
  active: 'active',
  completed: 'ended',
  failed: 'ended',
  unknown: 'missing',
};

function toFlow(job: PlannedJob, isChild: boolean): FlowJob {
  if (job.id.includes(':')) throw new Error(`a job id must not contain ":": ${job.id}`);
  return {
    name: job.name,
    queueName: job.name,
    data: job.payload,
    opts: {
      ...jobOptions,
      jobId: job.id,
      // The only one of BullMQ's options that lets a parent run after all of its children have
      // ended: `continueParentOnFailure` starts it at the first failure.
      ...(isChild && { ignoreDependencyOnFailure: true }),
    },
    children: job.children.map((child) => toFlow(child, true)),
  };
}
