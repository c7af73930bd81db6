import type { Checkpoint, StepId, StepStart, SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { readScan } from '../scans/read-scan.ts';
import { lockOpenScan } from './lease.ts';

/**
 * Takes the step over: whoever held it before can commit nothing any more. Without a checkpoint
 * the listing begins anew, and so do the step's counters. What is made of collected posts has nothing
 * to do while a collect step is open; the queue starts it again when they have ended, or the
 * reconciler does.
 */
export function start(pool: Pool, subject: SubjectKey, id: StepId): Promise<StepStart> {
  return inTransaction(pool, async (client): Promise<StepStart> => {
    const open = await lockOpenScan(client, subject, id.scanId);
    if (open === null) return { outcome: 'nothing_to_do' };
    const key = [subject.tenantId, subject.subjectId, id.scanId];
    const { rows } = await client.query<{
      fence: number;
      starts: number;
      checkpoint: Checkpoint | null;
      stalled_ms: number;
    }>(
      `update scan.scan_steps st
       set fence = fence + 1, starts = starts + 1, state = 'running',
         pages = case when checkpoint is null then 0 else pages end,
         posts = case when checkpoint is null then 0 else posts end,
         heartbeat_at = clock_timestamp(),
         progressed_at = coalesce(progressed_at, clock_timestamp())
       where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4
         and state in ('pending', 'running')
         and (kind = 'collect-account' or not exists (
           select from scan.scan_steps other
           where other.tenant_id = $1 and other.subject_id = $2 and other.scan_id = $3
             and other.kind = 'collect-account' and other.state in ('pending', 'running')
         ))
       returning fence, starts, checkpoint,
         extract(epoch from clock_timestamp() - progressed_at)::float8 * 1000 as stalled_ms`,
      [...key, id.stepKey],
    );
    const taken = rows[0];
    if (taken === undefined) return { outcome: 'nothing_to_do' };
    await client.query(
      `update scan.scans set state = 'running', last_sign_of_life = clock_timestamp()
       where tenant_id = $1 and subject_id = $2 and scan_id = $3`,
      key,
    );
    const scan = await readScan(client, subject, id.scanId);
    const step = scan?.steps.find(({ stepKey }) => stepKey === id.stepKey);
    if (scan === null || step === undefined) return { outcome: 'nothing_to_do' };
    return {
      outcome: 'started',
      lease: { scanId: id.scanId, stepKey: id.stepKey, fence: taken.fence },
      step,
      scan,
      checkpoint: taken.checkpoint,
      starts: taken.starts,
      stalledMs: taken.stalled_ms,
    };
  });
}
