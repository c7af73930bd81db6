import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the roles of the two schemas', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it.each([
    'tenants',
    'users',
    'subjects',
    'connections',
    'authorizations',
    'api_keys',
    'subject_keys',
    'scan_results',
  ])('the scan role cannot read identity.%s', async (table) => {
    await expect(database.pools.scan.query(`select * from identity.${table}`)).rejects.toThrow(
      `permission denied for ${table === 'scan_results' ? 'view' : 'table'} ${table}`,
    );
  });

  it.each(['accounts', 'posts', 'scans', 'scan_results', 'outbox'])(
    'the identity role cannot read scan.%s',
    async (table) => {
      await expect(database.pools.identity.query(`select * from scan.${table}`)).rejects.toThrow(
        'permission denied for schema scan',
      );
    },
  );

  it('neither role can change the schema or read the other through a role switch', async () => {
    const { scan, identity } = database.pools;
    await expect(scan.query('create table scan.x ()')).rejects.toThrow('permission denied');
    await expect(identity.query('create table identity.x ()')).rejects.toThrow('permission denied');
  });

  it('the scan role asks for the user of a subject by function, within its tenant', async () => {
    const { identity, steps } = database.store;
    const caller = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID(), scopes: [] };
    const who = await identity.principalOf(caller);
    expect(await steps.userOf(who)).toBe(caller.userId);
  });

  it('nobody else may call the functions', async () => {
    const { rows } = await database.pools.scan.query<{ allowed: boolean }>(
      `select has_function_privilege('pg_monitor', 'identity.user_of(uuid, uuid)', 'execute')
         as allowed`,
    );
    expect(rows).toEqual([{ allowed: false }]);
  });

  it('the identity role reads results by user', async () => {
    const { rows } = await database.pools.identity.query(
      'select user_id, scan_id, report from identity.scan_results',
    );
    expect(rows).toEqual([]);
    await expect(
      database.pools.identity.query('delete from identity.scan_results'),
    ).rejects.toThrow();
  });
});
