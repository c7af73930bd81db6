import type { Coverage, ScanRecord } from '@viral-scan/contracts';

const dayMs = 86_400_000;
/** The rolling mean of the window's first days reaches back this far. */
const rollingMs = 7 * dayMs;

/** The posts a scan looks at: published in (from, to]. */
export function windowOf(scan: Pick<ScanRecord, 'scanTime' | 'parameters'>): {
  from: Date;
  to: Date;
} {
  const to = scan.scanTime;
  return { from: new Date(to.getTime() - scan.parameters.lookback_days * dayMs), to };
}

/**
 * What the report of a scan speaks of: the same, and on to the moment at which the last source
 * was read. What was read for a scan is read after its scan time, unless the world stands still.
 */
export function reportWindowOf(
  scan: Pick<ScanRecord, 'scanTime' | 'parameters'>,
  coverage: readonly Coverage[],
): { from: Date; to: Date } {
  const { from, to } = windowOf(scan);
  const readMs = coverage.flatMap(({ captured_at: at }) => (at === null ? [] : Date.parse(at)));
  return { from, to: new Date(Math.max(to.getTime(), ...readMs)) };
}

/** From when on posts are read and handed to the analysis, which looks at the window alone else. */
export const readingStart = (from: Date): Date => new Date(from.getTime() - rollingMs);
