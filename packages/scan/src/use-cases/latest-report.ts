import { NotFound, type Principal, type Report } from '@viral-scan/contracts';
import type { LatestReportCache } from '../ports/latest-report-cache.ts';
import type { ScanRepository } from '../ports/scans.ts';

export interface LatestReportDeps {
  readonly scans: Pick<ScanRepository, 'find' | 'latestReport'>;
  readonly cache: LatestReportCache;
  readonly onCacheError: (error: unknown) => void;
}

/**
 * The user's latest report, from the cache when it has one, else from the database.
 * @throws NotFound when the user has none, or is not the caller
 */
export async function latestReport(
  deps: LatestReportDeps,
  principal: Principal,
  userId: string,
): Promise<Report> {
  if (userId !== principal.userId) throw new NotFound('there is no such user');
  const cached = await fromCache(deps, userId);
  // The cache knows users only, and another tenant may call one of its own by the same id.
  if (cached !== null && (await deps.scans.find(principal, cached.scan_id)) !== null) return cached;
  const report = await deps.scans.latestReport(principal);
  if (report === null) throw new NotFound('no scan of this user has a report yet');
  // Not awaited: the caller has its answer, with or without a cache.
  deps.cache.put(userId, report).catch(deps.onCacheError);
  return report;
}

async function fromCache(deps: LatestReportDeps, userId: string): Promise<Report | null> {
  try {
    return await deps.cache.get(userId);
  } catch (error) {
    deps.onCacheError(error);
    return null;
  }
}
