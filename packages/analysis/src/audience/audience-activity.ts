import type {
  AnalysisAccount,
  AudienceActivity,
  AudienceActivityFound,
} from '@viral-scan/contracts';
import { type ZoneClock, zoneClock } from '../hours/zone-clock.ts';
import { findCircularPeaks } from '../peaks/circular-peaks.ts';
import { counted, evidence, joinReasons } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { at } from '../statistics/at.ts';
import { mean, standardDeviation } from '../statistics/moments.ts';
import { roundedOrZero } from '../statistics/rounding.ts';

const hourMs = 3_600_000;
const fewestDays = 7;
/** A top has to rise out of the curve by this share of the curve's mean. */
const leastProminence = 0.1;

/** The middle of an hour of a zone's day, as UTC; in an hour that a change skips, next to it. */
function middleOf(day: string, hour: number, clock: ZoneClock): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + (hour + 0.5) * hourMs;
  const local = clock(asUtc);
  const shownMs = (local.day * 24 + local.hour) * hourMs;
  return asUtc - (shownMs - Math.floor(asUtc / hourMs) * hourMs);
}

/** Counts by local hour. */
function byLocalHour({ zone, hours }: AudienceActivity, timezone: string): number[][] {
  const [given, wanted] = [zoneClock(zone), zoneClock(timezone)];
  const counts = Array.from({ length: 24 }, (): number[] => []);
  for (const { day, hour, count } of hours) {
    counts[wanted(middleOf(day, hour, given)).hour]?.push(count);
  }
  return counts;
}

function peakHours(curve: Float64Array): number[] {
  const prominence = leastProminence * (mean(curve) ?? 0);
  if (prominence <= 0) return [];
  const { peaks } = findCircularPeaks(curve, { prominence });
  return [...peaks].sort((a, b) => at(curve, b) - at(curve, a) || a - b);
}

function activityOf(
  accountId: string,
  activity: AudienceActivity,
  timezone: string,
): AudienceActivityFound | null {
  const counts = byLocalHour(activity, timezone);
  if (counts.some((values) => values.length === 0)) return null;
  const means = Float64Array.from(counts, (values) => mean(Float64Array.from(values)) ?? 0);
  const named = activity.hours.map(({ day }) => day).sort();
  return {
    account_id: accountId,
    timezone,
    days: daysOf(activity),
    from: named[0] ?? '',
    to: named.at(-1) ?? '',
    hours: counts.map((values, hour) => {
      const spread = values.length < 2 ? null : standardDeviation(Float64Array.from(values));
      return {
        hour,
        mean_active: roundedOrZero(at(means, hour), 1),
        standard_error:
          spread === null ? null : roundedOrZero(spread / Math.sqrt(values.length - 1), 1),
      };
    }),
    peak_hours: peakHours(means),
  };
}

const daysOf = ({ hours }: AudienceActivity): number => new Set(hours.map(({ day }) => day)).size;

/**
 * When followers of own accounts are active, by the hour of the account's zone: means over the
 * days that its platform told of. Half-hour zones count an hour where its middle falls.
 * O(days · 24).
 */
export function findAudienceActivity(
  own: readonly AnalysisAccount[],
  zoneOf: (account: AnalysisAccount) => string,
): Section<AudienceActivityFound[]> {
  const findings = own.map((account) => {
    const activity = account.audience ?? null;
    if (activity === null) return { account, found: null, days: 0 };
    const found = activityOf(account.accountId, activity, zoneOf(account));
    return { account, found, days: daysOf(activity) };
  });
  const enough = findings.filter(({ days }) => days >= fewestDays);
  const found = enough.flatMap(({ found: each }) => each ?? []);
  const reasons = findings.map(({ account, days }) => ({
    account: account.name ?? account.accountId,
    reason:
      days === 0
        ? (account.notOffered?.audience_activity ?? 'its platform told of no active followers')
        : days < fewestDays
          ? `not enough days: ${days} of ${fewestDays}`
          : `active followers of ${counted(days, 'day')}`,
  }));
  const said = evidence(
    found.length > 0,
    joinReasons(reasons, 'no own account in this scan'),
    0,
    null,
  );
  const isOffered = own.some(
    ({ audience, notOffered }) =>
      (audience ?? null) !== null || notOffered?.audience_activity === undefined,
  );
  return { found, evidence: isOffered ? said : { ...said, status: 'not_offered' } };
}
