import { createHmac } from 'node:crypto';
import { type CollectAccountJob, type Connector, UpstreamUnavailable } from '@viral-scan/contracts';
import type { JobRun } from '@viral-scan/queue';
import {
  createLogger,
  createMetrics,
  createTracing,
  type TracingOptions,
} from '@viral-scan/runtime';
import {
  everyCapability,
  inMemoryStore,
  manualClock,
  metrics,
  newScan,
  noOwnAccounts,
  post,
  profile,
} from '@viral-scan/testing';
import { beforeEach, expect, it } from 'vitest';
import { collectAccountJob } from '../src/collect-account-job.ts';

const own = 'youtube:UC0000000000000000000001';
/** See `hashUser`: no account in the clear. */
const ownHash = createHmac('sha256', 'k'.repeat(32)).update(own).digest('hex').slice(0, 16);
const caption = 'A caption nobody may read in a log';

type Exporter = NonNullable<TracingOptions['exporter']>;
type Span = Parameters<Exporter['export']>[0][number];

const spans: Span[] = [];
const tracing = createTracing({
  service: 'collector',
  exporter: {
    export: (ended, done) => {
      spans.push(...ended);
      done({ code: 0 });
    },
    shutdown: async () => undefined,
  },
});
const run = (known: Partial<JobRun> = {}): JobRun => ({
  attempt: 1,
  maxAttempts: 5,
  isLastAttempt: false,
  signal: new AbortController().signal,
  ...known,
});

/** Two posts on one page; `failure` instead of the page when given. */
const youtube = (failure?: Error): Connector => ({
  platform: 'youtube',
  source: 'youtube-data-api',
  access: 'public',
  grant: null,
  capabilities: everyCapability,
  batch: { posts: 50, insights: 0 },
  fetchInsights: null,
  fetchAccountDays: null,
  fetchPosts: async () => [],
  fetchAccount: async () => ({ profile: profile(), cursor: 'the first page' }),
  fetchPostsPage: async () => {
    if (failure !== undefined) throw failure;
    const two = ['a', 'b'].map((externalId) => post({ externalId, caption }));
    return {
      posts: two.map((each) => ({ post: each, metrics: metrics({ views: 1 }), retention: null })),
      nextCursor: null,
    };
  },
});

async function room(connector: Connector) {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'collector',
    level: 'info',
    hashKey: 'k'.repeat(32),
    destination: { write: (line) => void lines.push(line) },
  });
  const counted = createMetrics({ service: 'collector' });
  const clock = manualClock();
  const store = inMemoryStore({ now: clock.now });
  const who = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  const scan = newScan();
  await store.scans.initiate(who, scan);
  const payload: CollectAccountJob = {
    tenantId: who.tenantId,
    subjectId: who.subjectId,
    scanId: scan.scanId,
    stepKey: 'collect-0',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
  const job = collectAccountJob(
    {
      steps: store.steps,
      collections: store.collections,
      connectors: new Map([['youtube', connector]]),
      ownAccounts: noOwnAccounts,
      clock,
      freshMs: 3_600_000,
    },
    { tracing, logger, metrics: counted },
  );
  return {
    payload,
    job,
    logged: () => lines.map((line) => JSON.parse(line)),
    text: () => lines.join(''),
    postsCounted: async () => (await counted.postsCollected.get()).values[0]?.value ?? 0,
  };
}

beforeEach(() => {
  spans.length = 0;
});

it('a collected account is told by two events, a span and a count', async () => {
  const { job, payload, logged, postsCounted } = await room(youtube());
  await job(payload, run());
  expect(logged()).toMatchObject([
    { msg: 'scraping_started', scan_id: payload.scanId, step: 'collect-0', attempt: 1 },
    {
      level: 'info',
      msg: 'scraping_completed',
      account_id: ownHash,
      posts_found: 2,
      duration_ms: expect.any(Number),
    },
  ]);
  expect(await postsCounted()).toBe(2);
  expect(spans).toMatchObject([
    { name: 'scrape_account', attributes: { account_id: ownHash, posts_found: 2 } },
  ]);
});

it('the span belongs to the trace of the request', async () => {
  const { job, payload } = await room(youtube());
  await job(payload, run());
  expect(spans[0]?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
});

it('an account that ends unread is told as failed, with the kind of error', async () => {
  const { job, payload, logged } = await room(youtube(new UpstreamUnavailable('no answer')));
  await job(payload, run({ attempt: 5, isLastAttempt: true }));
  expect(logged()[1]).toMatchObject({
    level: 'warn',
    msg: 'scraping_failed',
    error_type: 'upstream_unavailable',
    account_id: ownHash,
    posts_found: 0,
  });
});

it('an attempt that will be made again is told as failed, and thrown', async () => {
  const failure = new UpstreamUnavailable('no answer');
  const { job, payload, logged } = await room(youtube(failure));
  await expect(job(payload, run())).rejects.toBe(failure);
  expect(logged()[1]).toMatchObject({
    msg: 'scraping_failed',
    error_type: 'upstream_unavailable',
    duration_ms: expect.any(Number),
  });
});

it('a mistake of ours is told by its kind', async () => {
  const { job, payload, logged } = await room(youtube(new TypeError('not a function')));
  await expect(job(payload, run())).rejects.toBeInstanceOf(TypeError);
  expect(logged()[1]).toMatchObject({ msg: 'scraping_failed', error_type: 'TypeError' });
});

it('a step that has ended is skipped, and counted no second time', async () => {
  const { job, payload, logged, postsCounted } = await room(youtube());
  await job(payload, run());
  await job(payload, run());
  expect(logged().at(-1)).toMatchObject({ msg: 'scraping_skipped' });
  expect(await postsCounted()).toBe(2);
});

it('no caption is logged', async () => {
  const { job, payload, text } = await room(youtube());
  await job(payload, run());
  expect(text()).not.toContain(caption);
});
