import { z } from 'zod';

/**
 * Payloads hold ids only: no secret, no caption, no user. Everything else is read from the
 * database, which is the truth; Redis is an index that can be rebuilt.
 */
const stepJobSchema = z.strictObject({
  tenantId: z.uuid(),
  subjectId: z.uuid(),
  scanId: z.uuid(),
  stepKey: z.string().regex(/^[a-z]+-[a-z0-9-]+$/),
  traceparent: z.string().max(100).nullable(),
});

export const collectAccountJobSchema = stepJobSchema;
export type CollectAccountJob = z.infer<typeof collectAccountJobSchema>;
export const analyzeScanJobSchema = stepJobSchema;
export type AnalyzeScanJob = z.infer<typeof analyzeScanJobSchema>;
export const rankPostsJobSchema = stepJobSchema;
export type RankPostsJob = z.infer<typeof rankPostsJobSchema>;
export type StepJob = z.infer<typeof stepJobSchema>;

/** Step kinds are job names are queue names. */
export const jobNames = ['collect-account', 'analyze-scan', 'rank-posts'] as const;
export type JobName = (typeof jobNames)[number];

/** Deterministic, without ":" (BullMQ's separator); the generation counts re-dispatches. */
export const jobId = (scanId: string, stepKey: string, generation: number): string =>
  `${scanId}-${stepKey}-g${generation}`;

/** One job to run; `children` must all have ended, well or badly, before it starts. */
export interface PlannedJob {
  readonly name: JobName;
  /** Deterministic, without ":": see `jobId`. */
  readonly id: string;
  readonly payload: StepJob;
  readonly children: readonly PlannedJob[];
}

/** `missing`: unknown to the queue; `ended`: it will not run again by itself. */
export type JobPresence = 'waiting' | 'active' | 'ended' | 'missing';
