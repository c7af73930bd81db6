import type { JobsOptions } from 'bullmq';

const daySeconds = 86_400;

/** How often and how patiently a job is tried, and how long its traces stay in Redis. */
export const jobOptions: JobsOptions = {
  attempts: 5,
  // 1, 2, 4, 8 s, each shortened by up to a half at random.
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  // An id that is gone could be added again, which its handler answers with "nothing to do".
  removeOnComplete: { age: daySeconds, count: 5_000 },
  removeOnFail: { age: 7 * daySeconds, count: 5_000 },
  // A stack may quote what was sent; it belongs in the log, where it is redacted.
  stackTraceLimit: 0,
  keepLogs: 0,
};

/** Events BullMQ keeps per queue; nothing of ours reads them. */
export const keptEvents = 1_000;
