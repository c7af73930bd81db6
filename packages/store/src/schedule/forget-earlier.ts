import type { SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/**
 * Of the collections that nobody of ours asked for, by schedule or by what a platform told, those of the
 * subject that ended a week ago: an account has some 24 a day, and nobody asks for them by id.
 */
export async function forgetEarlier(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
): Promise<void> {
  await db.query(
    `delete from scan.scans where tenant_id = $1 and subject_id = $2 and scan_id in (
       select scan_id from scan.scans
       where tenant_id = $1 and subject_id = $2 and kind = 'collection'
         and state not in ('queued', 'running') and parameters ->> 'refresh' in ('ladder', 'news')
         and requested_at_real < clock_timestamp() - interval '7 days'
       order by requested_at_real limit 100
     )`,
    [tenantId, subjectId],
  );
}
