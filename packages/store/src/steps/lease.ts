import {
  type Checkpoint,
  type Role,
  type StepId,
  type StepLease,
  StepLost,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedJson } from '../values/stored-text.ts';

export const stepLost = (lease: StepId): StepLost =>
  new StepLost(`the step ${lease.stepKey} of scan ${lease.scanId} is no longer held`);

/**
 * Keeps the step for the rest of the transaction, provided that the lease still holds it and its
 * scan has not ended. Who also locks the scan does so before.
 *
 * @throws StepLost
 */
export async function holdStep(
  db: Queryable,
  subject: SubjectKey,
  lease: StepLease,
): Promise<{ readonly role: Role | null; readonly accountRef: string | null }> {
  const { rows } = await db.query<{ role: Role | null; accountRef: string | null }>(
    `select st.role, st.account_ref as "accountRef" from scan.scan_steps st
     join scan.scans s on s.scan_id = st.scan_id and s.tenant_id = st.tenant_id
       and s.subject_id = st.subject_id
     where st.tenant_id = $1 and st.subject_id = $2 and st.scan_id = $3 and st.step_key = $4
       and st.fence = $5 and st.state = 'running' and s.state in ('queued', 'running')
     for no key update of st`,
    [subject.tenantId, subject.subjectId, lease.scanId, lease.stepKey, lease.fence],
  );
  if (rows[0] === undefined) throw stepLost(lease);
  return rows[0];
}

/**
 * Sets the checkpoint of a held step. Whoever gets on is no poison: starts count since the last
 * progress.
 */
export async function moveOn(
  db: Queryable,
  subject: SubjectKey,
  lease: StepLease,
  next: Checkpoint | null,
  read: { readonly pages: number; readonly posts: number } = { pages: 0, posts: 0 },
): Promise<void> {
  await db.query(
    `update scan.scan_steps
     set pages = pages + $5, posts = posts + $6, checkpoint = $7, starts = 0,
       heartbeat_at = clock_timestamp(), progressed_at = clock_timestamp()
     where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4`,
    [
      subject.tenantId,
      subject.subjectId,
      lease.scanId,
      lease.stepKey,
      read.pages,
      read.posts,
      next && storedJson(next),
    ],
  );
}

/** Locks a scan that has not ended; false when there is none. Steps are locked after it. */
export async function lockOpenScan(
  db: Queryable,
  subject: SubjectKey,
  scanId: string,
): Promise<{ readonly kind: string; readonly traceparent: string | null } | null> {
  const { rows } = await db.query<{ kind: string; traceparent: string | null }>(
    `select kind, traceparent from scan.scans
     where tenant_id = $1 and subject_id = $2 and scan_id = $3
       and state in ('queued', 'running')
     for no key update`,
    [subject.tenantId, subject.subjectId, scanId],
  );
  return rows[0] ?? null;
}
