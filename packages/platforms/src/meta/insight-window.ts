import type { Day } from '@viral-scan/contracts';
import { addDays, pacificDay } from '../youtube/pacific-day.ts';

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

const hourMs = 3_600_000;
/** Meta takes 30 days of 24 hours; where the clocks go back, 30 of its own days are longer. */
const mostDays = 28;

/** Midnight in America/Los_Angeles, where Meta's days begin. */
export function startOfPacificDay(day: Day): Date {
  const summer = Date.parse(`${day}T07:00:00Z`);
  return new Date(pacificDay(new Date(summer)) === day ? summer : summer + hourMs);
}

/** The day that an `end_time` closes: the one before it, whichever hour midnight is said to have. */
export const dayClosedAt = (endsAt: Date): Day =>
  pacificDay(new Date(endsAt.getTime() - 12 * hourMs));

/** `since` and `until` of whole days, in Unix seconds. */
export const windowOf = ({ from, to }: DayRange) => ({
  since: secondsOf(startOfPacificDay(from)),
  until: secondsOf(startOfPacificDay(addDays(to, 1))),
});

const secondsOf = (moment: Date): string => String(moment.getTime() / 1_000);

/** The same days in parts short enough for one call each, oldest first. */
export function partsOf({ from, to }: DayRange): DayRange[] {
  const parts: DayRange[] = [];
  for (let first = from; first <= to; first = addDays(first, mostDays)) {
    const last = addDays(first, mostDays - 1);
    parts.push({ from: first, to: last > to ? to : last });
  }
  return parts;
}

/** Each day of a range, oldest first. */
export function daysOf({ from, to }: DayRange): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** What lies within `daysBack` days before today and yesterday; null when nothing does. */
export function closedDaysWithin(
  { from, to }: DayRange,
  daysBack: number,
  now: Date,
): DayRange | null {
  const today = pacificDay(now);
  const earliest = addDays(today, -daysBack);
  const latest = addDays(today, -1);
  const within = { from: from < earliest ? earliest : from, to: to > latest ? latest : to };
  return within.from > within.to ? null : within;
}
