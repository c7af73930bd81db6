import type { ScanParameters } from '@viral-scan/contracts';

const baseSeconds = 5;
const secondsPerAccount = 1;
/** An account's listing is read page by page; about one page a month. */
const secondsPerAccountMonth = 0.5;

/** A rough idea of how long a scan takes when workers are free, in whole seconds. */
export function estimateSeconds(
  parameters: Pick<ScanParameters, 'accounts' | 'competitors' | 'lookback_days'>,
): number {
  const accounts = parameters.accounts.length + parameters.competitors.length;
  const months = parameters.lookback_days / 30;
  return Math.ceil(baseSeconds + accounts * (secondsPerAccount + months * secondsPerAccountMonth));
}
