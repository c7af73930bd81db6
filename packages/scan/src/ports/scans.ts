import type { Initiated, NewScan, Principal, Report, ScanRecord } from '@viral-scan/contracts';

/** What the caller of the API may do with scans. */
export interface ScanRepository {
  /**
   * One transaction: quota, idempotency key, scan, steps, outbox row that dispatches it and (for
   * a scan) the `viral.scraping.started` event. Nothing is written unless `created`.
   */
  initiate(principal: Principal, scan: NewScan): Promise<Initiated>;
  /** Null when there is none for this tenant and user. */
  find(principal: Principal, scanId: string): Promise<ScanRecord | null>;
  report(principal: Principal, scanId: string): Promise<Report | null>;
  /** The report with the latest scan time. */
  latestReport(principal: Principal): Promise<Report | null>;
  /** Refs of the subject's own accounts (imported or scanned as own before), by ref. */
  ownAccounts(principal: Principal): Promise<readonly string[]>;
}
