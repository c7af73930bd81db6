import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPools,
  createStore,
  type Pools,
  type Store,
  type StoreOptions,
} from '@viral-scan/store';
import pg from 'pg';
import { inject } from 'vitest';

export const templateDatabase = 'viral_scan_template';

export interface TestDatabase {
  /** The superuser's; the pools of `store` act as their roles. */
  readonly url: string;
  readonly store: Store;
  readonly pools: Pools;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions extends Omit<StoreOptions, 'pool' | 'identityPool'> {
  /** False: an empty database, without our schema. Default true. */
  readonly migrated?: boolean;
  readonly max?: number;
}

/** A database of its own for one test file, copied from the migrated template. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { migrated = true, max = 10, ...storeOptions } = options;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const serverUrl = inject('postgresUrl');
  await asAdmin(serverUrl, (admin) =>
    createDatabase(admin, name, migrated ? templateDatabase : 'template1'),
  );
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pools = createPools({ databaseUrl: url.href, applicationName: 'test', max });
  return {
    url: url.href,
    pools,
    store: createStore({ pool: pools.scan, identityPool: pools.identity, ...storeOptions }),
    async drop() {
      await pools.end();
      await asAdmin(serverUrl, (admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

const objectInUse = '55006';

/** A template can be copied by one at a time. */
async function createDatabase(admin: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`create database ${name} template ${template}`);
      return;
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && error.code === objectInUse;
      if (!isBusy || attempt === 100) throw error;
      await sleep(20 + 10 * attempt);
    }
  }
}
