import { rankPosts } from '@viral-scan/analysis';
import { planSteps, sessionsInPlace } from '@viral-scan/scan';
import { metrics, newScan, post } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { rankPostsJob } from '../src/rank-posts-job.ts';
import { jobRoom, own, run } from './job-room.ts';

/** A scraping task of one account that was read: twelve posts of two months ago. */
async function room(rank = rankPosts) {
  const { store, clock, runtime, ...made } = await jobRoom();
  const parameters = {
    ...newScan().parameters,
    accounts: [own],
    competitors: [],
    scrape: { account_id: own, max_posts: 5, min_performance_percentile: 99 },
  };
  const payload = await made.collected(
    newScan({ kind: 'scrape', parameters, steps: planSteps('scrape', parameters) }),
    Array.from({ length: 12 }, (_, n) => ({
      post: post({ externalId: `p${n}`, publishedAt: new Date(Date.UTC(2026, 3, 1 + n)) }),
      metrics: metrics({ views: 100 + n }),
      retention: null,
    })),
  );
  const analysis = sessionsInPlace({
    steps: store.steps,
    analyze: () => expect.fail('is not analysed'),
    rank,
    analysisVersion: 'test',
  });
  const job = rankPostsJob({ steps: store.steps, analysis, clock }, runtime);
  return { ...made, job: () => job(payload, run), scanId: payload.scanId };
}

it('a ranked account is told by an event and counted by its state, once', async () => {
  const { job, scanId, logged, counted } = await room();
  await job();
  await job();
  const told = { msg: 'posts_ranked', scan_id: scanId, attempt: 2 };
  expect(logged()).toMatchObject([
    {
      ...told,
      outcome: 'completed',
      posts_found: 5,
      posts_ranked: 5,
      duration_ms: expect.any(Number),
    },
    { ...told, outcome: 'nothing_to_do', posts_found: 0, posts_ranked: 0 },
  ]);
  expect(await counted()).toMatchObject([{ value: 1, labels: { state: 'completed' } }]);
});

it('a ranking that breaks is thrown, and counted as nothing', async () => {
  const failure = new Error('the thread died');
  const { job, counted } = await room(() => {
    throw failure;
  });
  await expect(job()).rejects.toBe(failure);
  expect(await counted()).toEqual([]);
});
