import type { Dispatch, JobName, JobPresence, PlannedJob } from '@viral-scan/contracts';

export interface JobQueue {
  /** Adding an id again is a no-op. Rejects within its deadline when the queue is away. */
  enqueue(job: PlannedJob): Promise<void>;
  presence(name: JobName, id: string): Promise<JobPresence>;
}

/** The outbox and the list of scans that are not finished. */
export interface DispatchRepository {
  /**
   * Takes up to `limit` outbox rows under a row lock, hands each to `relay` and marks those done
   * that it resolved; a rejected one stays, with its error and a later next attempt. Answers how
   * many were relayed. Rows whose dispatch no longer has open steps are marked done unsent.
   */
  relay(limit: number, relay: (dispatch: Dispatch) => Promise<void>): Promise<number>;
  /** Scans and collections that have not ended and showed no sign of life for `silentMs`. */
  silent(silentMs: number, limit: number): Promise<readonly Dispatch[]>;
  /** Raises the generation and writes a new outbox row, unless someone else did. */
  redispatch(dispatch: Dispatch): Promise<void>;
  /** Dispatches the relay has not sent yet, and the age of the oldest. */
  outboxLag(): Promise<{ readonly waiting: number; readonly oldestSeconds: number }>;
}
