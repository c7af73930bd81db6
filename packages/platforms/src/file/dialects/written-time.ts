/** A day as an export writes it; `year` is null where it is left out (`November 3`). */
export interface WrittenDay {
  readonly year: number | null;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A moment on a wall clock whose zone the export does not name; `clock` is null for a day only. */
export interface WrittenTime {
  readonly day: WrittenDay;
  readonly clock: ClockTime | null;
}

const clockForm = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?(?:\s?(?<half>[AP]M))?`;
const forms = [
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ]${clockForm})?`,
  String.raw`(?<month>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4})(?:,?\s${clockForm})?`,
  String.raw`(?<name>[a-z]{3,9})\.?\s(?<day>\d{1,2})(?:,?\s(?<year>\d{4}))?(?:,?\s${clockForm})?`,
  String.raw`(?<day>\d{1,2})\s(?<name>[a-z]{3,9})\.?(?:,?\s(?<year>\d{4}))?(?:,?\s${clockForm})?`,
].map((form) => new RegExp(`^${form}$`, 'i'));

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/**
 * `2025-11-03 18:04:05`, `11/03/2025 18:04` (month first), `Nov 3, 2025`, `3 November` and their
 * kin. Null for anything else, for days that no calendar has, and for months in other languages.
 */
export function readWrittenTime(text: string): WrittenTime | null {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups !== undefined) return composeTime(groups);
  }
  return null;
}

type Parts = Readonly<Record<string, string | undefined>>;

function composeTime(parts: Parts): WrittenTime | null {
  const day: WrittenDay = {
    year: parts.year === undefined ? null : Number(parts.year),
    month: parts.name === undefined ? Number(parts.month) : monthOf(parts.name),
    day: Number(parts.day),
  };
  if (!isCalendarDay(day)) return null;
  if (parts.hour === undefined) return { day, clock: null };
  const clock = composeClock(parts);
  return clock === null ? null : { day, clock };
}

function monthOf(name: string): number {
  const written = name.toLowerCase();
  // "Sept" is no prefix of three letters, but what some English locales write.
  return months.findIndex((month) => month === written || isShort(written, month)) + 1;
}

const isShort = (written: string, month: string): boolean =>
  (written.length === 3 || written === 'sept') && month.startsWith(written);

/** Without a year 29 February counts as a day. */
export function isCalendarDay({ year, month, day }: WrittenDay): boolean {
  if (month < 1 || month > 12 || day < 1 || (year !== null && year < 1000)) return false;
  return day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
}

function composeClock(parts: Parts): ClockTime | null {
  const half = parts.half?.toUpperCase();
  const written = Number(parts.hour);
  if (half !== undefined && (written < 1 || written > 12)) return null;
  const hour = half === undefined ? written : (written % 12) + (half === 'PM' ? 12 : 0);
  const minute = Number(parts.minute);
  const second = Number(parts.second ?? 0);
  return hour > 23 || minute > 59 || second > 59 ? null : { hour, minute, second };
}
