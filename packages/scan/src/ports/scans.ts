import type {
  Coverage,
  Principal,
  Report,
  Role,
  ScanError,
  ScanKind,
  ScanParameters,
  ScanState,
} from '@viral-scan/contracts';

/** One step of a scan: `collect-<n>` per account, then `analyze-scan`. */
export interface PlannedStep {
  readonly stepKey: string;
  readonly kind: 'collect-account' | 'analyze-scan';
  readonly accountRef: string | null;
  readonly role: Role | null;
}

export type StepState = 'pending' | 'running' | 'completed' | 'failed';

export interface StepProgress extends PlannedStep {
  readonly state: StepState;
  readonly pages: number;
  readonly posts: number;
  readonly coverage: Coverage | null;
  readonly error: ScanError | null;
}

export interface ScanRecord {
  readonly scanId: string;
  readonly kind: ScanKind;
  readonly state: ScanState;
  readonly parameters: ScanParameters;
  /** World time, unique per subject; the report's `as_of` is this or, when reading took time, later. */
  readonly scanTime: Date;
  readonly completedAt: Date | null;
  readonly error: ScanError | null;
  /** In planned order. */
  readonly steps: readonly StepProgress[];
}

export interface NewScan {
  readonly scanId: string;
  readonly kind: ScanKind;
  readonly parameters: ScanParameters;
  readonly steps: readonly PlannedStep[];
  /** Wished; moved on by single milliseconds until it is unique for the subject. */
  readonly scanTime: Date;
  /** Scans per real hour and user; null for no quota. */
  readonly hourlyQuota: number | null;
  readonly idempotency: { readonly key: string; readonly requestHash: string } | null;
  readonly traceparent: string | null;
}

export type Initiated =
  | { readonly outcome: 'created'; readonly scan: ScanRecord }
  /** Same key, same request: the scan of the first call; nothing was written. */
  | { readonly outcome: 'repeated'; readonly scan: ScanRecord }
  /** Same key, other request; nothing was written. */
  | { readonly outcome: 'key_reused' }
  | { readonly outcome: 'quota_exceeded'; readonly limit: number; readonly retryAfterMs: number };

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
