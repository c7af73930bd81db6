import type {
  CollectedDays,
  CollectedInsights,
  Day,
  DueRequest,
  KnownDays,
  KnownPost,
  Listing,
  StepLease,
  SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, onlyRow } from '../connection/transaction.ts';
import { holdStep } from '../steps/lease.ts';
import { duePosts } from './due-posts.ts';
import { readListing } from './listing.ts';
import { saveDays } from './save-days.ts';
import { saveInsights } from './save-insights.ts';

export interface CollectionRepository {
  listing(subject: SubjectKey, accountId: string): Promise<Listing | null>;
  duePosts(subject: SubjectKey, request: DueRequest): Promise<readonly KnownPost[]>;
  saveInsights(subject: SubjectKey, lease: StepLease, insights: CollectedInsights): Promise<void>;
  knownDays(subject: SubjectKey, accountId: string): Promise<KnownDays>;
  saveDays(subject: SubjectKey, lease: StepLease, days: CollectedDays): Promise<void>;
  defer(subject: SubjectKey, lease: StepLease): Promise<void>;
}

/** What is known of accounts over all their collections. Locks as those of steps: step, then data. */
export function createCollectionRepository(pool: Pool): CollectionRepository {
  return {
    listing: (subject, accountId) => readListing(pool, subject, accountId),
    duePosts: (subject, request) => duePosts(pool, subject, request),
    saveInsights: (subject, lease, insights) => saveInsights(pool, subject, lease, insights),
    saveDays: (subject, lease, days) => saveDays(pool, subject, lease, days),

    async knownDays(subject, accountId) {
      const { rows } = await pool.query<{ latest_final: Day | null; captured_at: Date | null }>(
        `select to_char(max(day) filter (where not provisional), 'YYYY-MM-DD') as latest_final,
           max(captured_at) as captured_at
         from scan.account_days where tenant_id = $1 and subject_id = $2 and account_id = $3`,
        [subject.tenantId, subject.subjectId, accountId],
      );
      const { latest_final: latestFinal, captured_at: capturedAt } = onlyRow(rows);
      return { latestFinal, capturedAt };
    },

    defer: (subject, lease) =>
      inTransaction(pool, async (client) => {
        await holdStep(client, subject, lease);
        await client.query(
          `update scan.scan_steps set starts = greatest(starts - 1, 0), heartbeat_at = clock_timestamp()
           where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4`,
          [subject.tenantId, subject.subjectId, lease.scanId, lease.stepKey],
        );
      }),
  };
}
