import type { PlatformAnswer } from '@viral-scan/contracts';

type Headers = PlatformAnswer['headers'];

const minuteMs = 60_000;
/** Meta counts over rolling hours and days: nothing is closed for longer. */
const longestRegainMs = 24 * 60 * minuteMs;

/** How much of Meta's limits is used, in percent (above 100 too), and when calls are taken again. */
export interface Usage {
  /** `X-App-Usage`: of all calls of the application. */
  readonly appPercent: number;
  /** `X-Business-Use-Case-Usage`: the largest number over all ids (up to 32) and types. */
  readonly userPercent: number;
  /** The longest `estimated_time_to_regain_access`; null when none is said, or none is needed. */
  readonly regainMs: number | null;
}

/** Null without either header; what in them cannot be read counts as nothing used. */
export function readUsage(headers: Headers): Usage | null {
  const app = parse(headers['x-app-usage']);
  const business = parse(headers['x-business-use-case-usage']);
  if (app === null && business === null) return null;
  const uses = Object.values(business ?? {}).flatMap((list) => (Array.isArray(list) ? list : []));
  const regainMinutes = Math.max(
    0,
    ...uses.map((use: unknown) => amount(use, 'estimated_time_to_regain_access')),
  );
  return {
    appPercent: percentOf(app),
    userPercent: Math.max(0, ...uses.map(percentOf)),
    regainMs: regainMinutes === 0 ? null : Math.min(regainMinutes * minuteMs, longestRegainMs),
  };
}

const percentOf = (use: unknown): number =>
  Math.max(...['call_count', 'total_time', 'total_cputime'].map((name) => amount(use, name)));

function amount(use: unknown, name: string): number {
  const value = Object(use)[name] as unknown;
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

function parse(header: string | string[] | undefined): Record<string, unknown> | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
