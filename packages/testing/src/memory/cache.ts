import type { Report } from '@viral-scan/contracts';
import type { LatestReportCache } from '@viral-scan/scan';

/** Without the 24 h limit: nothing in a unit test lives that long. */
export function inMemoryCache(): LatestReportCache {
  const reports = new Map<string, Report>();
  return {
    async get(userId) {
      return structuredClone(reports.get(userId) ?? null);
    },
    async put(userId, report) {
      const known = reports.get(userId);
      const isNewer =
        known === undefined || Date.parse(report.requested_at) > Date.parse(known.requested_at);
      if (isNewer) reports.set(userId, structuredClone(report));
    },
  };
}
