import type { Callbacks } from './callbacks.ts';
import type { Deliveries } from './deliveries.ts';
import type { TargetDeps } from './targets.ts';

/** What sends webhooks: where to, what is under way, and the world to tell of. */
export interface WebhookDeps extends TargetDeps {
  readonly callbacks: Callbacks;
  readonly deliveries: Deliveries;
  /** Of TikTok's `x-tt-logid`. */
  readonly logId: () => string;
  /** Real milliseconds. */
  readonly realNow: () => number;
}
