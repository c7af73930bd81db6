import type { DeliveryVerdict } from '@viral-scan/contracts';
import type { ChallengeVerdict } from '../webhooks/verify-challenge.ts';
import type { WebsubIntent } from '../webhooks/websub-intent.ts';

/** What came of a webhook's delivery, or of a platform's check of our address. */
export type DeliveryReading = {
  /** Such as `tiktok-webhooks`. */
  readonly owner: string;
  readonly call: 'delivery' | 'verification';
  /** As what it was read. */
  readonly note: string;
} & ((DeliveryVerdict & { readonly readAsOf: Date }) | VerificationReading);

/** A check of our address, as answered when what it asks for is ours. */
export type VerificationReading =
  | ChallengeVerdict
  | ({ readonly outcome: 'verified' } & WebsubIntent)
  | { readonly outcome: 'refused'; readonly status: 404; readonly reason: string };
