import type { Coverage } from './coverage.ts';
import type { JobName } from './jobs.ts';
import type { Role } from './platform.ts';
import type { ScanError, ScanKind, ScanParameters, ScanState } from './scan.ts';

/** One step of a scan: `collect-<n>` per account, then `analyze-scan` or `rank-posts`. */
export interface PlannedStep {
  readonly stepKey: string;
  readonly kind: JobName;
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

/** A scan as it stands in the database. */
export interface ScanRecord {
  readonly scanId: string;
  readonly kind: ScanKind;
  readonly state: ScanState;
  readonly parameters: ScanParameters;
  /** World time, unique per subject; see `as_of` of the report for the moment it speaks of. */
  readonly scanTime: Date;
  readonly completedAt: Date | null;
  readonly error: ScanError | null;
  /** In planned order. */
  readonly steps: readonly StepProgress[];
}
