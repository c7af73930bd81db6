import type {
  ScanError,
  ScanKind,
  ScanParameters,
  ScanRecord,
  ScanState,
  StepProgress,
  SubjectKey,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/** The scan with its steps in planned order; null when this subject has none of that id. */
export async function readScan(
  db: Queryable,
  subject: SubjectKey,
  scanId: string,
): Promise<ScanRecord | null> {
  const { rows } = await db.query<{
    scan_id: string;
    kind: ScanKind;
    state: ScanState;
    parameters: ScanParameters;
    scan_time: Date;
    completed_at: Date | null;
    error: ScanError | null;
    steps: StepProgress[];
  }>(
    `select s.scan_id, s.kind, s.state, s.parameters, s.scan_time, s.completed_at, s.error,
       (select coalesce(jsonb_agg(jsonb_build_object(
            'stepKey', st.step_key, 'kind', st.kind, 'accountRef', st.account_ref,
            'role', st.role, 'state', st.state, 'pages', st.pages, 'posts', st.posts,
            'coverage', st.coverage, 'error', st.error) order by st.ordinal), '[]')
        from scan.scan_steps st
        where st.tenant_id = s.tenant_id and st.subject_id = s.subject_id
          and st.scan_id = s.scan_id) as steps
     from scan.scans s
     where s.tenant_id = $1 and s.subject_id = $2 and s.scan_id = $3`,
    [subject.tenantId, subject.subjectId, scanId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    scanId: row.scan_id,
    kind: row.kind,
    state: row.state,
    parameters: row.parameters,
    scanTime: row.scan_time,
    completedAt: row.completed_at,
    error: row.error,
    steps: row.steps,
  };
}
