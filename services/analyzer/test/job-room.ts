import type { CollectedPost, NewScan, Principal, StepJob } from '@viral-scan/contracts';
import type { JobRun } from '@viral-scan/queue';
import { createLogger, createMetrics, createTracing, type Runtime } from '@viral-scan/runtime';
import {
  type InMemoryStore,
  inMemoryStore,
  type ManualClock,
  manualClock,
  profile,
} from '@viral-scan/testing';

export const own = 'youtube:UC0000000000000000000001';

/** The second of five attempts. */
export const run: JobRun = {
  attempt: 2,
  maxAttempts: 5,
  isLastAttempt: false,
  signal: new AbortController().signal,
};

/** A user and a store in memory, and what jobs told and counted. */
export interface JobRoom {
  readonly store: InMemoryStore;
  readonly clock: ManualClock;
  readonly who: Principal;
  readonly runtime: Pick<Runtime, 'tracing' | 'logger' | 'metrics'>;
  /** Takes the scan of `own` alone on, reads these posts, and answers the payload of its last job. */
  collected(scan: NewScan, posts: readonly CollectedPost[]): Promise<StepJob>;
  logged(): unknown[];
  /** Scans by their state. */
  counted(): Promise<unknown[]>;
}

export async function jobRoom(): Promise<JobRoom> {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'analyzer',
    level: 'info',
    hashKey: 'k'.repeat(32),
    destination: { write: (line) => void lines.push(line) },
  });
  const metrics = createMetrics({ service: 'analyzer' });
  const clock = manualClock();
  const store = inMemoryStore({ now: clock.now });
  const who = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  return {
    store,
    clock,
    who,
    runtime: { tracing: createTracing({ service: 'analyzer' }), logger, metrics },
    async collected(scan, posts) {
      const { tenantId, subjectId } = who;
      const { scanId } = scan;
      await store.scans.initiate(who, scan);
      const start = await store.steps.start(who, { scanId, stepKey: 'collect-0' });
      if (start.outcome !== 'started') throw new Error('did not start');
      const capturedAt = clock.now();
      const { accountId } = await store.steps.saveAccount(who, start.lease, {
        profile: profile(),
        access: 'public',
        capturedAt,
        cursor: 'the first page',
      });
      await store.steps.savePage(who, start.lease, {
        accountId,
        posts,
        capturedAt,
        source: 'youtube-data-api',
        access: 'public',
        next: null,
      });
      await store.steps.finishCollect(who, start.lease, {
        state: 'completed',
        accountId,
        error: null,
        coverage: {
          account_id: own,
          platform: 'youtube',
          role: 'own',
          source: 'youtube-data-api',
          access: 'public',
          status: 'complete',
          reason: null,
          captured_at: capturedAt.toISOString(),
          posts: posts.length,
          posts_without_metrics: 0,
        },
      });
      const stepKey = scan.steps.at(-1)?.stepKey ?? '';
      return { tenantId, subjectId, scanId, stepKey, traceparent: null };
    },
    logged: () => lines.map((line): unknown => JSON.parse(line)),
    counted: async () => (await metrics.scans.get()).values,
  };
}
