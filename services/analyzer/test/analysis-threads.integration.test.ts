import { analysisVersion, analyze, rankPosts } from '@viral-scan/analysis';
import { type AnalysisRequest, reportWindowOf, sessionsInPlace } from '@viral-scan/scan';
import {
  analysisSessionsConformance,
  pgStoreUnderTest,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnalysisThreadsOptions, createAnalysisThreads } from '../src/analysis-threads.ts';
import { readyScan, somebodyWith } from './large-account.ts';

const threadsOn = (database: TestDatabase, known: Partial<AnalysisThreadsOptions> = {}) =>
  createAnalysisThreads({
    threads: 2,
    heapMb: 512,
    coresPerAnalysis: 1,
    databaseUrl: database.url,
    applicationName: 'test-thread',
    onError: (error) => console.error(error),
    ...known,
  });

analysisSessionsConformance('analysis threads', async () => {
  const database = await testDatabase();
  const sessions = threadsOn(database);
  const store = pgStoreUnderTest(database.store, database.pools.scan, {
    isConcurrent: true,
    close: async () => {
      await sessions.close();
      await database.drop();
    },
  });
  return { store, sessions, close: store.close };
});

describe('an analysis thread', () => {
  const { signal: never } = new AbortController();
  let database: TestDatabase;
  let admin: pg.Client;
  let small: AnalysisRequest;
  let large: AnalysisRequest;
  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    small = await requestOf(200);
    large = await requestOf(15_000);
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  const requestOf = async (posts: number): Promise<AnalysisRequest> => {
    const subject = await somebodyWith(database, { posts, snapshots: 3, lookbackDays: 500 });
    const scanId = await readyScan(database, subject, 500);
    const scan = await database.store.scans.find(subject, scanId);
    if (scan === null) throw new Error('the scan is gone');
    const coverage = scan.steps.flatMap((step) => step.coverage ?? []);
    return { subject, scan, window: reportWindowOf(scan, coverage) };
  };
  const analysed = async (threads: ReturnType<typeof threadsOn>, request: AnalysisRequest) => {
    const session = await threads.open(request, { signal: never });
    const analysis = await session.analyze();
    await session.close();
    return { ...session.dataset, ...analysis };
  };

  it('gives what an analysis here gives', async () => {
    const threads = threadsOn(database);
    const { steps } = database.store;
    const here = sessionsInPlace({ steps, analyze, rank: rankPosts, analysisVersion });
    const session = await here.open(small, { signal: never });
    expect(await analysed(threads, small)).toEqual({
      ...session.dataset,
      ...(await session.analyze()),
    });
    await threads.close();
  });

  it('is aborted soon while it analyses, and the next session runs', async () => {
    const threads = threadsOn(database, { threads: 1 });
    const stop = new AbortController();
    const session = await threads.open(large, { signal: stop.signal });
    const running = session.analyze();
    const startedAt = performance.now();
    setTimeout(() => stop.abort(new Error('the service ends')), 30);
    await expect(running).rejects.toThrow();
    await session.close();
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(await analysed(threads, small)).toMatchObject({ posts: 200 });
    await threads.close();
  });

  it('is aborted soon while it reads', async () => {
    const threads = threadsOn(database, { threads: 1 });
    await analysed(threads, small);
    const opening = threads.open(large, { signal: AbortSignal.timeout(20) });
    await expect(opening).rejects.toThrow();
    expect(await analysed(threads, small)).toMatchObject({ posts: 200 });
    await threads.close();
  });

  it('that dies takes its session with it, and no other', async () => {
    const threads = threadsOn(database, { heapMb: 24 });
    const dying = analysed(threads, large);
    await expect(dying).rejects.toThrow(/memory limit/);
    await threads.close();
  });

  it('that cannot even start takes the sessions with it that wait for it', async () => {
    const errors: Error[] = [];
    const threads = threadsOn(database, {
      threadModule: new URL('./broken-thread.ts', import.meta.url),
      onError: (error) => errors.push(error),
    });
    await expect(threads.open(small, { signal: never })).rejects.toThrow();
    await expect(threads.open(small, { signal: never })).rejects.toThrow();
    expect(errors[0]?.message).toBe('this thread cannot start');
    await threads.close();
  });

  it('that cannot read rejects, and serves when it can again', async () => {
    const threads = threadsOn(database);
    await admin.query('alter table scan.posts rename to posts_away');
    await expect(threads.open(small, { signal: never })).rejects.toThrow('posts');
    await admin.query('alter table scan.posts_away rename to posts');
    expect(await analysed(threads, small)).toMatchObject({ posts: 200 });
    await threads.close();
  });

  it('whose connection was cut while it was idle serves the next session', async () => {
    const threads = threadsOn(database, { threads: 1 });
    await analysed(threads, small);
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'test-thread'
       and datname = current_database()`,
    );
    expect(rowCount).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await analysed(threads, small)).toMatchObject({ posts: 200 });
    await threads.close();
  });

  it('holds a session that is never asked for anything until it is closed', async () => {
    const threads = threadsOn(database, { threads: 1 });
    const idle = await threads.open(small, { signal: never });
    let opened = false;
    const next = threads.open(small, { signal: never }).then((session) => {
      opened = true;
      return session;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(opened).toBe(false);
    await idle.close();
    await (await next).close();
    await threads.close();
  });
});
