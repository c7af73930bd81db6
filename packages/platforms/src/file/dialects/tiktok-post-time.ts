import { BadCell, type Cell } from '../bad-cell.ts';
import type { ExportContext } from './dialect.ts';
import { hasYear, momentOf, textOf } from './export-cells.ts';
import { isCalendarDay, readWrittenTime, type WrittenTime } from './written-time.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** How far wall clocks are from UTC, with some minutes for clocks that are off. */
const westMs = -12 * 60 * minuteMs - 10 * minuteMs;
const eastMs = 14 * 60 * minuteMs + 10 * minuteMs;

/** When TikTok made an id: its upper 32 bits are Unix seconds. Null for ids of another make. */
export function idTime(id: string, now: Date): Date | null {
  const seconds = Number(BigInt(id) >> 32n);
  const ms = seconds * 1000;
  const isPlausible = ms >= Date.UTC(2014, 0, 1) && ms <= now.getTime() + dayMs;
  return isPlausible ? new Date(ms) : null;
}

/**
 * When a post was published. Exports mostly have its day, without year, in the account's zone and,
 * below English headers, in the account's language; the id knows the second it was made. So the id
 * tells where it agrees with the day, or where the day cannot be read. Where it does not agree the
 * post was scheduled after its upload, and the written time stands. A written time of day stands
 * also where the caller names its zone.
 */
export function tiktokPostTime(cell: Cell, id: string, context: ExportContext): Date {
  const text = textOf(cell);
  const made = idTime(id, context.now);
  const written = readWrittenTime(text);
  if (written === null) {
    if (made !== null) return made;
    const problem = text === '' ? 'is missing' : 'is not a time such as 2025-11-03 18:04:05';
    throw new BadCell(cell.name, problem);
  }
  const isExact = written.clock !== null && context.zone !== null;
  if (made !== null && !isExact && agrees(written, made)) return made;
  if (hasYear(written)) return momentOf(written.day, written.clock, context);
  const moment = inSomeYear(written, made, context);
  if (moment === null) throw new BadCell(cell.name, 'is not a day of the last years');
  return moment;
}

/** Whether a clock of some zone showed the written time at `made`. */
function agrees({ day, clock }: WrittenTime, made: Date): boolean {
  const around = made.getUTCFullYear();
  const years = day.year === null ? [around - 1, around, around + 1] : [day.year];
  return years.some((year) => {
    const startMs = Date.UTC(year, day.month - 1, day.day);
    const readMs = clock === null ? 0 : clock.hour * 3_600_000 + clock.minute * minuteMs;
    const fromMs = startMs + readMs - made.getTime();
    const toMs = fromMs + (clock === null ? dayMs : 0);
    return toMs >= westMs && fromMs <= eastMs;
  });
}

/** The first such moment from when the id was made on (a day before, clocks differ), else the last one that is not in the future. */
function inSomeYear(
  { day, clock }: WrittenTime,
  made: Date | null,
  context: ExportContext,
): Date | null {
  const last = context.now.getUTCFullYear() + 1;
  const latestMs = context.now.getTime() + dayMs;
  const moments = Array.from({ length: 10 }, (_, back) => ({ ...day, year: last - back }))
    .filter(isCalendarDay)
    .map((dated) => momentOf(dated, clock, context))
    .filter((moment) => moment.getTime() <= latestMs);
  const since = moments.filter(
    (moment) => made !== null && moment.getTime() >= made.getTime() - dayMs,
  );
  return since.at(-1) ?? moments[0] ?? null;
}
