import { chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@viral-scan/store';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { templateDatabase } from './databases/test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the test server. */
    readonly postgresUrl: string;
    readonly redisUrl: string;
  }
}

/** Loaded by Node itself: it asks `import.meta.resolve`, which vitest's loader does not have. */
const engines: typeof import('@viral-scan/engines') = createRequire(import.meta.url)(
  '@viral-scan/engines',
);

/**
 * One PostgreSQL and one Redis for all integration tests, in a folder of their own outside the
 * repository; test files get databases copied from a migrated template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'viral-scan-test-'));
  // The server may run as another account, which must get there.
  chmodSync(folder, 0o755);
  const { runAs } = engines.engineHome(folder);
  const [postgres, redis] = await Promise.all([
    engines.startPostgres({ dataDir: join(folder, 'postgres'), runAs, durable: false }),
    engines.startRedis({ dir: join(folder, 'redis') }),
  ]);
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database ${templateDatabase}`);
  await admin.end();
  await migrate({ databaseUrl: postgres.databaseUrl(templateDatabase) });
  project.provide('postgresUrl', postgres.url);
  project.provide('redisUrl', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}
