import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasedIdentityTables, erasedTables } from '../src/erasures/erased-tables.ts';

/** Where plans show it only with many rows, the planner is told to avoid what would be slow then. */
describe('deleting', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      'set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off',
    );
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  const erased = [
    ...erasedTables.map(({ name }) => `scan.${name}`),
    ...erasedIdentityTables.map((name) => `identity.${name}`),
  ];
  const planOf = async (sql: string): Promise<string> => {
    const { rows } = await admin.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  it.each(erased.filter((name) => name !== 'identity.users'))(
    'finds the rows of a subject in %s by an index',
    async (name) => {
      const plan = await planOf(`select from ${name} where subject_id = '${randomUUID()}'`);
      expect(plan).not.toContain('Seq Scan');
      expect(plan).toContain('Index Cond');
    },
  );

  it.each([
    ['scan.idempotency_keys', 'created_at'],
    ['scan.outbox', 'done_at'],
    ['scan.scrape_limits', 'asked_at'],
  ])('finds what is old in %s by an index', async (name, column) => {
    const plan = await planOf(`select from ${name} where ${column} < now() order by ${column}`);
    expect(plan).toContain('Index Cond');
    expect(plan).not.toContain('Sort');
  });

  it('finds what refers to a row by an index', async () => {
    const { rows } = await admin.query(
      `select c.conrelid::regclass::text as from, c.confrelid::regclass::text as to
       from pg_constraint c
       where c.contype = 'f' and c.confrelid = any($1::text[]::regclass[]) and not exists (
         select from pg_index i
         where i.indrelid = c.conrelid and i.indpred is null and i.indisvalid
           and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
       )`,
      [erased],
    );
    expect(rows).toEqual([]);
  });
});
