import { randomUUID } from 'node:crypto';
import type { LatestReportCache } from '@viral-scan/scan';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { report } from '../builders/report.ts';

export interface CacheUnderTest {
  readonly cache: LatestReportCache;
  close(): Promise<void>;
}

const at = (requestedAt: string) =>
  report({ requested_at: requestedAt, as_of: '2026-05-01T00:00:00.000Z' });

/** Registers what every LatestReportCache promises; `open` gives an empty one. */
export function latestReportCacheConformance(
  name: string,
  open: () => Promise<CacheUnderTest>,
): void {
  describe(`${name} is a cache of latest reports`, () => {
    let under: CacheUnderTest;
    const userId = randomUUID();
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    it('answers null when there is none', async () => {
      expect(await under.cache.get(randomUUID())).toBeNull();
    });

    it('gives back what was put', async () => {
      const first = at('2026-06-01T12:00:00.000Z');
      await under.cache.put(userId, first);
      expect(await under.cache.get(userId)).toEqual(first);
    });

    it('replaces a report by a newer one', async () => {
      const newer = at('2026-06-01T12:00:00.001Z');
      await under.cache.put(userId, at('2026-06-01T12:00:00.000Z'));
      await under.cache.put(userId, newer);
      expect(await under.cache.get(userId)).toEqual(newer);
    });

    it('keeps a report when an older one comes late', async () => {
      const newer = at('2026-06-02T00:00:00.000Z');
      await under.cache.put(userId, newer);
      await under.cache.put(userId, at('2026-06-01T23:59:59.999Z'));
      expect(await under.cache.get(userId)).toEqual(newer);
    });

    it('keeps the newest of many put at once', async () => {
      const reports = [3, 1, 5, 2, 4].map((day) => at(`2026-06-0${day}T12:00:00.000Z`));
      await Promise.all(reports.map((each) => under.cache.put(userId, each)));
      expect((await under.cache.get(userId))?.requested_at).toBe('2026-06-05T12:00:00.000Z');
    });

    it('keeps the users apart', async () => {
      await under.cache.put(userId, at('2026-06-01T12:00:00.000Z'));
      expect(await under.cache.get(randomUUID())).toBeNull();
    });
  });
}
