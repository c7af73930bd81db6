import { randomUUID } from 'node:crypto';
import type { Report, ScanError, StepLease, SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { writeEvent } from '../outbox/write-outbox.ts';
import { storedJson } from '../values/stored-text.ts';
import { holdStep, lockOpenScan, stepLost } from './lease.ts';

export function saveReport(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  report: Report,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    const scan = await lockOpenScan(client, subject, lease.scanId);
    if (scan === null) throw stepLost(lease);
    await holdStep(client, subject, lease);
    await client.query(
      `insert into scan.scan_results (subject_id, scan_time, tenant_id, scan_id, optimal_hours,
         content_weaknesses, competitor_benchmarks, report, fingerprint)
       select subject_id, scan_time, tenant_id, scan_id, $4, $5, $6, $7, $8
       from scan.scans where tenant_id = $1 and subject_id = $2 and scan_id = $3`,
      [
        subject.tenantId,
        subject.subjectId,
        lease.scanId,
        storedJson(report.optimal_hours),
        storedJson(report.content_weaknesses),
        storedJson(report.competitor_benchmarks),
        storedJson(report),
        report.dataset.fingerprint,
      ],
    );
    const completedAt = new Date(report.completed_at);
    await endScan(client, subject, lease, {
      step: 'completed',
      scan: report.status,
      completedAt,
      error: null,
    });
    const event = { scanId: lease.scanId, traceparent: scan.traceparent, time: completedAt };
    const found = { posts: report.dataset.posts, accounts: report.dataset.accounts };
    await writeEvent(client, subject, {
      ...event,
      id: randomUUID(),
      type: 'viral.content.discovered',
      data: { scan_id: lease.scanId, ...found, coverage: report.dataset.coverage },
    });
    await writeEvent(client, subject, {
      ...event,
      id: randomUUID(),
      type: 'viral.scraping.completed',
      data: { scan_id: lease.scanId, status: report.status, ...found },
    });
  });
}

/** `now`: the time the scan is said to have ended at. */
export function failScan(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  error: ScanError,
  now: Date,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    if ((await lockOpenScan(client, subject, lease.scanId)) === null) throw stepLost(lease);
    await holdStep(client, subject, lease);
    await endScan(client, subject, lease, {
      step: 'failed',
      scan: 'failed',
      completedAt: now,
      error,
    });
  });
}

async function endScan(
  db: Queryable,
  subject: SubjectKey,
  lease: StepLease,
  end: {
    readonly step: 'completed' | 'failed';
    readonly scan: 'completed' | 'partial' | 'failed';
    readonly completedAt: Date;
    readonly error: ScanError | null;
  },
): Promise<void> {
  const error = end.error && storedJson(end.error);
  const key = [subject.tenantId, subject.subjectId, lease.scanId];
  await db.query(
    `update scan.scan_steps set state = $5, error = $6, heartbeat_at = clock_timestamp()
     where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4`,
    [...key, lease.stepKey, end.step, error],
  );
  await db.query(
    `update scan.scans set state = $4, completed_at = greatest($5, scan_time), error = $6
     where tenant_id = $1 and subject_id = $2 and scan_id = $3`,
    [...key, end.scan, end.completedAt, error],
  );
}
