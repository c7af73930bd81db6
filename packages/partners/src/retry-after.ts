import type { PlatformAnswer } from '@viral-scan/contracts';

/**
 * `Retry-After` (RFC 9110, 10.2.3) in ms; null when absent or unreadable. A date is set against the
 * answer's own `Date`, so that no clock but the sender's counts.
 */
export function retryAfterMs(headers: PlatformAnswer['headers']): number | null {
  const text = firstOf(headers['retry-after'])?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const ms = Date.parse(text) - Date.parse(firstOf(headers.date) ?? '');
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

const firstOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
