import { randomUUID } from 'node:crypto';
import {
  type DomainEvent,
  partitionKeyOf,
  type ScanError,
  type ScanRecord,
  type StepLease,
  type SubjectKey,
  type ViralPost,
} from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { writeEvent } from '../outbox/write-outbox.ts';
import { readScan } from '../scans/read-scan.ts';
import { storedJson } from '../values/stored-text.ts';
import { holdStep, lockOpenScan, stepLost } from './lease.ts';

export interface HeldScan extends ScanRecord {
  readonly traceparent: string | null;
}

/**
 * Locks the scan of a held step, to end it.
 *
 * @throws StepLost
 */
export async function holdScan(
  db: Queryable,
  subject: SubjectKey,
  lease: StepLease,
): Promise<HeldScan> {
  const open = await lockOpenScan(db, subject, lease.scanId);
  if (open === null) throw stepLost(lease);
  await holdStep(db, subject, lease);
  const scan = await readScan(db, subject, lease.scanId);
  if (scan === null) throw stepLost(lease);
  return { ...scan, traceparent: open.traceparent };
}

/** Answers when it is said to have ended: never before its own time. */
export async function endScan(
  db: Queryable,
  subject: SubjectKey,
  lease: StepLease,
  end: {
    readonly step: 'completed' | 'failed';
    readonly scan: 'completed' | 'partial' | 'failed';
    readonly completedAt: Date;
    readonly error: ScanError | null;
  },
): Promise<Date> {
  const error = end.error && storedJson(end.error);
  const key = [subject.tenantId, subject.subjectId, lease.scanId];
  await db.query(
    `update scan.scan_steps set state = $5, error = $6, heartbeat_at = clock_timestamp()
     where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4`,
    [...key, lease.stepKey, end.step, error],
  );
  const { rows } = await db.query<{ completed_at: Date }>(
    `update scan.scans set state = $4, completed_at = greatest($5, scan_time), error = $6
     where tenant_id = $1 and subject_id = $2 and scan_id = $3
     returning completed_at`,
    [...key, end.scan, end.completedAt, error],
  );
  return onlyRow(rows).completed_at;
}

/** Writes events of a scan, in the order in which they are told. */
export function eventsOf(db: Queryable, subject: SubjectKey, scan: HeldScan, time: Date) {
  return (
    type: DomainEvent['type'],
    data: DomainEvent['data'],
    patterns?: readonly ViralPost[],
  ): Promise<void> =>
    writeEvent(db, subject, {
      id: randomUUID(),
      type,
      scanId: scan.scanId,
      traceparent: scan.traceparent,
      time,
      partitionKey: partitionKeyOf(scan),
      data,
      ...(patterns !== undefined && { patterns }),
    });
}
