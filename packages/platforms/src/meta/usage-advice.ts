import type { LimitScope, PlatformAnswer, PlatformApi } from '@viral-scan/contracts';
import { readUsage } from './usage.ts';

/** What a platform's successful answer says of how fast it may be asked on. */
export interface UsageAdvice {
  readonly scope: LimitScope;
  readonly retryAfterMs: number;
}

/**
 * From here on calls slow down, one pause behind each, growing evenly up to the limit. Even the longest
 * is shorter than a call waits for its turn: work goes on, a reading of a dozen calls as well.
 */
const slowFromPercent = 75;
const shortestPauseMs = 250;
const longestPauseMs = 5_000;
/** At the limit, when Meta does not say for how long: its windows roll, a part of it comes back. */
const fullPauseMs = 300_000;

/** Those whose answers carry Meta's headers. */
const metaApis: ReadonlySet<PlatformApi> = new Set<PlatformApi>([
  'instagram-login',
  'instagram-facebook',
  'threads',
  'threads-search',
  'threads-profiles',
]);

/**
 * The pause that the usage headers of a successful answer ask for; null when there is none to make.
 * Of two, the longer counts: that of the application, or that of the user whose call it was.
 */
export function usageAdvice(
  api: PlatformApi,
  headers: PlatformAnswer['headers'],
): UsageAdvice | null {
  const usage = metaApis.has(api) ? readUsage(headers) : null;
  if (usage === null) return null;
  const app = pauseMs(usage.appPercent);
  const user = Math.max(pauseMs(usage.userPercent), usage.regainMs ?? 0);
  if (app === 0 && user === 0) return null;
  return app > user ? { scope: 'app', retryAfterMs: app } : { scope: 'user', retryAfterMs: user };
}

/** 0 below 75 %, then 0.25 s growing to 5 s, 5 minutes from 100 % on. */
function pauseMs(percent: number): number {
  if (percent < slowFromPercent) return 0;
  if (percent >= 100) return fullPauseMs;
  const share = (percent - slowFromPercent) / (100 - slowFromPercent);
  return Math.round(shortestPauseMs + share * (longestPauseMs - shortestPauseMs));
}
