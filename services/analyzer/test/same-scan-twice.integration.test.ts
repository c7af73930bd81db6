import type { Report } from '@viral-scan/contracts';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzerRoom } from './analyzer-room.ts';
import { longestBlockDuring } from './longest-block.ts';

const lookbackDays = 365;

describe('the same scan twice, with reuse off', { timeout: 90_000 }, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('has the same digest, on one thread and on two, on one core and on two', async () => {
    const reports: Report[] = [];
    const seed = analyzerRoom(database, { threads: 1 });
    const who = await seed.somebodyWith({ posts: 600, snapshots: 3, lookbackDays });
    await seed.close();
    for (const size of [{ threads: 1 }, { threads: 2 }, { threads: 1, cores: 2 }]) {
      const room = analyzerRoom(database, size);
      const scans = [room.scan(who, lookbackDays), room.scan(who, lookbackDays)];
      reports.push(...(await Promise.all(scans)));
      await room.close();
    }
    const [first, ...others] = reports;
    expect(first?.dataset).toMatchObject({ posts: 600, reused_from: null });
    expect(new Set(reports.map(({ requested_at: at }) => at)).size).toBe(reports.length);
    for (const other of others) {
      expect(other.dataset).toEqual(first?.dataset);
      expect(other.as_of).toBe(first?.as_of);
      expect(other.analysis_digest).toBe(first?.analysis_digest);
      expect(other.trends).toEqual(first?.trends);
    }
  });

  // The best of three, for machines that are stopped as a whole now and then.
  it('leaves the event loop free, whatever the analysis does', { retry: 2 }, async () => {
    const room = analyzerRoom(database, { threads: 1 });
    const who = await room.somebodyWith({ posts: 3_000, snapshots: 4, lookbackDays });
    const { ownMs } = await longestBlockDuring(() => room.scan(who, lookbackDays));
    await room.close();
    // The long test has the real size.
    expect(ownMs).toBeLessThanOrEqual(50);
  });
});
