import {
  type AccountRef,
  type RefreshRule,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { nextReadingSql, ruleParameters } from '../planning/next-reading-sql.ts';
import { oldestRead } from '../planning/next-readings.ts';
import { storedText } from '../values/stored-text.ts';

export interface ScheduleRule {
  readonly now: Date;
  readonly refresh: readonly RefreshRule[];
  readonly listingEveryMs: number;
  readonly leastPauseMs: number;
  readonly jitterMs: number;
}

export interface CollectionTime {
  /** From 0, of the accounts given. */
  readonly place: number;
  /** When it is due; null: since ever. */
  readonly at: Date | null;
  readonly is_due: boolean;
  /** A scan or collection that has not ended is to read it. */
  readonly is_open: boolean;
  readonly stopped_lookback_days: number | null;
}

/**
 * When accounts are collected next: as soon as one of their posts is due or new posts have not been
 * looked for long enough, but not too soon after the last time that they were scheduled. Without
 * any listing it is at once. The chance is of the account and its last time, so that everybody
 * who asks gets the same answer.
 */
export async function collectionTimes(
  db: Queryable,
  accounts: readonly (SubjectKey & { readonly ref: AccountRef })[],
  rule: ScheduleRule,
): Promise<readonly CollectionTime[]> {
  if (accounts.length === 0) return [];
  const names = accounts.map(({ ref }) => splitAccountRef(ref));
  const { rows } = await db.query<CollectionTime>(
    `select (given.place - 1)::int as place, nullif(next.at, '-infinity') as at,
       next.at < $5 as is_due,
       exists (
         select from scan.scans s
         join scan.scan_steps st on st.scan_id = s.scan_id and st.tenant_id = s.tenant_id
           and st.subject_id = s.subject_id
         where s.tenant_id = given.tenant_id and s.subject_id = given.subject_id
           and s.state in ('queued', 'running') and st.state in ('pending', 'running')
           and st.account_ref = given.platform || ':' || given.external_id
       ) as is_open,
       case when l.backfill_cursor is not null then (
         select max((s.parameters ->> 'lookback_days')::int) from scan.scans s
         join scan.scan_steps st on st.scan_id = s.scan_id and st.tenant_id = s.tenant_id
           and st.subject_id = s.subject_id
         where s.tenant_id = given.tenant_id and s.subject_id = given.subject_id
           and s.requested_at_real > clock_timestamp() - interval '90 days'
           and st.account_ref = given.platform || ':' || given.external_id
       ) end as stopped_lookback_days
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality
       as given (tenant_id, subject_id, platform, external_id, place)
     left join scan.accounts a on a.tenant_id = given.tenant_id
       and a.subject_id = given.subject_id and a.platform = given.platform
       and a.external_id = given.external_id
     left join scan.listings l on l.tenant_id = a.tenant_id and l.subject_id = a.subject_id
       and l.account_id = a.account_id
     left join scan.collection_schedule last on last.tenant_id = given.tenant_id
       and last.subject_id = given.subject_id and last.platform = given.platform
       and last.external_id = given.external_id
     left join lateral (
       select min(next.due_at) as at
       from scan.posts p
       cross join ${nextReadingSql({ now: '$5', youngerThanMs: '$6', everyMs: '$7' })}
       where p.tenant_id = a.tenant_id and p.subject_id = a.subject_id
         and p.account_id = a.account_id and p.published_at > $8 and p.vanished_at is null
     ) reading on true
     cross join lateral (
       select greatest(
         least(
           reading.at,
           coalesce(greatest(l.complete_listed_at, l.backfill_listed_at)
             + $9::float8 * interval '1 ms', '-infinity')
         ) + $11::float8 * interval '1 ms' * (hashtextextended(
           given.subject_id::text || given.external_id || coalesce(last.scheduled_at::text, ''), 0
         ) & 1023) / 1024,
         last.scheduled_at + $10::float8 * interval '1 ms'
       ) as at
     ) next
     order by given.place`,
    [
      accounts.map(({ tenantId }) => tenantId),
      accounts.map(({ subjectId }) => subjectId),
      names.map(({ platform }) => platform),
      names.map(({ externalId }) => storedText(externalId)),
      rule.now,
      ...ruleParameters(rule.refresh),
      oldestRead(rule.refresh, rule.now),
      rule.listingEveryMs,
      rule.leastPauseMs,
      rule.jitterMs,
    ],
  );
  return rows;
}
