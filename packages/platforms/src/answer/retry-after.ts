const maxRetryAfterMs = 3_600_000;

/**
 * `Retry-After` as seconds or as an HTTP date (RFC 9110, 10.2.3), in ms from `now`, at most an
 * hour; null when absent or unreadable.
 */
export function parseRetryAfterMs(header: string | string[] | undefined, now: Date): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') return null;
  const delayMs = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now.getTime()
      : Number.NaN;
  return Number.isNaN(delayMs) ? null : Math.min(Math.max(delayMs, 0), maxRetryAfterMs);
}
