import type { Report, ScanResults } from '@viral-scan/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Caller,
  isAlive,
  type RunFile,
  readRunFile,
  type StartedSystem,
  start,
  stop,
  temporaryHome,
  until,
  untilUp,
} from './harness.ts';
import {
  hasSource,
  latestCollected,
  mean,
  median,
  readSource,
  type SourcePost,
  sharedDir,
  worldEndMs,
} from './source-truth.ts';

const lookbackDays = 30;
const dayMs = 86_400_000;
const mustRun = process.env.CI === 'true';
if (!hasSource && !mustRun) console.warn(`skipped: youtube-trending-2026 is not at ${sharedDir}`);

describe.skipIf(!hasSource && !mustRun)('npm start on the world youtube-2026', () => {
  const home = temporaryHome();
  let system: StartedSystem;
  let run: RunFile;
  let caller: Caller;
  let results: ScanResults;
  let source: Map<string, SourcePost[]>;

  const reportOf = (): Report => {
    if (results.report === null) throw new Error('the first scan has no report');
    return results.report;
  };

  beforeAll(async () => {
    system = start(home.dir, ['--world', 'youtube-2026', '--lookback-days', String(lookbackDays)]);
    run = await untilUp(system, home.runFile);
    caller = new Caller(run);
    results = (await caller.call<ScanResults>(`/scan/results/${run.scan_id}`)).body;
    const channels = reportOf().accounts.map(({ account_id }) =>
      account_id.replace('youtube:', ''),
    );
    source = await readSource(new Set(channels));
  });

  afterAll(async () => {
    await stop(system);
    home.remove();
  });

  it('scans three channels, two of them competitors, without leaving anything out', () => {
    const report = reportOf();
    expect(results.status).toBe('completed');
    expect(report.accounts.map(({ role }) => role).sort()).toEqual([
      'competitor',
      'competitor',
      'own',
    ]);
    expect(report.dataset.coverage.map(({ status }) => status)).toEqual([
      'complete',
      'complete',
      'complete',
    ]);
    expect(Math.abs(Date.parse(report.as_of) - worldEndMs)).toBeLessThan(1_000);
  });

  it('counts posts and takes medians and means as the source file gives them', () => {
    for (const account of reportOf().accounts) {
      const posts = inWindow(source, account.account_id);
      const seen = posts.flatMap(
        (post) => latestCollected(post, worldEndMs, lookbackDays + 7) ?? [],
      );
      expect(account.posts).toBe(posts.length);
      expect(account.posts_measured).toBe(seen.length);
      const medianViews = median(seen.map(({ views }) => views));
      const medianEngagements = median(seen.map(({ engagements }) => engagements));
      expect(account.median_views).toBeCloseTo(medianViews ?? Number.NaN, 0);
      expect(account.median_engagements).toBeCloseTo(medianEngagements ?? Number.NaN, 0);
      expect(account.mean_engagements).toBeCloseTo(
        mean(seen.map(({ engagements }) => engagements)) ?? Number.NaN,
        0,
      );
      // The source hides the subscriber count, so this rate has no denominator.
      expect(account.followers).toBeNull();
      expect(account.engagement_rate.by_followers).toBeNull();
    }
  });

  it('gives the rolling mean over (t − 7 d, t] as the source file does', () => {
    const { trends, accounts } = reportOf();
    for (const { account_id } of accounts) {
      const points = trends.rolling_7d.filter((point) => point.account_id === account_id);
      expect(points).toHaveLength(lookbackDays);
      for (const point of points) {
        const at = Date.parse(point.at);
        const published = postsOf(source, account_id).filter(
          ({ publishedMs }) => publishedMs > at - 7 * dayMs && publishedMs <= at,
        );
        const engagements = published.flatMap(
          (post) => latestCollected(post, worldEndMs, lookbackDays + 7)?.engagements ?? [],
        );
        expect(point.posts).toBe(published.length);
        expect(point.posts_measured).toBe(engagements.length);
        const expected = mean(engagements);
        if (expected === null) expect(point.mean_engagements).toBeNull();
        else expect(point.mean_engagements).toBeCloseTo(expected, 0);
      }
    }
  });

  it('says what was excluded from comparisons at equal age', () => {
    for (const { equal_age, posts } of reportOf().accounts) {
      expect(equal_age.posts_used + equal_age.posts_excluded).toBe(posts);
      expect(equal_age.reason).not.toBe('');
    }
  });

  it('says for every section what evidence it has', () => {
    for (const { status, reason } of Object.values(reportOf().evidence)) {
      expect(['sufficient', 'insufficient', 'not_offered']).toContain(status);
      expect(reason).not.toBe('');
    }
  });

  it('answers health, readiness, metrics and documentation', async () => {
    const health = await caller.call('/health');
    expect(health).toEqual({ status: 200, body: { status: 'healthy', service: 'scan-api' } });
    expect((await caller.call('/ready')).status).toBe(200);
    expect((await caller.call<{ openapi: string }>('/openapi.json')).body.openapi).toMatch(/^3\./);
    expect((await fetch(run.docs_url)).status).toBe(200);
    const metrics = await (await fetch(`${run.api_url}/metrics`)).text();
    for (const name of [
      'viral_scraper_requests_total',
      'viral_scraper_response_seconds',
      'viral_scraper_rate_limit_violations_total',
      'viral_scraper_active_connections',
    ]) {
      expect(metrics).toContain(name);
    }
  });

  it('refuses a second start beside a running one, with the reason', async () => {
    const second = start(home.dir, ['--once']);
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('already running');
    expect((await caller.call('/health')).status).toBe(200);
  });

  it('starts a service again that was killed, and tells its new pid', async () => {
    const before = readRunFile(home.runFile).pids.analyzer ?? 0;
    process.kill(before, 'SIGKILL');
    await until(
      () => {
        const now = readRunFile(home.runFile).pids.analyzer;
        return now !== undefined && now !== before && isAlive(now);
      },
      60_000,
      () => system.output(),
    );
    // Without accounts: those known as the user's own, not its competitors.
    const again = await caller.post<{ scan_id: string }>('/scan/initiate', {
      platforms: ['youtube'],
      lookback_days: 14,
    });
    expect(again.status).toBe(202);
    await until(
      async () => (await caller.call(`/scan/results/${again.body.scan_id}`)).status === 200,
      60_000,
      () => system.output(),
    );
    const { body } = await caller.call<ScanResults>(`/scan/results/${again.body.scan_id}`);
    expect(body.report?.parameters.accounts).toEqual(reportOf().parameters.accounts);
  });

  it('stops cleanly on Ctrl-C', async () => {
    const { pids, engine_pids } = readRunFile(home.runFile);
    expect(await stop(system)).toBe(0);
    for (const pid of [...Object.values(pids), ...Object.values(engine_pids)]) {
      expect(isAlive(pid)).toBe(false);
    }
    expect(system.output()).toContain('Stopped.');
  });
});

const postsOf = (source: Map<string, SourcePost[]>, accountId: string): SourcePost[] =>
  source.get(accountId.replace('youtube:', '')) ?? [];

const inWindow = (source: Map<string, SourcePost[]>, accountId: string): SourcePost[] =>
  postsOf(source, accountId).filter(
    ({ publishedMs }) =>
      publishedMs > worldEndMs - lookbackDays * dayMs && publishedMs <= worldEndMs,
  );
