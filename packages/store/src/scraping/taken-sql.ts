import { plainRefSql } from './account-names.ts';

/**
 * The limit in force and what was taken under it, on the database's clock. `$1` tenant, `$2`
 * subject, `$3` plain refs of the account (null: of all), `$4` requests and `$5` seconds unless the
 * tenant has others. What was taken a window ago, to the microsecond, does not count any more.
 */
export const takenSql = `moment as materialized (
  select clock_timestamp() as at
), in_force as materialized (
  select coalesce(s.requests, $4::int) as requests,
    coalesce(s.window_seconds, $5::int) as window_seconds,
    make_interval(secs => coalesce(s.window_seconds, $5::int)) as length
  from (select) one left join scan.scrape_limit_settings s on s.tenant_id = $1
), taken as materialized (
  select l.account_ref, place.taken_at
  from scan.scrape_limits l cross join moment cross join in_force
  cross join unnest(l.taken_at) as place (taken_at)
  where l.tenant_id = $1 and l.subject_id = $2
    and ($3::text[] is null or ${plainRefSql('l.account_ref')} = any($3))
    and place.taken_at > moment.at - in_force.length
)`;

/** Of real seconds, rounded up. */
export const inMsSql = (interval: string): string =>
  `ceil(extract(epoch from ${interval}) * 1000)::float8`;
