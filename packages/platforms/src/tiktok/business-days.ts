import type { AccountDay, ActiveHour, AudienceActivity, Day } from '@viral-scan/contracts';
import {
  at,
  broken,
  elements,
  type JsonNode,
  optionalCounter,
  requiredText,
} from '../answer/json-node.ts';
import { optionalDifference } from '../answer/numbers.ts';
import { isDay } from '../day-range.ts';
import { utcDay } from './utc-day.ts';

/** `followers_count` is the day's total here; `daily_total_followers` is named so, but a growth to some. */
export const dayFields = [
  'video_views',
  'unique_video_views',
  'profile_views',
  'likes',
  'comments',
  'shares',
  'followers_count',
  'daily_new_followers',
  'daily_lost_followers',
  'audience_activity',
] as const;

/** Furthest back that `business/get` answers for. */
const maxDaysBack = 60;
/** Figures arrive 24 to 48 hours after their day. */
const provisionalDays = 2;

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** What of the days can be asked for: until yesterday, in UTC. Null when nothing. */
export function offeredDays({ from, to }: DayRange, now: Date): DayRange | null {
  const earliest = utcDay(now, maxDaysBack);
  const latest = utcDay(now, 1);
  const offered = { from: from < earliest ? earliest : from, to: to > latest ? latest : to };
  return offered.from > offered.to ? null : offered;
}

/**
 * The days of a `business/get` answer, in order. Days are UTC's. Below 100 followers there is no
 * audience activity: its lists are empty or missing.
 */
export function parseBusinessDays(
  data: JsonNode,
  { from, to }: DayRange,
  now: Date,
): { days: AccountDay[]; activity: AudienceActivity | null } {
  const firstProvisional = utcDay(now, provisionalDays);
  const byDay = new Map<Day, { day: AccountDay; hours: ActiveHour[] }>();
  for (const metrics of elements(at(data, 'metrics'))) {
    const date = at(metrics, 'date');
    const day = requiredText(date);
    if (!isDay(day)) throw broken(date, 'is not a day');
    if (day < from || day > to) continue;
    byDay.set(day, {
      day: parseDay(metrics, day, day >= firstProvisional),
      hours: parseHours(at(metrics, 'audience_activity'), day),
    });
  }
  const read = [...byDay.values()].sort((a, b) => (a.day.day < b.day.day ? -1 : 1));
  const hours = read.flatMap((one) => one.hours);
  return {
    days: read.map((one) => one.day),
    activity: hours.length === 0 ? null : { zone: 'UTC', hours },
  };
}

const parseDay = (metrics: JsonNode, day: Day, provisional: boolean): AccountDay => ({
  day,
  views: optionalCounter(at(metrics, 'video_views')),
  reach: optionalCounter(at(metrics, 'unique_video_views')),
  profileViews: optionalCounter(at(metrics, 'profile_views')),
  likes: optionalDifference(at(metrics, 'likes')),
  comments: optionalDifference(at(metrics, 'comments')),
  shares: optionalDifference(at(metrics, 'shares')),
  followers: optionalCounter(at(metrics, 'followers_count')),
  newFollowers: optionalCounter(at(metrics, 'daily_new_followers')),
  lostFollowers: optionalCounter(at(metrics, 'daily_lost_followers')),
  provisional,
});

/** `[{hour: "0", count: 180}]`; the hour is a text. */
function parseHours(activity: JsonNode, day: Day): ActiveHour[] {
  const byHour = new Map<number, ActiveHour>();
  for (const entry of elements(activity)) {
    const hourNode = at(entry, 'hour');
    const hour = optionalCounter(hourNode);
    if (hour === null || hour > 23) throw broken(hourNode, 'is not an hour from 0 to 23');
    const count = optionalCounter(at(entry, 'count'));
    if (count !== null) byHour.set(hour, { day, hour, count });
  }
  return [...byHour.values()].sort((a, b) => a.hour - b.hour);
}
