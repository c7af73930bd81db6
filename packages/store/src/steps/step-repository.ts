import {
  type AnalysisInput,
  type Checkpoint,
  type CollectEnd,
  type CollectedAccount,
  type CollectedPage,
  type KnownAccount,
  NotFound,
  type Ranking,
  type Report,
  type ScanError,
  type ScanRecord,
  type StepId,
  type StepLease,
  type StepStart,
  type StoredReport,
  type SubjectKey,
  upgradeReport,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { onlyRow } from '../connection/transaction.ts';
import { dataset } from '../dataset/dataset.ts';
import { saveRanking } from '../scraping/save-ranking.ts';
import { failScan } from './fail-scan.ts';
import { findAccount } from './find-account.ts';
import { finishCollect } from './finish-collect.ts';
import { stepLost } from './lease.ts';
import { saveAccount } from './save-account.ts';
import { savePage } from './save-page.ts';
import { saveReport } from './save-report.ts';
import { start } from './start.ts';

export interface StepRepository {
  start(subject: SubjectKey, step: StepId): Promise<StepStart>;
  heartbeat(subject: SubjectKey, lease: StepLease): Promise<void>;
  findAccount(subject: SubjectKey, ref: string, from: Date, to: Date): Promise<KnownAccount | null>;
  saveAccount(
    subject: SubjectKey,
    lease: StepLease,
    account: CollectedAccount,
  ): Promise<Checkpoint>;
  savePage(subject: SubjectKey, lease: StepLease, page: CollectedPage): Promise<void>;
  finishCollect(subject: SubjectKey, lease: StepLease, end: CollectEnd): Promise<void>;
  dataset(
    subject: SubjectKey,
    scan: ScanRecord,
    window: { readonly from: Date; readonly to: Date },
  ): Promise<AnalysisInput>;
  findByFingerprint(subject: SubjectKey, fingerprint: string): Promise<Report | null>;
  saveReport(subject: SubjectKey, lease: StepLease, report: Report): Promise<void>;
  saveRanking(subject: SubjectKey, lease: StepLease, ranking: Ranking, at: Date): Promise<void>;
  failScan(subject: SubjectKey, lease: StepLease, error: ScanError): Promise<void>;
  userOf(subject: SubjectKey): Promise<string>;
}

/**
 * What workers do to a scan's steps and data. Locks are taken in one order: scan, step, account,
 * posts. `now` dates the end of what ends without a report.
 */
export function createStepRepository(pool: Pool, now: () => Date): StepRepository {
  return {
    start: (subject, id) => start(pool, subject, id),
    findAccount: (subject, ref, from, to) => findAccount(pool, subject, ref, from, to),
    saveAccount: (subject, lease, account) => saveAccount(pool, subject, lease, account),
    savePage: (subject, lease, page) => savePage(pool, subject, lease, page),
    finishCollect: (subject, lease, end) => finishCollect(pool, subject, lease, end, now()),
    dataset: (subject, scan, window) => dataset(pool, subject, scan, window),
    saveReport: (subject, lease, report) => saveReport(pool, subject, lease, report),
    saveRanking: (subject, lease, ranking, at) => saveRanking(pool, subject, lease, ranking, at),
    failScan: (subject, lease, error) => failScan(pool, subject, lease, error, now()),

    async heartbeat(subject, lease) {
      const { rowCount } = await pool.query(
        `update scan.scan_steps st set heartbeat_at = clock_timestamp()
         from scan.scans s
         where st.tenant_id = $1 and st.subject_id = $2 and st.scan_id = $3 and st.step_key = $4
           and st.fence = $5 and st.state = 'running'
           and s.tenant_id = $1 and s.subject_id = $2 and s.scan_id = $3
           and s.state in ('queued', 'running')`,
        [subject.tenantId, subject.subjectId, lease.scanId, lease.stepKey, lease.fence],
      );
      if (rowCount !== 1) throw stepLost(lease);
    },

    async findByFingerprint(subject, fingerprint) {
      // The first of its kind: the one that was computed, not reused.
      const { rows } = await pool.query<{ report: StoredReport }>(
        `select report from scan.scan_results
         where tenant_id = $1 and subject_id = $2 and fingerprint = $3
         order by scan_time limit 1`,
        [subject.tenantId, subject.subjectId, fingerprint],
      );
      return rows[0] === undefined ? null : upgradeReport(rows[0].report);
    },

    async userOf(subject) {
      const { rows } = await pool.query<{ user_id: string | null }>(
        'select identity.user_of($1, $2) as user_id',
        [subject.tenantId, subject.subjectId],
      );
      const { user_id: userId } = onlyRow(rows);
      if (userId === null) throw new NotFound('there is no such subject');
      return userId;
    },
  };
}
