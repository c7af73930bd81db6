import type { Dispatch, JobName } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

export interface ScanKey {
  readonly tenant_id: string;
  readonly subject_id: string;
  readonly scan_id: string;
}

/** Scans that have not ended and have open steps, with these in planned order; by scan id. */
export async function readDispatches(
  db: Queryable,
  keys: readonly ScanKey[],
): Promise<ReadonlyMap<string, Dispatch>> {
  const { rows } = await db.query<
    ScanKey & {
      generation: number;
      traceparent: string | null;
      step_key: string;
      kind: JobName;
      heartbeat_at: Date | null;
    }
  >(
    `select s.tenant_id, s.subject_id, s.scan_id, s.generation, s.traceparent, st.step_key, st.kind,
       st.heartbeat_at
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) wanted (tenant_id, subject_id, scan_id)
     join scan.scans s on s.tenant_id = wanted.tenant_id and s.subject_id = wanted.subject_id
       and s.scan_id = wanted.scan_id
     join scan.scan_steps st on st.tenant_id = s.tenant_id and st.subject_id = s.subject_id
       and st.scan_id = s.scan_id
     where s.state in ('queued', 'running') and st.state in ('pending', 'running')
     order by st.scan_id, st.ordinal`,
    [
      keys.map((key) => key.tenant_id),
      keys.map((key) => key.subject_id),
      keys.map((key) => key.scan_id),
    ],
  );
  const byScan = Map.groupBy(rows, (row) => row.scan_id);
  return new Map(
    [...byScan].flatMap(([scanId, steps]) => {
      const [scan] = steps;
      if (scan === undefined) return [];
      const dispatch: Dispatch = {
        tenantId: scan.tenant_id,
        subjectId: scan.subject_id,
        scanId,
        generation: scan.generation,
        traceparent: scan.traceparent,
        openSteps: steps.map((step) => ({
          stepKey: step.step_key,
          kind: step.kind,
          lastSignOfLife: step.heartbeat_at,
        })),
      };
      return [[scanId, dispatch]] as const;
    }),
  );
}
