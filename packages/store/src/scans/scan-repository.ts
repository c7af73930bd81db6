import {
  type Initiated,
  type NewScan,
  type Principal,
  type Report,
  type ScanRecord,
  type StoredReport,
  upgradeReport,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { initiate } from './initiate.ts';
import { readScan } from './read-scan.ts';

export interface ScanRepository {
  initiate(principal: Principal, scan: NewScan): Promise<Initiated>;
  find(principal: Principal, scanId: string): Promise<ScanRecord | null>;
  report(principal: Principal, scanId: string): Promise<Report | null>;
  latestReport(principal: Principal): Promise<Report | null>;
  ownAccounts(principal: Principal): Promise<readonly string[]>;
}

/** What the caller of the API may do with scans. */
export function createScanRepository(pool: Pool): ScanRepository {
  return {
    initiate: (principal, scan) => initiate(pool, principal, scan),
    find: (principal, scanId) => readScan(pool, principal, scanId),

    async report(principal, scanId) {
      const { rows } = await pool.query<{ report: StoredReport }>(
        `select report from scan.scan_results
         where tenant_id = $1 and subject_id = $2 and scan_id = $3`,
        [principal.tenantId, principal.subjectId, scanId],
      );
      return rows[0] === undefined ? null : upgradeReport(rows[0].report);
    },

    async latestReport(principal) {
      const { rows } = await pool.query<{ report: StoredReport }>(
        `select report from scan.scan_results
         where tenant_id = $1 and subject_id = $2
         order by scan_time desc limit 1`,
        [principal.tenantId, principal.subjectId],
      );
      return rows[0] === undefined ? null : upgradeReport(rows[0].report);
    },

    async ownAccounts(principal) {
      const { rows } = await pool.query<{ ref: string }>(
        `select platform || ':' || external_id as ref from scan.accounts
         where tenant_id = $1 and subject_id = $2 and seen_as_own
         order by (platform || ':' || external_id) collate "C"`,
        [principal.tenantId, principal.subjectId],
      );
      return rows.map(({ ref }) => ref);
    },
  };
}
