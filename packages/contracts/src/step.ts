import type { ScanRecord, StepProgress } from './scan-record.ts';

export interface StepId {
  readonly scanId: string;
  readonly stepKey: string;
}

/** Proof that this worker holds the step: every commit names it, a later start invalidates it. */
export interface StepLease extends StepId {
  readonly fence: number;
}

/** Where a killed worker goes on. */
export interface Checkpoint {
  readonly accountId: string;
  readonly cursor: string;
  readonly postsWithoutMetrics: number;
}

export type StepStart =
  | {
      readonly outcome: 'started';
      readonly lease: StepLease;
      readonly step: StepProgress;
      readonly scan: ScanRecord;
      readonly checkpoint: Checkpoint | null;
      /** Starts of this step so far, this one included. */
      readonly starts: number;
      /** Real time since the step got on last, or was first started. */
      readonly stalledMs: number;
    }
  /** The step or its scan has ended, or it does not exist: nothing to do. */
  | { readonly outcome: 'nothing_to_do' };
