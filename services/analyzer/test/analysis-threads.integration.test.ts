import { monitorEventLoopDelay } from 'node:perf_hooks';
import { analyze } from '@viral-scan/analysis';
import type { AnalysisInput, AnalysisPost } from '@viral-scan/contracts';
import { afterAll, expect, it } from 'vitest';
import { createAnalysisThreads } from '../src/analysis-threads.ts';

const asOfMs = Date.UTC(2026, 5, 1);
const hourMs = 3_600_000;

/** Posts every four hours, read once; counters vary with the hour and the number. */
function inputOf(posts: number): AnalysisInput {
  const fromMs = asOfMs - (posts + 1) * 4 * hourMs;
  const post = (index: number): AnalysisPost => {
    const publishedAtMs = fromMs + (index + 1) * 4 * hourMs;
    return {
      postId: `post-${index}`,
      publishedAtMs,
      caption: index % 3 === 0 ? `How to do number ${index}` : `Number ${index}`,
      type: 'video',
      durationSeconds: 30 + (index % 90),
      language: 'en',
      url: null,
      tags: [],
      sound: null,
      retention: null,
      snapshots: [
        {
          capturedAtMs: Math.min(asOfMs, publishedAtMs + 48 * hourMs),
          views: 1_000 + ((index * 7_919) % 900),
          likes: 50 + ((index * 104_729) % 40),
          comments: index % 11,
          shares: null,
          saves: null,
          reach: null,
        },
      ],
    };
  };
  return {
    asOfMs,
    fromMs,
    timezone: 'UTC',
    accounts: [
      {
        accountId: 'file:page_01',
        platform: 'file',
        origin: null,
        role: 'own',
        name: null,
        followers: 10_000,
        timezone: null,
        posts: Array.from({ length: posts }, (_, index) => post(index)),
      },
    ],
  };
}

const threads = createAnalysisThreads(1);
afterAll(() => threads.close());
const { signal: never } = new AbortController();

it('an analysis in a thread gives what it gives here', async () => {
  const input = inputOf(200);
  expect(await threads.run(input, { signal: never })).toEqual(analyze(input));
});

it('the event loop goes on while 20,000 posts are analysed', async () => {
  const input = inputOf(20_000);
  await threads.run(inputOf(10), { signal: never });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const startedAt = performance.now();
  delay.enable();
  const body = await threads.run(input, { signal: never });
  delay.disable();
  const tookMs = performance.now() - startedAt;
  const maxMs = delay.max / 1e6;
  console.log(
    `20,000 posts in ${Math.round(tookMs)} ms; event loop delay: max ${maxMs.toFixed(1)} ms (wished: below 50), p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  );
  expect(body.accounts[0]?.posts).toBe(20_000);
  // Analysing on the loop itself would stop it for the whole time.
  expect(maxMs).toBeLessThan(Math.max(500, tookMs / 2));
});

it('an analysis that is aborted ends soon, and the next one runs', async () => {
  const stop = new AbortController();
  const running = threads.run(inputOf(20_000), { signal: stop.signal });
  const startedAt = performance.now();
  setTimeout(() => stop.abort(new Error('the service ends')), 30);
  await expect(running).rejects.toThrow();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect((await threads.run(inputOf(50), { signal: never })).accounts[0]?.posts).toBe(50);
});

it('an analysis that was aborted before it began does not run', async () => {
  await expect(threads.run(inputOf(10), { signal: AbortSignal.abort() })).rejects.toThrow();
});

it('an analysis that throws rejects, and the next one runs', async () => {
  const broken: AnalysisInput = JSON.parse('{"accounts": [null]}');
  await expect(threads.run(broken, { signal: never })).rejects.toThrow();
  expect((await threads.run(inputOf(50), { signal: never })).accounts[0]?.posts).toBe(50);
});
