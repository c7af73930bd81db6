import type {
  CollectEnd,
  Coverage,
  Role,
  ScanError,
  StepLease,
  SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { storedJson } from '../values/stored-text.ts';
import { collectionEnd } from './collection-end.ts';
import { lockOpenScan, stepLost } from './lease.ts';

/** `now`: the time a collection is said to have ended at. */
export function finishCollect(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  end: CollectEnd,
  now: Date,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    // Locked first: of two last steps one must see the other ended.
    const scan = await lockOpenScan(client, subject, lease.scanId);
    if (scan === null) throw stepLost(lease);
    const { rows } = await client.query<{ role: Role | null; account_id: string | null }>(
      `update scan.scan_steps
       set state = $6, account_id = coalesce($7, account_id), coverage = $8, error = $9,
         posts = $10, checkpoint = null, heartbeat_at = clock_timestamp()
       where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4
         and fence = $5 and state = 'running'
       returning role, account_id`,
      [
        subject.tenantId,
        subject.subjectId,
        lease.scanId,
        lease.stepKey,
        lease.fence,
        end.state,
        end.accountId,
        storedJson(end.coverage),
        end.error && storedJson(end.error),
        end.coverage.posts,
      ],
    );
    const step = rows[0];
    if (step === undefined) throw stepLost(lease);
    if (step.role === 'own' && step.account_id !== null) {
      await client.query(
        `update scan.accounts set seen_as_own = true
         where tenant_id = $1 and subject_id = $2 and account_id = $3 and not seen_as_own`,
        [subject.tenantId, subject.subjectId, step.account_id],
      );
    }
    if (scan.kind === 'collection') await endCollection(client, subject, lease.scanId, now);
  });
}

async function endCollection(
  db: Queryable,
  subject: SubjectKey,
  scanId: string,
  now: Date,
): Promise<void> {
  const { rows } = await db.query<{
    state: string;
    coverage: Coverage | null;
    error: ScanError | null;
  }>(
    `select state, coverage, error from scan.scan_steps
     where tenant_id = $1 and subject_id = $2 and scan_id = $3 order by ordinal`,
    [subject.tenantId, subject.subjectId, scanId],
  );
  if (rows.some(({ state }) => state === 'pending' || state === 'running')) return;
  const { state, error } = collectionEnd(rows);
  await db.query(
    `update scan.scans set state = $4, error = $5, completed_at = greatest($6, scan_time)
     where tenant_id = $1 and subject_id = $2 and scan_id = $3`,
    [subject.tenantId, subject.subjectId, scanId, state, error && storedJson(error), now],
  );
}
