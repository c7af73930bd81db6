import { readdirSync } from 'node:fs';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPools, createStore, migrate } from '../src/index.ts';

describe('migrating', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  beforeEach(async () => {
    database = await testDatabase({ migrated: false });
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
  });
  afterEach(async () => {
    await admin.end();
    await database.drop();
  });

  const files = readdirSync(new URL('../migrations', import.meta.url))
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort();

  it('applies the numbered files in order, and nothing the second time', async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    expect(await migrate({ databaseUrl: database.url, log })).toEqual({ applied: files });
    expect(lines).toEqual(files.map((name) => `applied migration ${name}`));
    expect(await migrate({ databaseUrl: database.url })).toEqual({ applied: [] });
  });

  it('applies each file once when several processes start at the same time', async () => {
    const all = await Promise.all(
      Array.from({ length: 4 }, () => migrate({ databaseUrl: database.url })),
    );
    expect(all.flatMap(({ applied }) => applied)).toEqual(files);
  });

  it('runs in several new databases of a cluster at the same time', async () => {
    const others = await Promise.all([1, 2].map(() => testDatabase({ migrated: false })));
    const all = await Promise.all(
      [database, ...others].map(({ url }) => migrate({ databaseUrl: url })),
    );
    expect(all.map(({ applied }) => applied)).toEqual([files, files, files]);
    await Promise.all(others.map((other) => other.drop()));
  });

  it('refuses a database whose applied file was edited', async () => {
    await migrate({ databaseUrl: database.url });
    await admin.query(`update viral_scan_migrations set checksum = 'x' where name like '0002%'`);
    await expect(migrate({ databaseUrl: database.url })).rejects.toThrow(
      '0002-scan.sql was edited',
    );
  });

  it('leaves no half of a file that fails, and goes on there the next time', async () => {
    await admin.query('create schema scan');
    await expect(migrate({ databaseUrl: database.url })).rejects.toThrow('0002-scan.sql failed');
    await admin.query('drop schema scan');
    expect((await migrate({ databaseUrl: database.url })).applied).toEqual(files.slice(1));
  });

  it('works without roles where they cannot be made, and grants them when they can', async () => {
    await migrate({ client: admin, roles: false });
    const pools = createPools({ databaseUrl: database.url, applicationName: 'test', roles: false });
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    await store.ping();
    const who = await store.identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: [],
    });
    expect(await store.steps.userOf(who)).toBe(who.userId);
    await pools.end();

    await expect(database.store.scans.latestReport(who)).rejects.toThrow('permission denied');
    expect(await migrate({ client: admin })).toEqual({ applied: [] });
    expect(await database.store.scans.latestReport(who)).toBeNull();
  });

  it('needs no superuser: a role that owns the database and may create roles is enough', async () => {
    const owner = `owner_${crypto.randomUUID().replaceAll('-', '')}`;
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`create role ${owner} login createrole password 'secret'`);
    await admin.query(`grant viral_scan_scan, viral_scan_identity to ${owner}`);
    await admin.query(`alter database ${name} owner to ${owner}`);
    await admin.query(`grant create on schema public to ${owner}`);
    const url = new URL(database.url);
    url.username = owner;
    url.password = 'secret';
    expect((await migrate({ databaseUrl: url.href })).applied).toEqual(files);
    const pools = createPools({ databaseUrl: url.href, applicationName: 'test' });
    await createStore({ pool: pools.scan, identityPool: pools.identity }).ping();
    await pools.end();
    await admin.query(`reassign owned by ${owner} to postgres; drop owned by ${owner}`);
    await admin.query(`drop role ${owner}`);
  });
});
