import type { Hub } from '../websub/hub.ts';
import type { Callbacks } from './callbacks.ts';
import type { Secrets } from './compose-message.ts';
import type { Deletions } from './deletions.ts';
import type { Deliveries } from './deliveries.ts';
import type { TargetDeps } from './targets.ts';

/** What sends webhooks: where to, what is under way, and the world to tell of. */
export interface WebhookDeps extends TargetDeps {
  readonly callbacks: Callbacks;
  readonly deliveries: Deliveries;
  /** Of YouTube. */
  readonly hub: Hub;
  /** Of TikTok's `x-tt-logid`. */
  readonly logId: () => string;
  /** 16 digits, never the same. */
  readonly serial: () => string;
  /** What was answered to requests to delete. */
  readonly deletions: Deletions;
  /** Real milliseconds. */
  readonly realNow: () => number;
}

/** Where something is sent to, and what signs it. */
export interface Channel {
  readonly url: URL;
  readonly secrets: Secrets;
}
