import { NotFound, type Principal, type Report } from '@viral-scan/contracts';
import { type LatestReportCache, type LatestReportDeps, latestReport } from '@viral-scan/scan';
import { inMemoryCache, report } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ScanRoom, scanRoom } from './scan-room.ts';

let room: ScanRoom;
let cache: LatestReportCache;
let cacheErrors: unknown[];
let reads: number;
beforeEach(async () => {
  room = await scanRoom();
  cache = inMemoryCache();
  cacheErrors = [];
  reads = 0;
});

const deps = (): LatestReportDeps => ({
  scans: {
    find: room.store.scans.find,
    latestReport: (principal) => {
      reads += 1;
      return room.store.scans.latestReport(principal);
    },
  },
  cache,
  onCacheError: (error) => cacheErrors.push(error),
});
const latest = (principal: Principal = room.who, userId = principal.userId): Promise<Report> =>
  latestReport(deps(), principal, userId);

/** A scan with a report in the database. */
async function reported(principal: Principal = room.who): Promise<Report> {
  const step = { stepKey: 'analyze-scan', kind: 'analyze-scan', accountRef: null, role: null };
  const scanId = await room.initiated({ steps: [{ ...step, kind: 'analyze-scan' }] }, principal);
  const start = await room.store.steps.start(principal, { scanId, stepKey: 'analyze-scan' });
  if (start.outcome !== 'started') throw new Error('the analysis did not start');
  const asOf = start.scan.scanTime.toISOString();
  const saved = report({ scan_id: scanId, as_of: asOf });
  await room.store.steps.saveReport(principal, start.lease, saved);
  return saved;
}

describe('the latest report of a user', () => {
  it('comes from the cache without reading the report from the database', async () => {
    const saved = await reported();
    await cache.put(room.who.userId, saved);
    expect(await latest()).toEqual(saved);
    expect(reads).toBe(0);
  });

  it('comes from the database when the cache has none, and is put there', async () => {
    await reported();
    room.clock.advance(1_000);
    const saved = await reported();
    expect(await latest()).toEqual(saved);
    expect(await cache.get(room.who.userId)).toEqual(saved);
    await latest();
    expect(reads).toBe(1);
  });

  it('comes from the database when the cache is away', async () => {
    const away = new Error('Redis is away');
    const refuse = async (): Promise<never> => {
      throw away;
    };
    cache = { get: refuse, put: refuse };
    const saved = await reported();
    expect(await latest()).toEqual(saved);
    await Promise.resolve();
    expect(cacheErrors).toEqual([away, away]);
  });

  it('does not wait for the cache to take it', async () => {
    cache = { get: async () => null, put: () => new Promise(() => undefined) };
    const saved = await reported();
    expect(await latest()).toEqual(saved);
  });

  it('is not found for another user, whose report is not touched', async () => {
    const other = await room.somebody({ tenantId: room.who.tenantId });
    await cache.put(other.userId, await reported(other));
    await expect(latest(room.who, other.userId)).rejects.toThrow(
      new NotFound('there is no such user'),
    );
    expect(reads).toBe(0);
  });

  it('is not found while there is none', async () => {
    await room.initiated();
    await expect(latest()).rejects.toThrow(new NotFound('no scan of this user has a report yet'));
  });

  it('never is one of another tenant whose user has the same id', async () => {
    const stranger = await room.somebody({ userId: room.who.userId });
    await cache.put(room.who.userId, await reported(room.who));
    await expect(latest(stranger)).rejects.toBeInstanceOf(NotFound);
    const theirs = await reported(stranger);
    expect(await latest(stranger)).toEqual(theirs);
  });
});
