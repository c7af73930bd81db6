/** Days of the Analytics API run from midnight to midnight here. */
const zone = 'America/Los_Angeles';
const dayMs = 86_400_000;
const hourMs = 3_600_000;

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
const hourFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  hourCycle: 'h23',
});

/** The Pacific day of a moment, `YYYY-MM-DD`. */
export const pacificDayOf = (at: Date): string => dayFormat.format(at);

/** Midnight on the Pacific wall clock: 8:00 UTC in winter, 7:00 in summer. */
export function startOfPacificDay(day: string): Date {
  const summer = new Date(Date.parse(`${day}T00:00:00Z`) + 7 * hourMs);
  return Number(hourFormat.format(summer)) === 0 ? summer : new Date(summer.getTime() + hourMs);
}

export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

export const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
};
