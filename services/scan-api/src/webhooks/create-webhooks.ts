import { randomBytes } from 'node:crypto';
import { type DeletionDeps, keepInBatches } from '@viral-scan/scan';
import type { Store } from '@viral-scan/store';
import type { Config } from '../config.ts';
import type { WebhookDeps, WebhookSecrets } from './webhook-deps.ts';

export const webhookSecrets = (config: Config): WebhookSecrets => ({
  tiktok: [
    config.TIKTOK_CLIENT_SECRET ?? [],
    config.TIKTOK_DISPLAY_CLIENT_SECRET ?? [],
    config.TIKTOK_FORMER_SECRETS,
  ].flat(),
  instagram: [
    config.INSTAGRAM_CLIENT_SECRET ?? [],
    config.FACEBOOK_CLIENT_SECRET ?? [],
    config.INSTAGRAM_FORMER_SECRETS,
  ].flat(),
  threads: [config.THREADS_CLIENT_SECRET ?? [], config.THREADS_FORMER_SECRETS].flat(),
  metaVerifyTokens: config.META_VERIFY_TOKENS,
  websub: config.WEBSUB_SECRETS,
});

/** What taking deliveries needs, out of the configuration. */
export function createWebhooks(
  config: Config,
  store: Pick<Store, 'inboundEvents' | 'websub'>,
  erasures: DeletionDeps['erasures'],
): WebhookDeps {
  const realNow = (): Date => new Date();
  return {
    secrets: webhookSecrets(config),
    keep: keepInBatches(store.inboundEvents),
    subscriptions: store.websub,
    deletions: {
      inboundEvents: store.inboundEvents,
      erasures,
      newCode: () => randomBytes(32).toString('base64url'),
      realNow,
    },
    publicUrl: config.PUBLIC_URL ?? '',
    realNow,
  };
}
