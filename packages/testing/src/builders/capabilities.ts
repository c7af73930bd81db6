import type { Capabilities } from '@viral-scan/contracts';

/** Of a source that gives all there is. */
export const everyCapability: Capabilities = {
  shares: true,
  saves: true,
  reach: true,
  watch_time: true,
  retention: true,
  account_days: true,
  audience_activity: true,
  demographics: true,
  account_timezone: true,
};
