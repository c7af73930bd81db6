import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineHome, freePort, startPostgres, startRedis } from '@viral-scan/engines';
import { migrate } from '@viral-scan/store';
import pg from 'pg';
import { copyFirstRows } from './import/first-rows.ts';
import { type ImportMeasure, measureImport } from './import/measure-import.ts';

/**
 * Rows per second and peak memory of `POST /imports`, over HTTP into a durable PostgreSQL: the
 * first 4,000 posts of youtube-2026 as the yardstick, then all of them. Medians of 3 runs, each
 * with a fresh process and database.
 */
const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const shared = process.env.VIRAL_SCAN_SHARED ?? join(projectRoot, '..', 'shared');
const posts = join(shared, 'data', 'youtube-trending-2026', 'public', 'posts.csv.gz');
const runs = 3;

if (!existsSync(posts)) console.log(`skipped: ${posts} is not there`);
else await run();

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'viral-scan-bench-'));
  chmodSync(folder, 0o755);
  const { runAs } = engineHome(folder);
  const [postgres, redis] = await Promise.all([
    startPostgres({ dataDir: join(folder, 'postgres'), runAs }),
    startRedis({ dir: join(folder, 'redis') }),
  ]);
  try {
    const few = join(folder, 'few.csv.gz');
    await copyFirstRows(posts, few, 4_000);
    const measures: { name: string; runs: ImportMeasure[] }[] = [
      { name: '4,000 posts', runs: [] },
      { name: 'all posts', runs: [] },
    ];
    for (let round = 0; round < runs; round += 1) {
      for (const [index, file] of [few, posts].entries()) {
        const databaseUrl = await freshDatabase(postgres, `bench_${round}_${index}`);
        const port = await freePort();
        measures[index]?.runs.push(
          await measureImport({ file, databaseUrl, redisUrl: redis.url, port, folder }),
        );
        console.error(`round ${round + 1} of ${runs}, ${measures[index]?.name}: done`);
      }
    }
    print(measures);
  } finally {
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freshDatabase(
  postgres: { readonly url: string; databaseUrl(name: string): string },
  name: string,
): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  await migrate({ databaseUrl: postgres.databaseUrl(name) });
  return postgres.databaseUrl(name);
}

function print(measures: readonly { name: string; runs: readonly ImportMeasure[] }[]): void {
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const yardstick = median(measures[0]?.runs.map(({ peakMebibytes }) => peakMebibytes) ?? []);
  console.log('\nfile           rows  accepted  seconds   rows/s  peak MiB  ratio');
  for (const { name, runs: all } of measures) {
    const peak = median(all.map(({ peakMebibytes }) => peakMebibytes));
    const { rows = 0, accepted = 0 } = all[0]?.result ?? {};
    console.log(
      [
        name.padEnd(12),
        String(rows).padStart(6),
        String(accepted).padStart(9),
        median(all.map(({ seconds }) => seconds))
          .toFixed(2)
          .padStart(8),
        median(all.map(({ rowsPerSecond }) => rowsPerSecond))
          .toFixed(0)
          .padStart(8),
        peak.toFixed(0).padStart(9),
        (peak / yardstick).toFixed(2).padStart(6),
      ].join(' '),
    );
  }
}
