import { createServer } from 'node:net';
import { newScan, principal, type TestDatabase, testDatabase } from '@viral-scan/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPools, createStore } from '../src/index.ts';

describe('the pools', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('notice soon a server that accepts and says nothing', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const pools = createPools({
      databaseUrl: `postgres://x:x@127.0.0.1:${port}/x`,
      applicationName: 'test',
    });
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    const startedAt = performance.now();
    await expect(store.scans.initiate(principal(), newScan())).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    await pools.end();
    mute.close();
  });

  it('survive the end of all their connections, in a transaction too', async () => {
    const errors: Error[] = [];
    const pools = createPools({
      databaseUrl: database.url,
      applicationName: 'test-survivor',
      onError: (error) => errors.push(error),
    });
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    const who = await store.identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: [],
    });
    const start = { importId: crypto.randomUUID(), importedAt: new Date() };
    const open = await store.imports.begin(who, start);
    await store.ping();
    const admin = new pg.Client({ connectionString: inject('postgresUrl') });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where application_name = 'test-survivor'`,
    );
    await admin.end();
    await expect(open.addSnapshots([])).rejects.toThrow();
    await open.rollback();
    await store.ping();
    expect(errors.length).toBeGreaterThan(0);
    await pools.end();
  });

  it('end a statement that takes too long', async () => {
    const pools = createPools({
      databaseUrl: database.url,
      applicationName: 'test',
      statementTimeoutMs: 50,
    });
    await expect(pools.scan.query('select pg_sleep(5)')).rejects.toThrow('statement timeout');
    await pools.end();
  });

  it('roll back an import nobody feeds any more', async () => {
    const store = createStore({
      pool: database.pools.scan,
      identityPool: database.pools.identity,
      importIdleTimeoutMs: 500,
    });
    const start = { importId: crypto.randomUUID(), importedAt: new Date() };
    const open = await store.imports.begin(principal(), start);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await expect(open.addSnapshots([])).rejects.toThrow();
    await store.ping();
  });

  it('read counters as exact numbers, and refuse what a number cannot hold', async () => {
    const read = (value: string) => database.pools.scan.query(`select ${value}::bigint as value`);
    expect((await read('9007199254740991')).rows).toEqual([{ value: 9007199254740991 }]);
    await expect(read('9007199254740993')).rejects.toThrow(RangeError);
  });

  it('tell who listens that a dispatch waits', async () => {
    const calls: number[] = [];
    const stop = database.store.onOutbox(() => calls.push(performance.now()));
    await expect.poll(() => calls.length).toBe(1);
    const who = await database.store.identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: [],
    });
    await database.store.scans.initiate(who, newScan());
    await expect.poll(() => calls.length).toBeGreaterThan(1);
    await stop();
  });
});
