import { randomUUID } from 'node:crypto';
import { upgradeReport } from '@viral-scan/contracts';
import {
  latestReportCacheConformance,
  report,
  report10,
  testRedisPrefix,
} from '@viral-scan/testing';
import { Redis } from 'ioredis';
import { afterAll, expect, test } from 'vitest';
import { connectRedis, createLatestReportCache } from '../src/index.ts';

const { url } = testRedisPrefix();
const look = new Redis(url);
afterAll(() => look.disconnect());

async function open() {
  const redis = connectRedis(url, { role: 'cache', name: 'test' });
  return {
    cache: createLatestReportCache({ redis }),
    close: async () => void redis.disconnect(),
  };
}

latestReportCacheConformance('Redis', open);

test('the key is scan:<user id>:latest, the value the JSON of the report, for 24 hours', async () => {
  const under = await open();
  const userId = randomUUID();
  const latest = report({});
  await under.cache.put(userId, latest);
  expect(JSON.parse((await look.get(`scan:${userId}:latest`)) ?? '')).toEqual(latest);
  const ttl = await look.ttl(`scan:${userId}:latest`);
  expect(ttl).toBeGreaterThan(86_390);
  expect(ttl).toBeLessThanOrEqual(86_400);
  await under.close();
});

test.each([
  '',
  'not json',
  '[]',
  '"text"',
  '{"requested_at":7}',
  '{"requested_at":"2999-01-01T00:00:00Z"',
])('the unreadable value %j is a miss and is replaced', async (value) => {
  const under = await open();
  const userId = randomUUID();
  await look.set(`scan:${userId}:latest`, value);
  expect(await under.cache.get(userId)).toBeNull();
  const latest = report({});
  await under.cache.put(userId, latest);
  expect(await under.cache.get(userId)).toEqual(latest);
  await under.close();
});

test('a report that an earlier release has put is read in the schema of today', async () => {
  const under = await open();
  const userId = randomUUID();
  await look.set(`scan:${userId}:latest`, JSON.stringify(report10()));
  expect(await under.cache.get(userId)).toEqual(upgradeReport(report10()));
  await under.cache.put(userId, report({ requested_at: '2026-05-31T12:00:00.000Z' }));
  expect((await under.cache.get(userId))?.scan_id).toBe(report10().scan_id);
  await under.close();
});

test('instants are compared as instants, whatever their precision', async () => {
  const under = await open();
  const userId = randomUUID();
  const later = report({ requested_at: '2026-06-01T12:00:00.500Z' });
  await under.cache.put(userId, report({ requested_at: '2026-06-01T12:00:00Z' }));
  await under.cache.put(userId, later);
  await under.cache.put(userId, report({ requested_at: '2026-06-01T12:00:00.25Z' }));
  await under.cache.put(userId, report({ requested_at: '2026-06-01T12:00:00.5Z' }));
  expect((await under.cache.get(userId))?.requested_at).toBe(later.requested_at);
  await under.cache.put(userId, report({ requested_at: '2026-06-01T12:00:00.51Z' }));
  await under.cache.put(userId, report({ requested_at: '2026-06-01T12:00:00.510Z' }));
  expect((await under.cache.get(userId))?.requested_at).toBe('2026-06-01T12:00:00.51Z');
  await under.close();
});
