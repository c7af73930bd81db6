import type { Coverage, ScanRecord } from '@viral-scan/contracts';

const dayMs = 86_400_000;
/** The rolling mean of the window's first days reaches back this far. */
const rollingMs = 7 * dayMs;

/** A season of each kind, and posts that platforms hardly show any more left out. */
const rankedDays = 365;

interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** The posts a scan looks for: published in (from, to]. */
export const windowOf = (scan: Pick<ScanRecord, 'scanTime' | 'parameters'>): Window =>
  lookBack(scan, scan.scanTime);

/**
 * What the report of a scan speaks of: up to the moment at which a source was last read, and as
 * far back as the scan looks. The scan time takes no part in it, unless nothing was read: it is
 * another one for every scan, and what is known of the world is not.
 */
export function reportWindowOf(
  scan: Pick<ScanRecord, 'scanTime' | 'parameters'>,
  coverage: readonly Pick<Coverage, 'status' | 'captured_at'>[],
): Window {
  const readMs = coverage.flatMap(({ status, captured_at: at }) =>
    at === null || status === 'unavailable' ? [] : Date.parse(at),
  );
  return lookBack(scan, readMs.length === 0 ? scan.scanTime : new Date(Math.max(...readMs)));
}

/**
 * What the posts of a scraping task are compared with: all of the account's of a year, whatever
 * the days asked for, and up to the same moment.
 */
export function rankingWindowOf({ to }: Window): Window {
  return { from: new Date(to.getTime() - rankedDays * dayMs), to };
}

/** A scan is never completed before it was asked for, nor before the moment that it speaks of. */
export const completionOf = (
  now: Date,
  { scanTime }: Pick<ScanRecord, 'scanTime'>,
  { to }: Pick<Window, 'to'>,
): Date => new Date(Math.max(now.getTime(), scanTime.getTime(), to.getTime()));

const lookBack = ({ parameters }: Pick<ScanRecord, 'parameters'>, to: Date): Window => ({
  from: new Date(to.getTime() - parameters.lookback_days * dayMs),
  to,
});

/** From when on posts are read and handed to the analysis, which looks at the window alone else. */
export const readingStart = (from: Date): Date => new Date(from.getTime() - rollingMs);
