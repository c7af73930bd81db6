import { randomUUID } from 'node:crypto';
import {
  daysAgo,
  retentionConformance,
  retentionLimits,
  retentionOf,
  type TimescaleDatabase,
  timescaleDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TimescaleDatabase;
beforeAll(async () => {
  database = await timescaleDatabase();
});
afterAll(() => database.stop());
const room = () => ({ store: database.store, pool: database.pools.scan });

retentionConformance('TimescaleDB', room);

it('deletes from compressed chunks, however many rows the server would rather not touch', async () => {
  const { store, pool } = room();
  const { collect, sweep, left } = retentionOf({ store, pool });
  const newcomer = () =>
    store.identity.principalOf({ tenantId: randomUUID(), userId: randomUUID(), scopes: [] });
  const postIds = Array.from({ length: 50 }, (_, index) => `p${index}`);
  const old = await collect(await newcomer(), { at: daysAgo(100), postIds });
  const who = await newcomer();
  const young = await collect(who, { at: daysAgo(101), postIds: ['a'] });
  await collect(who, { at: daysAgo(99), postIds: ['a'] });
  for (const table of ['post_snapshots', 'account_snapshots']) {
    await pool.query(
      `alter table scan.${table} set (timescaledb.compress,
         timescaledb.compress_segmentby = 'subject_id, account_id')`,
    );
    await pool.query(`select compress_chunk(c) from show_chunks('scan.${table}') c`);
  }
  await pool.query('set timescaledb.max_tuples_decompressed_per_dml_transaction = 10');
  const some = `delete from scan.post_snapshots where account_id = $1 and post_id < 'p2'`;
  await expect(pool.query(some, [old])).rejects.toThrow(/tuple decompression limit/);

  await sweep(retentionLimits({ youtube: { own: 99.5, public: null } }));
  expect(await left(old)).toEqual({});
  expect(await left(young)).toMatchObject({ post_snapshots: 1, account_snapshots: 1, posts: 1 });
});
