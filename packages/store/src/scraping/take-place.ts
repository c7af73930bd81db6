/**
 * The limit of an account: a log of when its places were taken, in one row of a user and account,
 * whose lock is the limit's. It is taken in the transaction that takes the task on; either both are
 * there or neither. A refusal commits, so that it is counted.
 *
 * The log keeps what is inside the window in force and, of what is older, the latest hundred: so a
 * window that is made longer finds what was taken in it.
 */
import type { NewScan, ScrapeLimit, SubjectKey } from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import { plainRefSql, plainRefsOf } from './account-names.ts';
import { inMsSql, takenSql } from './taken-sql.ts';

const keptBeyondWindow = 100;

export interface Refusal {
  /** In force. */
  readonly limit: ScrapeLimit;
  readonly retryAfterMs: number;
}

/** Under the subject's hold. Null: there was a place, and it is taken. */
export async function takePlace(
  db: Queryable,
  subject: SubjectKey,
  { accountRef, limit }: NonNullable<NewScan['accountLimit']>,
): Promise<Refusal | null> {
  const ref = storedText(accountRef);
  const refs = await plainRefsOf(db, subject, ref);
  await lockLimit(db, subject, ref, refs, limit);
  const { rows } = await db.query<{
    is_free: boolean;
    requests: number;
    window_seconds: number;
    retry_after_ms: number;
  }>(
    `with ${takenSql}, decided as (
       select count(taken_at) < requests as is_free,
         coalesce((array_agg(taken_at order by taken_at desc))[requests], at) + length as free_at
       from moment cross join in_force left join taken on true
       group by at, requests, length
     ), written as (
       update scan.scrape_limits l
       set window_seconds = in_force.window_seconds, asked_at = at,
         violations = violations + (not is_free)::int,
         taken_at = array(
           select old.taken_at from (
             select taken_at, row_number() over (order by taken_at desc) as place
             from unnest(l.taken_at) as taken_at
           ) old
           where old.taken_at > at - length or old.place < ${keptBeyondWindow}
           order by old.taken_at
         ) || case when is_free then array[at] else '{}' end
       from decided, moment, in_force
       where l.tenant_id = $1 and l.subject_id = $2 and l.account_ref = $6
     )
     select is_free, requests, window_seconds, ${inMsSql('free_at - at')} as retry_after_ms
     from decided, moment, in_force`,
    [subject.tenantId, subject.subjectId, refs, limit.requests, limit.windowSeconds, ref],
  );
  const decided = onlyRow(rows);
  if (decided.is_free) return null;
  return {
    limit: { requests: decided.requests, windowSeconds: decided.window_seconds },
    retryAfterMs: Math.max(1, decided.retry_after_ms),
  };
}

/**
 * Before it is read: what others have taken meanwhile is seen by the statement that follows. The row
 * is written anew, so that a sweep which has just deleted it is waited for.
 */
async function lockLimit(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  ref: string,
  refs: readonly string[],
  { windowSeconds }: ScrapeLimit,
): Promise<void> {
  await db.query(
    `insert into scan.scrape_limits (tenant_id, subject_id, account_ref, window_seconds)
     values ($1, $2, $3, $4)
     on conflict (subject_id, account_ref) do update set asked_at = clock_timestamp()`,
    [tenantId, subjectId, ref, windowSeconds],
  );
  await db.query(
    `select from scan.scrape_limits
     where tenant_id = $1 and subject_id = $2 and ${plainRefSql('account_ref')} = any($3)
     order by account_ref for update`,
    [tenantId, subjectId, refs],
  );
}
