import type { Coverage, ScanError } from '@viral-scan/contracts';
import { maxStarts } from './collect-account.ts';

/** Why nothing can be made of what was collected; null where something can. */
export function reasonToFail(coverage: readonly Coverage[], starts: number): ScanError | null {
  if (starts > maxStarts) {
    return { code: 'too_many_starts', message: `given up after ${maxStarts} starts` };
  }
  if (coverage.some(({ status }) => status !== 'unavailable')) return null;
  const reasons = coverage.map(({ account_id, reason }) => `${account_id}: ${reason}`).join('; ');
  return { code: 'nothing_collected', message: `no source could be read (${reasons})` };
}
