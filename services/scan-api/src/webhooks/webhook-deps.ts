import type { DeletionDeps, KeptEvent, WebsubRepository } from '@viral-scan/scan';

/** All that are in force; none: the platform's deliveries are not taken. */
export interface WebhookSecrets {
  readonly tiktok: readonly string[];
  readonly instagram: readonly string[];
  readonly threads: readonly string[];
  /** That Meta shows when it checks a callback. */
  readonly metaVerifyTokens: readonly string[];
  /** Subscriptions derive theirs from these. */
  readonly websub: readonly string[];
}

export interface WebhookDeps {
  readonly secrets: WebhookSecrets;
  /** Durable once it resolves. */
  readonly keep: (events: readonly KeptEvent[]) => Promise<void>;
  readonly subscriptions: Pick<WebsubRepository, 'verify'>;
  readonly deletions: DeletionDeps;
  readonly publicUrl: string;
  readonly realNow: () => Date;
}
