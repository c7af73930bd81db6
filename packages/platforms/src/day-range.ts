import { type Day, InvalidInput } from '@viral-scan/contracts';

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** @throws InvalidInput of `from` or `to` */
export function checkDayRange({ from, to }: { readonly from: Day; readonly to: Day }): void {
  if (!isDay(from)) throw new InvalidInput('from', 'must be a day, YYYY-MM-DD');
  if (!isDay(to)) throw new InvalidInput('to', 'must be a day, YYYY-MM-DD');
  if (from > to) throw new InvalidInput('from', 'must not be after `to`');
}
