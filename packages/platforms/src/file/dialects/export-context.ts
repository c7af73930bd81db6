import { InvalidInput } from '@viral-scan/contracts';
import type { ExportContext } from './dialect.ts';
import { zoneTime } from './zone-time.ts';

export function exportContext(given: {
  readonly now: Date;
  readonly account?: string | undefined;
  readonly timezone?: string | undefined;
}): ExportContext {
  return {
    now: given.now,
    account: given.account ?? null,
    zone: given.timezone === undefined ? null : zoneTime(given.timezone),
  };
}

/**
 * Files in our own format name their accounts and are in UTC where they name no zone: what the
 * caller says otherwise would have no effect, and is refused rather than ignored.
 */
export function refuseExportContext({ account, zone }: ExportContext): void {
  if (account !== null) {
    throw new InvalidInput('account', 'is for exports of platforms: this file names its accounts');
  }
  if (zone !== null) {
    throw new InvalidInput('timezone', 'is for exports of platforms: this file is in UTC');
  }
}
