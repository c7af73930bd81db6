import type { ScanKind, ScanParameters } from './scan.ts';
import type { PlannedStep, ScanRecord } from './scan-record.ts';
import type { ScrapeLimit } from './scraping.ts';

/** All that is written when a scan is taken on. */
export interface NewScan {
  readonly scanId: string;
  readonly kind: ScanKind;
  readonly parameters: ScanParameters;
  readonly steps: readonly PlannedStep[];
  /** Wished; moved on by single milliseconds until it is unique for the subject. */
  readonly scanTime: Date;
  /** Scans per real hour and user; null for no quota. */
  readonly hourlyQuota: number | null;
  /** How often this account may be scraped, unless the tenant has another limit; absent: no matter. */
  readonly accountLimit?: { readonly accountRef: string; readonly limit: ScrapeLimit };
  readonly idempotency: { readonly key: string; readonly requestHash: string } | null;
  readonly traceparent: string | null;
}

export type Initiated =
  | { readonly outcome: 'created'; readonly scan: ScanRecord }
  /** Same key, same request: the scan of the first call; nothing was written. */
  | { readonly outcome: 'repeated'; readonly scan: ScanRecord }
  /** Same key, other request; nothing was written. */
  | { readonly outcome: 'key_reused' }
  | { readonly outcome: 'quota_exceeded'; readonly limit: number; readonly retryAfterMs: number }
  /** Nothing was written but that it was refused. */
  | {
      readonly outcome: 'account_limited';
      readonly limit: ScrapeLimit;
      readonly retryAfterMs: number;
    };
