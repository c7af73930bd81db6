const longestMs = 86_400_000;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const time = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';

/** The three forms of an HTTP date (RFC 9110, 5.6.7); all of them are in GMT. */
const dateForms = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(`^\\w{3}, (?<day>\\d{2}) (?<month>\\w{3}) (?<year>\\d{4}) ${time} GMT$`),
  // Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^\\w{6,9}, (?<day>\\d{2})-(?<month>\\w{3})-(?<year>\\d{2}) ${time} GMT$`),
  // Sun Nov  6 08:49:37 1994
  new RegExp(`^\\w{3} (?<month>\\w{3}) (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
];

/**
 * `Retry-After` as seconds or as an HTTP date (RFC 9110, 10.2.3), in ms from `now`: never negative,
 * at most a day; null when absent or unreadable.
 */
export function parseRetryAfter(
  header: string | readonly string[] | null | undefined,
  now: Date,
): number | null {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim();
  if (text === undefined || text === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(text)
    ? Math.ceil(Number(text) * 1_000)
    : httpDate(text, now) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), longestMs);
}

/** Milliseconds since the epoch; NaN when it is no HTTP date. */
function httpDate(text: string, now: Date): number {
  for (const form of dateForms) {
    const parts = form.exec(text)?.groups;
    if (parts === undefined) continue;
    const month = months.indexOf(parts.month ?? '');
    if (month < 0) return Number.NaN;
    const { day, hour, minute, second } = parts;
    return Date.UTC(
      fullYear(parts.year ?? '', now),
      month,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    );
  }
  return Number.NaN;
}

/** Two digits more than 50 years ahead are of the past (RFC 9110, 5.6.7). */
function fullYear(digits: string, now: Date): number {
  if (digits.length === 4) return Number(digits);
  const thisYear = now.getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}
