import type { Day } from '@viral-scan/contracts';

const dayMs = 86_400_000;

/** The day of a moment in America/Los_Angeles, where YouTube counts days and quotas. */
export const pacificDay = (moment: Date): Day =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/Los_Angeles',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(moment);

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

export function clampDay(day: Day, earliest: Day, latest: Day): Day {
  if (day < earliest) return earliest;
  return day > latest ? latest : day;
}
