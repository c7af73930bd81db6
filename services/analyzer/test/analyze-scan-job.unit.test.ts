import { rankPosts } from '@viral-scan/analysis';
import type { ReportBody } from '@viral-scan/contracts';
import { sessionsInPlace } from '@viral-scan/scan';
import { inMemoryCache, newScan, reportBody } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { analyzeScanJob } from '../src/analyze-scan-job.ts';
import { jobRoom, own, run } from './job-room.ts';

/** A scan of one account that was read, without posts. */
async function room(analyze: () => Promise<ReportBody>) {
  const { store, clock, runtime, ...made } = await jobRoom();
  const { steps } = store;
  const scan = newScan({
    steps: [
      { stepKey: 'collect-0', kind: 'collect-account', accountRef: own, role: 'own' },
      { stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null },
    ],
  });
  const payload = await made.collected(scan, []);
  const job = analyzeScanJob(
    {
      steps,
      analysis: sessionsInPlace({ steps, analyze, rank: rankPosts, analysisVersion: 'test' }),
      cache: inMemoryCache(),
      clock,
      reuse: true,
      onCacheError: () => undefined,
    },
    runtime,
  );
  return { ...made, job: () => job(payload, run), scanId: scan.scanId };
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
