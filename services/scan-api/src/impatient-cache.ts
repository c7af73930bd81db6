import type { LatestReportCache } from '@viral-scan/scan';

/** The cache, but a read that takes longer than `patienceMs` fails: the database is asked then. */
export function impatientCache(cache: LatestReportCache, patienceMs: number): LatestReportCache {
  return {
    async get(userId) {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => late.reject(new Error(`the cache did not answer within ${patienceMs} ms`)),
        patienceMs,
      );
      const read = cache.get(userId);
      read.catch(() => undefined);
      try {
        return await Promise.race([read, late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
    put: (userId, report) => cache.put(userId, report),
  };
}
