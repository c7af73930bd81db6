import type { RefreshRule } from '@viral-scan/contracts';

/**
 * When a post `p` is read next by the rules of the array parameters and not before `now`, as
 * `next (at, rule, is_due, due_at)`: the SQL of `nextReading` in the scan package, without a row for
 * a post that is not read any more. `due_at` is before `now` for what was missed.
 */
export const nextReadingSql = (parameters: {
  readonly now: string;
  readonly youngerThanMs: string;
  readonly everyMs: string;
}): string => `lateral (
  select rule.place - 1 as rule, greatest(${parameters.now}::timestamptz, reading.at) as at,
    reading.at <= ${parameters.now}::timestamptz
      and p.last_seen_at + rule.every_ms * interval '1 ms' < ${parameters.now}::timestamptz as is_due,
    reading.at as due_at
  from (
    select younger_than_ms, every_ms, place,
      max(younger_than_ms) over (order by place rows between unbounded preceding and 1 preceding)
        as older_than_ms
    from unnest(${parameters.youngerThanMs}::float8[], ${parameters.everyMs}::float8[])
      with ordinality as given (younger_than_ms, every_ms, place)
  ) rule
  cross join lateral (
    select greatest(p.last_seen_at + rule.every_ms * interval '1 ms',
      p.published_at + rule.older_than_ms * interval '1 ms') as at
  ) reading
  where greatest(${parameters.now}::timestamptz, reading.at) - p.published_at
    < rule.younger_than_ms * interval '1 ms'
  order by rule.place limit 1
) next`;

/** Older than any post: PostgreSQL's intervals know no infinity before version 17. */
const everMs = 1_000 * 365 * 86_400_000;

export const ruleParameters = (rules: readonly RefreshRule[]): readonly [number[], number[]] => [
  rules.map(({ youngerThanMs }) => Math.min(youngerThanMs, everMs)),
  rules.map(({ everyMs }) => everyMs),
];
