import type { PlatformAnswer } from '@viral-scan/contracts';

const maxRetryAfterMs = 3_600_000;

/**
 * How long an answer asks to wait: `Retry-After` as seconds or as an HTTP date (RFC 9110, 10.2.3), in
 * ms, at most an hour; null when absent or unreadable. A date is set against the answer's own `Date`,
 * so that no clock but the sender's counts; only without one against `now`.
 */
export function askedToWaitMs(
  { headers }: Pick<PlatformAnswer, 'headers'>,
  now: Date,
): number | null {
  const text = firstOf(headers['retry-after'])?.trim();
  if (text === undefined || text === '') return null;
  const sentMs = Date.parse(firstOf(headers.date) ?? '');
  const delayMs = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - (Number.isNaN(sentMs) ? now.getTime() : sentMs)
      : Number.NaN;
  return Number.isNaN(delayMs) ? null : Math.min(Math.max(delayMs, 0), maxRetryAfterMs);
}

const firstOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
