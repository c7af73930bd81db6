import { rankPosts } from '@viral-scan/analysis';
import type { AnalyzeScanJob, ReportBody } from '@viral-scan/contracts';
import type { JobRun } from '@viral-scan/queue';
import { createLogger, createMetrics, createTracing } from '@viral-scan/runtime';
import { sessionsInPlace } from '@viral-scan/scan';
import {
  inMemoryCache,
  inMemoryStore,
  manualClock,
  newScan,
  profile,
  reportBody,
} from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { analyzeScanJob } from '../src/analyze-scan-job.ts';

const own = 'youtube:UC0000000000000000000001';
const run: JobRun = {
  attempt: 2,
  maxAttempts: 5,
  isLastAttempt: false,
  signal: new AbortController().signal,
};
const tracing = createTracing({ service: 'analyzer' });

/** A scan of one account that was read, without posts. */
async function room(analysis: () => Promise<ReportBody>) {
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
  const scan = newScan({
    steps: [
      { stepKey: 'collect-0', kind: 'collect-account', accountRef: own, role: 'own' },
      { stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null },
    ],
  });
  await store.scans.initiate(who, scan);
  const start = await store.steps.start(who, { scanId: scan.scanId, stepKey: 'collect-0' });
  if (start.outcome !== 'started') throw new Error('did not start');
  const { accountId } = await store.steps.saveAccount(who, start.lease, {
    profile: profile(),
    access: 'public',
    capturedAt: clock.now(),
    cursor: 'the first page',
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
      captured_at: clock.now().toISOString(),
      posts: 0,
      posts_without_metrics: 0,
    },
  });
  const payload: AnalyzeScanJob = {
    tenantId: who.tenantId,
    subjectId: who.subjectId,
    scanId: scan.scanId,
    stepKey: 'analyze-scan',
    traceparent: null,
  };
  const job = analyzeScanJob(
    {
      steps: store.steps,
      analysis: sessionsInPlace({
        steps: store.steps,
        analyze: analysis,
        rank: rankPosts,
        analysisVersion: 'test',
      }),
      cache: inMemoryCache(),
      clock,
      reuse: true,
      onCacheError: () => undefined,
    },
    { tracing, logger, metrics },
  );
  return {
    job: () => job(payload, run),
    scanId: scan.scanId,
    logged: () => lines.map((line) => JSON.parse(line)),
    counted: async () => (await metrics.scans.get()).values,
  };
}

it('an analysed scan is told by an event and counted by its state', async () => {
  const { job, scanId, logged, counted } = await room(async () => reportBody());
  await job();
  expect(logged()).toMatchObject([
    {
      msg: 'scan_analyzed',
      scan_id: scanId,
      attempt: 2,
      outcome: 'completed',
      posts_found: 0,
      reused_from: null,
      duration_ms: expect.any(Number),
    },
  ]);
  expect(await counted()).toMatchObject([{ value: 1, labels: { state: 'completed' } }]);
});

it('a scan that has its report is counted no second time', async () => {
  const { job, logged, counted } = await room(async () => reportBody());
  await job();
  await job();
  expect(logged().at(-1)).toMatchObject({ outcome: 'nothing_to_do' });
  expect(await counted()).toMatchObject([{ value: 1 }]);
});

it('an analysis that breaks is thrown, and counted as nothing', async () => {
  const failure = new Error('the thread died');
  const { job, counted } = await room(async () => {
    throw failure;
  });
  await expect(job()).rejects.toBe(failure);
  expect(await counted()).toEqual([]);
});
