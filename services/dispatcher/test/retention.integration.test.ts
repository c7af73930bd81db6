import { randomUUID } from 'node:crypto';
import { createLogger, createMetrics } from '@viral-scan/runtime';
import {
  daysAgo,
  manualClock,
  retentionLimits,
  retentionOf,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepExpiredJob } from '../src/sweep-expired-job.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('what has expired is deleted, counted, and told of without naming anybody', async () => {
  const { store, pools } = database;
  const { collect, left } = retentionOf({ store, pool: pools.scan });
  const who = await store.identity.principalOf({
    tenantId: randomUUID(),
    userId: randomUUID(),
    scopes: [],
  });
  const accountId = await collect(who, { at: daysAgo(100), postIds: ['a', 'b'] });
  const lines: string[] = [];
  const logger = createLogger({
    service: 'dispatcher',
    level: 'info',
    hashKey: 'k'.repeat(32),
    destination: { write: (line) => void lines.push(line) },
  });
  const metrics = createMetrics({ service: 'dispatcher' });
  const job = sweepExpiredJob(
    {
      retention: store.retention,
      clock: manualClock(),
      realNow: () => new Date(),
      days: retentionLimits({ youtube: { own: 99, public: 30 } }),
    },
    { logger, metrics },
  );
  await job(new AbortController().signal);
  expect(await left(accountId)).toEqual({});
  const text = await metrics.render();
  const counted = [...text.matchAll(/rows_expired_total\{(.*)\} (\d+)/g)].map((found) => [
    /kind="(\w+)"/.exec(found[1] ?? '')?.[1],
    /platform="(\w+)"/.exec(found[1] ?? '')?.[1],
    Number(found[2]),
  ]);
  expect(counted.sort()).toEqual(
    [
      ['post_snapshots', 'youtube', 2],
      ['account_snapshots', 'youtube', 1],
      ['post_retention', 'youtube', 2],
      ['post_insights', 'youtube', 2],
      ['account_days', 'youtube', 1],
      ['audience_activity', 'youtube', 1],
      ['audience_groups', 'youtube', 1],
      ['posts', 'youtube', 2],
    ].sort(),
  );
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'expired rows were deleted',
    rows: { 'youtube.posts': 2, 'youtube.post_snapshots': 2 },
  });
  for (const secret of [who.tenantId, who.userId, who.subjectId, accountId]) {
    expect(lines.join()).not.toContain(secret);
  }
  await job(new AbortController().signal);
  expect(lines).toHaveLength(1);
});
