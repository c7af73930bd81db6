import { type JobName, jobNames } from '@viral-scan/contracts';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { outcomeOf } from './outcomes.ts';

export interface JobRun {
  /** From 1. A start after a killed worker or a rate limit costs no attempt. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly isLastAttempt: boolean;
  /** Aborts when the job's lock is lost or the service must end. */
  readonly signal: AbortSignal;
}

export type JobHandler<Payload> = (payload: Payload, run: JobRun) => Promise<void>;

/** How one attempt ended, as counted by the metrics. */
export type AttemptOutcome =
  | 'completed'
  | 'retried'
  | 'delayed'
  | 'failed'
  | 'lost'
  | 'interrupted'
  | 'bad_payload';

export interface AttemptEnd {
  readonly job: JobName;
  readonly id: string;
  readonly outcome: AttemptOutcome;
  readonly seconds: number;
  /** Undefined when completed. */
  readonly error: unknown;
}

export interface WorkerOptions<Schema extends z.ZodType> {
  readonly name: JobName;
  /** Of role `blocking`. Stays open at `close`. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly concurrency: number;
  readonly schema: Schema;
  readonly handler: JobHandler<z.output<Schema>>;
  readonly onEnd?: (end: AttemptEnd) => void;
  /** Lost connections and lost locks; the worker goes on by itself. */
  readonly onError?: (error: Error) => void;
}

export interface RunningWorker {
  /** Resolves once it takes jobs; later than the start while Redis is away. */
  readonly ready: Promise<void>;
  /** Takes no more jobs, waits for the running ones, aborts those that take longer. */
  close(options: { readonly timeoutMs: number }): Promise<void>;
}

/**
 * BullMQ renews a lock each 5 s and finds jobs without one each 5 s: after a kill -9 another
 * worker goes on after 15 s at the latest.
 */
const lockDurationMs = 10_000;
const stalledIntervalMs = 5_000;
/** Poison is capped by the starts of a step in the database, which also survive a lost Redis. */
const maxStalledCount = 1_000;
/** How long aborted handlers may take to notice. */
const abortGraceMs = 2_000;
/** How long an idle worker may take to part from Redis, which may be away. */
const partingMs = 1_000;

/** @throws Error when the job name is unknown or has no handler. */
export function startWorker<Schema extends z.ZodType>(
  options: WorkerOptions<Schema>,
): RunningWorker {
  const { name, onEnd, onError = () => undefined } = options;
  if (!jobNames.includes(name)) throw new Error(`no job is called "${name}"`);
  if (typeof options.handler !== 'function') throw new Error(`the job "${name}" has no handler`);

  let isStopping = false;
  const running = new Set<Promise<void>>();
  const report = (job: Job, outcome: AttemptOutcome, started: number, error?: unknown) =>
    onEnd?.({
      job: name,
      id: job.id ?? '',
      outcome,
      seconds: (performance.now() - started) / 1_000,
      error,
    });

  const run = async (job: Job, token?: string, signal?: AbortSignal): Promise<void> => {
    const started = performance.now();
    const payload = options.schema.safeParse(job.data);
    if (!payload.success) {
      report(job, 'bad_payload', started, payload.error);
      throw new UnrecoverableError('bad_payload');
    }
    const attempt = job.attemptsMade + 1;
    const maxAttempts = job.opts.attempts ?? 1;
    try {
      await options.handler(payload.data, {
        attempt,
        maxAttempts,
        isLastAttempt: attempt >= maxAttempts,
        signal: signal ?? new AbortController().signal,
      });
    } catch (error) {
      if (signal?.aborted) {
        report(job, isStopping ? 'interrupted' : 'lost', started, error);
        if (!isStopping) throw new Error('lock_lost');
        // Back to the queue at once and without a cost, for a worker that stays.
        await job.moveToWait(token);
        throw new WaitingError();
      }
      const outcome = outcomeOf(error, attempt);
      switch (outcome.kind) {
        case 'delay':
          report(job, 'delayed', started, error);
          await job.moveToDelayed(Date.now() + outcome.afterMs, token);
          throw new DelayedError();
        case 'lost':
          report(job, 'lost', started, error);
          return;
        case 'give_up':
          report(job, 'failed', started, error);
          throw new UnrecoverableError(reasonOf(error));
        case 'retry':
          report(job, attempt < maxAttempts ? 'retried' : 'failed', started, error);
          throw new Error(reasonOf(error));
      }
    }
    report(job, 'completed', started);
  };

  // Three parameters by name: BullMQ counts them to see who wants the signal.
  const track = (job: Job, token?: string, signal?: AbortSignal): Promise<void> => {
    const attempt = run(job, token, signal).finally(() => running.delete(attempt));
    running.add(attempt);
    return attempt;
  };
  const worker = new Worker(name, track, {
    connection: options.redis,
    prefix: options.prefix,
    concurrency: options.concurrency,
    lockDuration: lockDurationMs,
    stalledInterval: stalledIntervalMs,
    maxStalledCount,
    // After a lost connection; BullMQ's 15 s would add to every outage.
    runRetryDelay: 1_000,
  });
  worker.on('error', onError);
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'the lock of the job is lost');
  });
  const ready = worker.waitUntilReady().then(() => undefined);
  ready.catch(() => undefined);

  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };

  return {
    ready,
    async close({ timeoutMs }) {
      isStopping = true;
      const closed = worker.close();
      let isIdle = await settlesWithin(timeoutMs, idle());
      if (!isIdle) {
        worker.cancelAllJobs('the service is shutting down');
        isIdle = await settlesWithin(abortGraceMs, idle());
      }
      if (isIdle) await settlesWithin(partingMs, closed);
      else onError(new Error(`the worker of "${name}" left jobs behind for others to take over`));
    },
  };
}

/** What Redis may keep of an error: its code or kind, never its message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

async function settlesWithin(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), timeoutMs);
  try {
    return await Promise.race([
      work.then(
        () => true,
        () => true,
      ),
      late.promise,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
