import { randomUUID } from 'node:crypto';
import {
  daysAgo,
  retentionConformance,
  retentionLimits,
  retentionOf,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
const room = () => ({ store: database.store, pool: database.pools.scan });

retentionConformance('PostgreSQL', room);

it('of two processes that sweep at once one works', async () => {
  const { store, pool } = room();
  const { collect, sweep, left } = retentionOf({ store, pool });
  const who = await store.identity.principalOf({
    tenantId: randomUUID(),
    userId: randomUUID(),
    scopes: [],
  });
  const days = retentionLimits({ youtube: { own: 50, public: 50 } });
  await sweep(days);
  const accountId = await collect(who, { at: daysAgo(100), postIds: ['a'] });
  const other = await pool.connect();
  try {
    await other.query('begin');
    await other.query(`select pg_advisory_xact_lock(hashtextextended('retention', 0))`);
    expect(await sweep(days)).toBe(0);
    expect(await left(accountId)).toMatchObject({ posts: 1 });
  } finally {
    await other.query('rollback');
    other.release();
  }
  const counts = await Promise.all([sweep(days), sweep(days), sweep(days)]);
  const rest = await sweep(days);
  expect(await left(accountId)).toEqual({});
  expect(counts.reduce((sum, count) => sum + count, rest)).toBe(8);
});

it('goes through the batches of a big account in seconds', async () => {
  const { store, pool } = room();
  const { collect, sweep, left } = retentionOf({ store, pool });
  const who = await store.identity.principalOf({
    tenantId: randomUUID(),
    userId: randomUUID(),
    scopes: [],
  });
  const accountId = await collect(who, { at: daysAgo(100), postIds: ['a'] });
  await pool.query(
    `insert into scan.post_snapshots (tenant_id, subject_id, account_id, post_id, captured_at, views,
       source, access)
     select tenant_id, subject_id, account_id, 'p' || post, captured_at - hour * interval '1 hour', 1,
       source, access
     from scan.post_snapshots, generate_series(1, 400) post, generate_series(1, 50) hour
     where account_id = $1`,
    [accountId],
  );
  const begun = performance.now();
  await sweep(retentionLimits({ youtube: { own: 50, public: 50 } }));
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(await left(accountId)).toEqual({});
});
