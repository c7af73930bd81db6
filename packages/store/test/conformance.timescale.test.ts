import {
  pgStoreUnderTest,
  storeConformance,
  type TimescaleDatabase,
  timescaleDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TimescaleDatabase;
beforeAll(async () => {
  database = await timescaleDatabase();
});
afterAll(() => database.stop());

describe('the schema on TimescaleDB', () => {
  it('makes hypertables of the three series', async () => {
    const { rows } = await database.pools.scan.query(
      `select h.hypertable_name as name, d.column_name as column, d.time_interval::text as interval
       from timescaledb_information.hypertables h
       join timescaledb_information.dimensions d using (hypertable_schema, hypertable_name)
       order by h.hypertable_name`,
    );
    expect(rows).toEqual([
      { name: 'account_snapshots', column: 'captured_at', interval: '28 days' },
      { name: 'post_snapshots', column: 'captured_at', interval: '7 days' },
      { name: 'scan_results', column: 'scan_time', interval: '28 days' },
    ]);
  });

  it('names what keeps the data', async () => {
    expect(await database.store.describe()).toMatch(/^TimescaleDB 2\.\d+/);
  });
});

storeConformance('the store on TimescaleDB', async () =>
  pgStoreUnderTest(database.store, database.pools.scan, {
    isConcurrent: false,
    close: async () => undefined,
  }),
);
