import { randomUUID } from 'node:crypto';
import {
  daysAgo,
  retentionOf,
  type TimescaleDatabase,
  timescaleDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseRows } from './erase-rows.ts';

let database: TimescaleDatabase;
beforeAll(async () => {
  database = await timescaleDatabase();
});
afterAll(() => database.stop());

const posts = 500;
const moments = 300;

it('150,000 compressed snapshots of a user are erased, and nothing of another', async () => {
  const { store } = database;
  const pool = database.pools.scan;
  const { collect } = retentionOf({ store, pool });
  const newcomer = () =>
    store.identity.principalOf({ tenantId: randomUUID(), userId: randomUUID(), scopes: [] });
  const who = await newcomer();
  const other = await newcomer();
  const account = await collect(who, { at: daysAgo(10), postIds: ['first'] });
  await collect(other, { at: daysAgo(10), postIds: ['first'] });
  await pool.query(
    `insert into scan.post_snapshots (tenant_id, subject_id, account_id, post_id, captured_at,
       views, source, access)
     select $1, $2, $3, 'post-' || p, timestamptz '2026-01-01' + m * interval '2 hours', m,
       'youtube-data-api', 'own'
     from generate_series(1, ${posts}) p, generate_series(1, ${moments}) m`,
    [who.tenantId, who.subjectId, account],
  );
  for (const table of ['post_snapshots', 'account_snapshots', 'scan_results']) {
    await pool.query(
      `alter table scan.${table} set (timescaledb.compress,
         timescaledb.compress_segmentby = 'subject_id')`,
    );
    await pool.query(`select compress_chunk(c) from show_chunks('scan.${table}') c`);
  }
  // Afterwards some come into chunks that are compressed.
  await pool.query(
    `insert into scan.post_snapshots (tenant_id, subject_id, account_id, post_id, captured_at,
       views, source, access)
     values ($1, $2, $3, 'late', timestamptz '2026-01-02', 1, 'youtube-data-api', 'own')`,
    [who.tenantId, who.subjectId, account],
  );
  await pool.query('set timescaledb.max_tuples_decompressed_per_dml_transaction = 10');
  const some = 'delete from scan.post_snapshots where subject_id = $1 and views % 2 = 0';
  await expect(pool.query(some, [who.subjectId])).rejects.toThrow(/tuple decompression limit/);

  const receipt = await eraseRows(store, who);
  expect(receipt).toMatchObject({
    state: 'completed',
    erased: { post_snapshots: posts * moments + 2, account_snapshots: 1, posts: 1 },
  });
  const named = await pool.query<{ table: string }>(
    `select format('%I.%I', table_schema, table_name) as table
     from information_schema.columns where column_name = 'subject_id'
       and table_name not in (select table_name from information_schema.views)`,
  );
  const chunks = named.rows.filter(({ table }) => table.includes('_timescaledb_internal'));
  expect(chunks.length).toBeGreaterThan(4);
  for (const { table } of named.rows) {
    const { rows } = await pool.query<{ own: number; others: number }>(
      `select count(*) filter (where subject_id::text = $1) as own,
         count(*) filter (where subject_id::text = $2) as others from ${table}`,
      [who.subjectId, other.subjectId],
    );
    expect([table, rows[0]?.own]).toEqual([table, 0]);
  }
  const { rows } = await pool.query<{ count: number }>(
    'select count(*) from scan.post_snapshots where subject_id = $1',
    [other.subjectId],
  );
  expect(rows).toEqual([{ count: 1 }]);
});
