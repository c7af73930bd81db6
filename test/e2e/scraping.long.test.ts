import { setTimeout as sleep } from 'node:timers/promises';
import type { ScanStatus } from '@viral-scan/contracts';
import { sampleWorld } from '@viral-scan/worlds';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Caller,
  type RunFile,
  readRunFile,
  type StartedSystem,
  start,
  stop,
  temporaryHome,
  until,
  untilUp,
} from './harness.ts';
import { type Partner, Partners } from './scraping/partners.ts';
import { Tasks } from './scraping/tasks.ts';

const { truth } = sampleWorld(1);
const channel = `youtube:${truth.accountId}`;
const outageSeconds = 120;
/** What a scan may take longer beside a partner that is away, for a machine that does other things. */
const jitterMs = 1_000;

/** Moved by what the caller does; `npm start` alone moves nothing. */
describe('scraping tasks and what partners are told, whatever happens', () => {
  const home = temporaryHome();
  let system: StartedSystem;
  let run: RunFile;
  let caller: Caller;
  let tasks: Tasks;
  let partners: Partners;

  beforeAll(async () => {
    system = start(home.dir, ['--lookback-days', '45'], { RATE_LIMIT_WINDOW_SECONDS: '1' });
    run = await untilUp(system, home.runFile);
    caller = new Caller(run);
    tasks = new Tasks(caller);
    partners = new Partners(run.sandbox_url);
  });

  afterAll(async () => {
    await stop(system);
    home.remove();
  });

  const rows = async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    const database = new pg.Client({ connectionString: run.database_url });
    await database.connect();
    try {
      return (await database.query<Row>(sql, [...values])).rows;
    } finally {
      await database.end();
    }
  };

  /** A task that has to list its account anew and whose upstream takes its time. */
  const slowTask = async (): Promise<string> => {
    await rows('delete from scan.listings');
    await fetch(`${run.sandbox_url}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path_prefix: '/youtube/v3/', kind: 'slow', delay_ms: 700, times: 3 }),
    });
    return tasks.begin(channel);
  };

  const expectWhole = async (taskId: string): Promise<void> => {
    const ended = await tasks.untilEnded(taskId);
    expect(ended).toMatchObject({ status: 'completed', error: null });
    expect(ended.posts_scraped).toBeGreaterThan(0);
    const events = await rows<{ type: string }>(
      `select type from scan.outbox where scan_id = $1 and kind = 'event' order by outbox_id`,
      [taskId],
    );
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type !== 'viral.pattern.identified')).toEqual([
      'viral.scraping.started',
      'viral.content.discovered',
      'viral.scraping.completed',
    ]);
    expect(new Set(types).size).toBe(types.length);
  };

  it.each(['collector', 'analyzer', 'dispatcher', 'scan-api'])(
    'a task goes on after kill -9 of the %s',
    async (service) => {
      const taskId = await slowTask();
      await sleep(600);
      process.kill(readRunFile(home.runFile).pids[service] ?? 0, 'SIGKILL');
      await expectWhole(taskId);
    },
  );

  it('a task goes on when Redis is wiped, and the limit of its account holds', async () => {
    const { tenant_id: tenantId } = run;
    await rows(
      `insert into scan.scrape_limit_settings (tenant_id, requests, window_seconds)
       values ($1, 1, 600)`,
      [tenantId],
    );
    try {
      await rows('delete from scan.scrape_limits');
      const taskId = await slowTask();
      const redis = new Redis(run.redis_url);
      await redis.flushall();
      redis.disconnect();
      expect((await tasks.ask(channel)).status).toBe(429);
      await expectWhole(taskId);
      process.kill(readRunFile(home.runFile).engine_pids.redis ?? 0, 'SIGKILL');
      expect((await tasks.ask(channel)).status).toBe(429);
    } finally {
      await rows('delete from scan.scrape_limit_settings');
    }
  });

  /** A scan that lists everything anew, from its initiation to its report. */
  const scanMs = async (): Promise<number> => {
    await rows('delete from scan.listings');
    const begunAt = performance.now();
    const { status, body } = await caller.post<{ scan_id: string }>('/scan/initiate', {
      platforms: ['youtube'],
      accounts: [channel],
      lookback_days: 45,
    });
    expect(status).toBe(202);
    for (;;) {
      const answer = await caller.call<ScanStatus>(`/scan/status/${body.scan_id}`);
      if (answer.body.completed_at !== null) return performance.now() - begunAt;
      await sleep(20);
    }
  };
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const timesOf = async (scans: number): Promise<number> => {
    const times: number[] = [];
    while (times.length < scans) times.push(await scanMs());
    return median(times);
  };

  /** Events the partner should have, by partition key, in the order in which they were written. */
  const writtenFor = async (partner: Partner): Promise<Record<string, string[]>> => {
    const written = await rows<{ key: string; id: string }>(
      `select payload ->> 'partitionkey' as key, payload ->> 'id' as id from scan.outbox
       where kind = 'event' and ($1 = 'orchestrator' or type = 'viral.pattern.identified')
       order by outbox_id`,
      [partner],
    );
    return Object.fromEntries(
      [...Map.groupBy(written, ({ key }) => key)].map(([key, events]) => [
        key,
        events.map(({ id }) => id),
      ]),
    );
  };
  /** As they arrived first. */
  const arrivedAt = async (partner: Partner): Promise<Record<string, string[]>> => {
    const { by_partition_key: byKey } = await partners.view(partner);
    return Object.fromEntries(
      Object.entries(byKey).map(([key, events]) => [key, [...new Set(events.map(({ id }) => id))]]),
    );
  };

  it('partners away for two minutes hold up nothing, and then have all of it, in order', async () => {
    // With the first one fewer than the hourly quota.
    const before = await timesOf(4);
    const others = ['viral-engine', 'orchestrator'] as const;
    for (const partner of others) await partners.breakDown(partner, outageSeconds);
    const backAt = Date.now() + outageSeconds * 1_000;
    const during = await timesOf(4);
    console.log(
      `a scan takes ${before.toFixed(0)} ms, with partners away ${during.toFixed(0)} ms (medians of 4)`,
    );
    expect(during).toBeLessThan(before * 1.5 + jitterMs);
    for (let asked = 0; Date.now() < backAt - 5_000; asked += 1) {
      const account = asked % 2 === 0 ? channel : `youtube:UC${'0'.repeat(21)}${asked % 10}`;
      await tasks.untilEnded(await tasks.begin(account));
      await sleep(1_000);
    }
    for (const partner of others) {
      const { refused_by_fault: struck } = await partners.view(partner);
      console.log(`${partner}: ${struck} calls in ${outageSeconds} s of absence`);
      // Some until the breaker opens, then one probe each ten seconds or more.
      expect(struck).toBeGreaterThan(0);
      expect(struck).toBeLessThan(5 + 8 + outageSeconds / 10 + 2);
    }
    for (const partner of others) {
      const written = await writtenFor(partner);
      await until(
        async () => {
          const arrived = Object.values(await arrivedAt(partner)).flat().length;
          return arrived >= Object.values(written).flat().length;
        },
        90_000,
        () => `${partner} lacks events:\n${system.output()}`,
      );
      expect(await arrivedAt(partner)).toEqual(written);
      const view = await partners.view(partner);
      console.log(`${partner}: ${view.distinct_ids} events, ${view.duplicates} came twice`);
      expect(view.refused).toBe(0);
    }
  });
});
