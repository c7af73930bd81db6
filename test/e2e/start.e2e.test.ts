import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ScanResults } from '@viral-scan/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import {
  Caller,
  isAlive,
  readRunFile,
  type StartedSystem,
  start,
  stop,
  temporaryHome,
  until,
  untilUp,
} from './harness.ts';
import { type TraceCollector, traceCollector } from './trace-collector.ts';

const short = ['--lookback-days', '14'];

describe('npm start', () => {
  const home = temporaryHome();
  const running: StartedSystem[] = [];
  let firstScan = '';

  const begin = (args: readonly string[], env: Record<string, string> = {}): StartedSystem => {
    const system = start(home.dir, args, env);
    running.push(system);
    return system;
  };

  afterAll(async () => {
    for (const system of running) await stop(system);
    home.remove();
  });

  it('leaves no service behind when it is killed', async () => {
    const collector = await traceCollector();
    const system = begin(short, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const run = await untilUp(system, home.runFile);
    firstScan = run.scan_id ?? '';
    for (const heading of ['Best times to post', 'Hooks', 'Outliers', 'Accounts', 'competitor']) {
      expect(system.output()).toContain(heading);
    }
    expect(Object.keys(run.pids).sort()).toEqual([
      'analyzer',
      'collector',
      'dispatcher',
      'platform-sandbox',
      'scan-api',
    ]);
    await expectOneTrace(collector, firstScan);
    await collector.close();
    system.child.kill('SIGKILL');
    await system.exited;
    const pids = [...Object.values(run.pids), ...Object.values(run.engine_pids)];
    await until(
      () => pids.every((pid) => !isAlive(pid)),
      60_000,
      () => `still there: ${pids.filter(isAlive).join(', ')}`,
    );
  });

  it('starts again after that, reuses what is there and keeps the earlier scan', async () => {
    const system = begin(short);
    const run = await untilUp(system, home.runFile);
    expect(system.output()).toContain('done by an earlier start');
    const caller = new Caller(run);
    const earlier = await caller.call<ScanResults>(`/scan/results/${firstScan}`);
    expect(earlier.status).toBe(200);
    expect(earlier.body.report?.scan_id).toBe(firstScan);
    const latest = await caller.call<{ scan_id: string }>(`/users/${run.user_id}/scan/latest`);
    expect(latest.body.scan_id).toBe(run.scan_id);
    expect(run.scan_id).not.toBe(firstScan);
    expect(await stop(system)).toBe(0);
  });

  it('scans a file of posts and tells which rows it could not take', async () => {
    const file = join(home.dir, 'posts.csv.gz');
    writeFileSync(file, gzipSync(posts()));
    const system = begin(['--posts', file]);
    const run = await untilUp(system, home.runFile);
    expect(system.output()).toContain('Imported     90 of 92 rows (posts)');
    expect(system.output()).toContain('line 92, published_at');
    expect(system.output()).toContain('line 93, likes');
    expect(system.output()).toContain('user large, competitors middle, small');
    expect(system.output()).toContain('Report of large');

    // The present of the file's world is its last moment, also after the sandbox was killed.
    const present = () =>
      fetch(`${run.sandbox_url}/_sandbox/clock`)
        .then(async (answer) => ((await answer.json()) as { now: string }).now)
        .catch(() => 'away');
    expect(await present()).toBe('2026-02-19T12:00:00.000Z');
    process.kill(run.pids['platform-sandbox'] ?? 0, 'SIGKILL');
    await until(
      async () => (await present()) === 'away',
      60_000,
      () => 'the sandbox lives on',
    );
    await until(
      async () => (await present()) === '2026-02-19T12:00:00.000Z',
      60_000,
      () => 'the clock was not put back',
    );
    expect(await stop(system)).toBe(0);
  });

  it('refuses an empty file and one that is not there, and says why', async () => {
    const empty = join(home.dir, 'empty.csv');
    writeFileSync(empty, '');
    const first = begin(['--once', '--posts', empty]);
    expect(await first.exited).toBe(1);
    expect(first.output()).toMatch(/empty/);
    const second = begin(['--once', '--posts', join(home.dir, 'nowhere.csv')]);
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('there is no such file');
  });

  it('names an option that is wrong', async () => {
    const system = begin(['--wrold', 'sample']);
    expect(await system.exited).toBe(1);
    expect(system.output()).toContain('--wrold');
    expect(() => readRunFile(home.runFile)).toThrow();
  });
});

/** From the request through the outbox and the jobs to the database. */
async function expectOneTrace(collector: TraceCollector, scanId: string): Promise<void> {
  const traceOf = (name: string) =>
    collector.spans.find((span) => span.name === name && span.attributes.scan_id === scanId)
      ?.traceId;
  await until(
    () => traceOf('analyze_scan') !== undefined && traceOf('scrape_account') !== undefined,
    60_000,
    () => `spans: ${collector.spans.map(({ name }) => name).join(', ')}`,
  );
  const traceId = traceOf('scrape_account');
  const inTrace = () => collector.spans.filter((span) => span.traceId === traceId);
  await until(
    () => inTrace().some(({ name }) => name.endsWith('POST /scan/initiate')),
    60_000,
    () =>
      `in the trace: ${inTrace()
        .map(({ name }) => name)
        .join(', ')}`,
  );
  expect(traceOf('analyze_scan')).toBe(traceId);
  const names = inTrace().map(({ name }) => name);
  for (const name of ['db.scans.initiate', 'db.collections.saveInsights', 'db.steps.saveReport']) {
    expect(names).toContain(name);
  }
  const scraped = inTrace().filter(({ name }) => name === 'scrape_account');
  // Four own accounts and two competitors.
  expect(scraped).toHaveLength(6);
  for (const { attributes } of scraped) {
    expect(attributes.account_id).toMatch(/^[0-9a-f]{16}$/);
    expect(Number(attributes.posts_found)).toBeGreaterThan(0);
  }
}

/** 90 good rows of three accounts in a record of one line each, then two bad ones. */
function posts(): string {
  const row = (account: string, index: number): string => {
    const at = new Date(Date.UTC(2026, 0, 1 + index, 8 + (index % 9)));
    return `somewhere,${account},${account}-${index},${at.toISOString()},"Post ${index}, with text",${100 + index * 7},${index}`;
  };
  const rows = [
    ...Array.from({ length: 50 }, (_, index) => row('large', index)),
    ...Array.from({ length: 30 }, (_, index) => row('middle', index)),
    ...Array.from({ length: 10 }, (_, index) => row('small', index)),
    'somewhere,large,bad-1,yesterday,text,1,1',
    'somewhere,large,bad-2,2026-01-05T10:00:00Z,text,-4,1',
  ];
  return `platform,account_id,post_id,published_at,text,likes,comments\n${rows.join('\n')}\n`;
}
