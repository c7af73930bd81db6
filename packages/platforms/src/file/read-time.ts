import { BadCell, type Cell } from './bad-cell.ts';

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;
const unixSeconds = /^\d{9,10}(?:\.\d{1,9})?$/;
const unixMilliseconds = /^\d{12,13}$/;

const earliestMs = Date.UTC(1990, 0, 1);
const dayMs = 86_400_000;

/**
 * A moment: ISO-8601 with or without a zone (naive times are UTC), a space allowed for the `T`,
 * or Unix seconds or milliseconds. From 1990 to a day after `now`. A date without a time of day is
 * refused: taken as midnight it would bend every finding about hours. Empty is null.
 */
export function readTime({ name, value }: Cell, now: Date): Date | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw new BadCell(name, 'is not a time');
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const ms = parseMs(name, trimmed);
  if (Number.isNaN(ms)) throw new BadCell(name, 'is not a time such as 2026-08-22T06:00:00Z');
  if (ms < earliestMs) throw new BadCell(name, 'is before 1990');
  if (ms > now.getTime() + dayMs) throw new BadCell(name, 'is in the future');
  return new Date(ms);
}

function parseMs(name: string, text: string): number {
  if (unixSeconds.test(text)) return Math.round(Number(text) * 1_000);
  if (unixMilliseconds.test(text)) return Number(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new BadCell(name, 'has no time of day');
  const match = dateTime.exec(text);
  if (match === null) return Number.NaN;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.map((part) =>
    Number(part ?? 0),
  );
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC rolls over (30 February, 25:00): only what stays in its day and hour is a real moment.
  const rollsOver = new Date(ms).getUTCDate() !== day || month < 1 || month > 12;
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  if (rollsOver || year < 100 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const fractionMs = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1_000);
  return ms + fractionMs - zoneOffsetMs(match[8]);
}

function zoneOffsetMs(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '');
  if (match === null) return 0;
  const [, sign, hours, minutes] = match;
  const offset = Number(hours) * 60 + Number(minutes ?? 0);
  if (Number(minutes ?? 0) > 59 || offset > 18 * 60) return Number.NaN;
  return (sign === '-' ? -1 : 1) * offset * 60_000;
}
