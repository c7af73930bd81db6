import type { JobName } from './jobs.ts';

/** A scan that has to be put on the queue: its open steps at this generation. */
export interface Dispatch {
  readonly tenantId: string;
  readonly subjectId: string;
  readonly scanId: string;
  readonly generation: number;
  readonly traceparent: string | null;
  readonly openSteps: readonly {
    readonly stepKey: string;
    readonly kind: JobName;
    readonly lastSignOfLife: Date | null;
  }[];
}
