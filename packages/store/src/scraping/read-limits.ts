import type {
  AccountRef,
  ScrapeLimit,
  ScrapeLimitStatus,
  ScrapeLimitTotals,
  SubjectKey,
} from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { plainRefsOf } from './account-names.ts';
import { inMsSql, takenSql } from './taken-sql.ts';

export async function limitStatus(
  db: Queryable,
  subject: SubjectKey,
  ref: AccountRef,
  limit: ScrapeLimit,
): Promise<ScrapeLimitStatus> {
  const refs = await plainRefsOf(db, subject, ref);
  const { rows } = await db.query<{
    requests: number;
    window_seconds: number;
    taken: number;
    resets_at: Date;
    resets_in_ms: number;
  }>(
    `with ${takenSql}
     select requests, window_seconds, taken, resets_at,
       ${inMsSql('resets_at - at')} as resets_in_ms
     from (
       select requests, window_seconds, at, count(taken_at) as taken,
         coalesce((array_agg(taken_at order by taken_at desc))[least(count(taken_at), requests)], at)
           + length as resets_at
       from moment cross join in_force left join taken on true
       group by requests, window_seconds, length, at
     ) status`,
    [subject.tenantId, subject.subjectId, refs, limit.requests, limit.windowSeconds],
  );
  const row = onlyRow(rows);
  return {
    limit: { requests: row.requests, windowSeconds: row.window_seconds },
    remaining: Math.max(0, row.requests - row.taken),
    resetsAt: row.resets_at,
    resetsInMs: row.resets_in_ms,
  };
}

export async function limitTotals(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  limit: ScrapeLimit,
): Promise<ScrapeLimitTotals> {
  const { rows } = await db.query<{
    active: number;
    violations: number;
    resets_at: Date | null;
  }>(
    `with ${takenSql}
     select count(distinct account_ref) as active, max(taken_at) + length as resets_at,
       (select coalesce(sum(violations), 0)::bigint from scan.scrape_limits
        where tenant_id = $1 and subject_id = $2) as violations
     from in_force left join taken on true
     group by length`,
    [tenantId, subjectId, null, limit.requests, limit.windowSeconds],
  );
  const { active, violations, resets_at: resetsAt } = onlyRow(rows);
  return { active, violations, resetsAt };
}
