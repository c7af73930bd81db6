import type { RefreshRule, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { nextReadingSql, ruleParameters } from './next-reading-sql.ts';

export interface ReadingsRequest {
  readonly rules: readonly RefreshRule[];
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
}

export interface NextReadings {
  readonly due: number;
  readonly upcoming: readonly {
    readonly at: Date;
    readonly posts: number;
    readonly rule: number;
  }[];
}

export async function nextReadings(
  db: Queryable,
  subject: SubjectKey,
  accountId: string,
  { rules, now, until, limit }: ReadingsRequest,
): Promise<NextReadings> {
  const { rows } = await db.query<{ due: number; at: Date | null; posts: number; rule: number }>(
    `with reading as materialized (
       select next.at, next.rule, next.is_due
       from scan.posts p
       cross join ${nextReadingSql({ now: '$5', youngerThanMs: '$7', everyMs: '$8' })}
       where p.tenant_id = $1 and p.subject_id = $2 and p.account_id = $3
         and p.vanished_at is null and p.published_at > $4
     ), upcoming as (
       select minute.at, count(*) as posts, reading.rule::int as rule
       from reading
       cross join lateral (
         select to_timestamp(ceil(extract(epoch from reading.at) / 60) * 60) as at
       ) minute
       where not reading.is_due and reading.at <= $6
       group by minute.at, reading.rule order by minute.at, reading.rule limit $9
     )
     select (select count(*) from reading where is_due) as due, upcoming.*
     from (values (1)) one left join upcoming on true
     order by upcoming.at, upcoming.rule`,
    [
      subject.tenantId,
      subject.subjectId,
      accountId,
      oldestRead(rules, now),
      now,
      until,
      ...ruleParameters(rules),
      limit,
    ],
  );
  return {
    due: rows[0]?.due ?? 0,
    upcoming: rows.flatMap(({ at, posts, rule }) => (at === null ? [] : [{ at, posts, rule }])),
  };
}

/** Posts that were published before it are read by none of the rules any more. */
export const oldestRead = (rules: readonly RefreshRule[], now: Date): Date =>
  new Date(Math.max(0, now.getTime() - Math.max(0, ...rules.map((rule) => rule.youngerThanMs))));
