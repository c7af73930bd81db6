import type { ForecastPoint } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { forecastDaily } from '../forecast/forecast-daily.ts';
import { zoneClock } from '../hours/zone-clock.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { at } from '../statistics/at.ts';
import { roundedOrZero } from '../statistics/rounding.ts';
import { dailyOutcome, dateOf } from './daily-outcome.ts';
import { tooSparse } from './seasons.ts';

const horizonDays = 14;
const fewestDays = 42;
/** Older days do not tell of the coming ones; two years hold every season twice. */
const mostDays = 730;

function forecastOf(comparable: ComparablePosts): ForecastPoint[] | string {
  const daily = dailyOutcome(comparable);
  const days = daily?.values.length ?? 0;
  const refusal = tooSparse(days, daily?.daysWithPosts ?? 0, fewestDays);
  if (daily === null || refusal !== null) return refusal ?? `not enough days: 0 of ${fewestDays}`;
  const today = zoneClock(comparable.timezone)(comparable.window.asOfMs).day;
  // Days whose posts are still too young to compare are forecast too, but not told.
  const unripe = today + 1 - (daily.firstDay + days);
  const forecast = forecastDaily(daily.values.subarray(-mostDays), unripe + horizonDays);
  if (forecast.status === 'insufficient') return `the daily series is ${forecast.reason}`;
  const figure = (values: Float64Array, i: number) => roundedOrZero(at(values, unripe + i), 2);
  return Array.from({ length: horizonDays }, (_, i) => ({
    account_id: comparable.account.accountId,
    date: dateOf(today + 1 + i),
    mean: figure(forecast.mean, i),
    lower_80: figure(forecast.lower80, i),
    upper_80: figure(forecast.upper80, i),
    lower_95: figure(forecast.lower95, i),
    upper_95: figure(forecast.upper95, i),
    model: forecast.model,
  }));
}

/**
 * Engagement of the next 14 local days of each own account that goes on as it did: the sum, at
 * equal age, of the posts of each day, with 80 and 95 % intervals. From at least 42 days with
 * posts on every other day.
 */
export function findForecasts(own: readonly ComparablePosts[]): Section<ForecastPoint[]> {
  const findings = own.map((comparable) => ({ comparable, points: forecastOf(comparable) }));
  const found = findings.flatMap(({ points }) => (typeof points === 'string' ? [] : points));
  const reasons = findings.map(({ comparable: { account, outcome }, points }) => ({
    account: account.name ?? account.accountId,
    reason:
      typeof points === 'string'
        ? points
        : `${outcome} of the coming ${horizonDays} days' posts by ${points[0]?.model ?? 'no model'}`,
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
