/** Days as Meta counts them: midnight to midnight in Los Angeles. */

const dayMs = 86_400_000;
const zone = 'America/Los_Angeles';
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
const hourFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  hourCycle: 'h23',
});

/** `YYYY-MM-DD` of the day that a moment falls in. */
export const pacificDayOf = (at: Date): string => dayFormat.format(at);

/** Counts days, whatever the zone: 1970-01-01 is 0. Null for what is no day. */
export function dayNumberOf(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isInteger(at / dayMs) && dayNameOf(at / dayMs) === day ? at / dayMs : null;
}

export const dayNameOf = (number: number): string =>
  new Date(number * dayMs).toISOString().slice(0, 10);

/** The first moment of a day: Pacific midnight is at 07:00 or 08:00 UTC. */
export function pacificMidnight(dayNumber: number): Date {
  const summer = new Date(dayNumber * dayMs + 7 * 3_600_000);
  return Number(hourFormat.format(summer)) === 0
    ? summer
    : new Date(dayNumber * dayMs + 8 * 3_600_000);
}
