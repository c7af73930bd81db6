import type { ScanRecord } from './ports/scans.ts';

const dayMs = 86_400_000;

/** The posts a scan looks at: published in (from, to]. */
export function windowOf(scan: Pick<ScanRecord, 'scanTime' | 'parameters'>): {
  from: Date;
  to: Date;
} {
  const to = scan.scanTime;
  return { from: new Date(to.getTime() - scan.parameters.lookback_days * dayMs), to };
}
