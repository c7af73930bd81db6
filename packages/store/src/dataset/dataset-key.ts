import type { SubjectKey } from '@viral-scan/contracts';

/** Posts published, counters and curves captured in (from, to]. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** Whose rows are read. */
export interface DatasetKey {
  readonly subject: SubjectKey;
  /** Of the database, not of the platforms. */
  readonly accountIds: readonly string[];
  readonly window: Window;
}
