import type { Report } from '@viral-scan/contracts';

/** `scan:{user_id}:latest`. Best effort: callers go on when it is away. */
export interface LatestReportCache {
  get(userId: string): Promise<Report | null>;
  /** Written only if newer (by `requested_at`) than what is there; lives 24 h. */
  put(userId: string, report: Report): Promise<void>;
}
