import { BadCell, type Cell } from '../bad-cell.ts';
import type { ExportContext } from './dialect.ts';
import type { ClockTime, WrittenDay, WrittenTime } from './written-time.ts';

/** What exports write for "not known": never a zero. */
const missing = new Set(['', '-', '--', '–', '—', 'n/a', 'undefined', 'null']);

/** The text of a cell without outer spaces; empty when it says that nothing is known. */
export function textOf({ value }: Cell): string {
  const text = typeof value === 'string' ? value.trim() : '';
  return missing.has(text.toLowerCase()) ? '' : text;
}

/** A cell that counts, watches or measures: empty where the export has a dash. */
export const figure = (cell: Cell): Cell => ({ name: cell.name, value: textOf(cell) });

export const titled = (name: string, value: string): Cell => ({ name, value });

const clockDuration = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})$/;

/** Seconds, plain or on a clock (`0:01:23`, `1:23`), as seconds; zero, of pictures, is unknown. */
export function secondsOf(cell: Cell): Cell {
  const text = textOf(cell);
  const match = clockDuration.exec(text);
  if (match === null) return titled(cell.name, /^0(?:\.0+)?$/.test(text) ? '' : text);
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  if (Number(seconds) > 59 || (match[1] !== undefined && Number(minutes) > 59)) {
    throw new BadCell(cell.name, 'is not a duration such as 0:01:23');
  }
  const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return titled(cell.name, total === 0 ? '' : String(total));
}

/** Ids of digits that a spreadsheet has not turned into `1.79603E+16`. */
export function digitsOf(cell: Cell): string {
  const id = textOf(cell);
  if (id === '') throw new BadCell(cell.name, 'is missing');
  if (!/^\d{1,25}$/.test(id)) {
    throw new BadCell(
      cell.name,
      'is not an id of digits: send the file as it was downloaded, since spreadsheets round ids',
    );
  }
  return id;
}

const noon: ClockTime = { hour: 12, minute: 0, second: 0 };

/**
 * The moment a wall clock showed a time, in the caller's zone, else in UTC. A day without a time is
 * taken as its noon: that keeps the weekday in nearly every zone, is at most half a day off, and
 * puts all posts of such a file at one hour, so that no hour is found better than another.
 */
export function momentOf(
  { month, day, year }: WrittenDay & { readonly year: number },
  clock: ClockTime | null,
  { zone, now }: ExportContext,
): Date {
  const { hour, minute, second } = clock ?? noon;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // Out of range is out of range in every zone, and its reader says so.
  const isInRange = year >= 1990 && year <= now.getUTCFullYear() + 1;
  return new Date(zone === null || !isInRange ? wallMs : zone(wallMs));
}

export const hasYear = (
  written: WrittenTime,
): written is WrittenTime & { readonly day: { readonly year: number } } =>
  written.day.year !== null;
