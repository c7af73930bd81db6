import type { AccountSeason } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { componentStrength } from '../series/component-strength.ts';
import { stl } from '../series/stl.ts';
import { at } from '../statistics/at.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { dailyOutcome } from './daily-outcome.ts';

const week = 7;
const fewestDays = 28;
/** On sparser accounts a daily series is mostly the timetable. */
const leastShareWithPosts = 0.5;

/** Why an account's days make no series, or null when they do. */
export function tooSparse(days: number, daysWithPosts: number, needed: number): string | null {
  if (days < needed) return `not enough days: ${days} of ${needed}`;
  return daysWithPosts < leastShareWithPosts * days
    ? `posts on ${daysWithPosts} of ${days} days only: no daily series`
    : null;
}

function seasonOf(comparable: ComparablePosts): AccountSeason | string {
  const daily = dailyOutcome(comparable);
  const days = daily?.values.length ?? 0;
  const refusal = tooSparse(days, daily?.daysWithPosts ?? 0, fewestDays);
  if (daily === null || refusal !== null) return refusal ?? `not enough days: 0 of ${fewestDays}`;
  const logs = daily.values.map((value) => Math.log1p(Math.max(0, value)));
  const parts = stl(logs, week, { robust: true });
  if (parts.status === 'insufficient') return `the daily series is ${parts.reason}`;
  const { trend, seasonal, residual } = parts;
  // 1970-01-01 was a Thursday.
  const weekdayOf = (i: number): number => ((((daily.firstDay + i + 3) % week) + week) % week) + 1;
  const sums = new Float64Array(week + 1);
  const counts = new Float64Array(week + 1);
  seasonal.forEach((value, i) => {
    const weekday = weekdayOf(i);
    sums[weekday] = at(sums, weekday) + value;
    counts[weekday] = at(counts, weekday) + 1;
  });
  return {
    account_id: comparable.account.accountId,
    period_days: week,
    days,
    trend_strength: roundedOrZero(componentStrength(trend, residual, logs), 4),
    seasonal_strength: roundedOrZero(componentStrength(seasonal, residual, logs), 4),
    weekdays: Array.from({ length: week }, (_, i) => ({
      weekday: i + 1,
      effect_pct: logDifferencePct(at(sums, i + 1) / at(counts, i + 1)),
    })),
    trend_change_pct: logDifferencePct(at(trend, trend.length - 1) - at(trend, 0)),
  };
}

/**
 * The week in each own account's daily engagement: a robust STL with period 7 on log(1 + sum of
 * the day's posts at equal age), of at least 28 days with posts on every other day. It tells of
 * days, also of how much is posted; whether a weekday is worth posting on is in `optimal_times`.
 */
export function findSeasons(own: readonly ComparablePosts[]): Section<AccountSeason[]> {
  const findings = own.map((comparable) => ({ comparable, season: seasonOf(comparable) }));
  const found = findings.flatMap(({ season }) => (typeof season === 'string' ? [] : [season]));
  const reasons = findings.map(({ comparable: { account }, season }) => ({
    account: account.name ?? account.accountId,
    reason:
      typeof season === 'string'
        ? season
        : `over ${season.days} days the week explains ${Math.round(100 * season.seasonal_strength)} % of what the trend leaves`,
  }));
  return {
    found,
    evidence: evidence(
      found.length > 0,
      joinReasons(reasons, 'no own account in this scan'),
      totalOf(own, ({ posts }) => posts.length),
      fewestDays,
    ),
  };
}
