import { booleanVariable, httpUrlVariable, integerVariable } from '@viral-scan/runtime';
import { z } from 'zod';
import { usualSettings, type WebhookSettings } from '../settings.ts';
import { loopbackUrl } from './loopback-call.ts';

const usual = usualSettings.webhooks;
const address = httpUrlVariable
  .refine((url) => {
    try {
      return loopbackUrl(url, 'url') !== null;
    } catch {
      return false;
    }
  }, 'must be an http address on loopback')
  .optional();
const leaseSeconds = integerVariable({ min: 1, max: 365 * 86_400 });

/** Of the configuration: where webhooks go from the start, and how they are delivered. */
export const webhookVariables = {
  SANDBOX_WEBHOOKS_TIKTOK: address,
  SANDBOX_WEBHOOKS_INSTAGRAM: address,
  SANDBOX_WEBHOOKS_THREADS: address,
  /** Shown to Meta's callbacks when they are asked. */
  SANDBOX_WEBHOOKS_VERIFY_TOKEN: z.string().min(1).optional(),
  SANDBOX_WEBHOOKS_INSTAGRAM_DEAUTHORIZE: address,
  SANDBOX_WEBHOOKS_INSTAGRAM_DELETION: address,
  SANDBOX_WEBHOOKS_THREADS_DEAUTHORIZE: address,
  SANDBOX_WEBHOOKS_THREADS_DELETION: address,
  SANDBOX_WEBHOOK_ATTEMPTS: integerVariable({ min: 1, max: 20 }).default(usual.attempts),
  /** Doubles with each attempt. */
  SANDBOX_WEBHOOK_BACKOFF_MS: integerVariable({ min: 1, max: 3_600_000 }).default(usual.backoffMs),
  SANDBOX_WEBHOOK_TIMEOUT_MS: integerVariable({ min: 1, max: 600_000 }).default(usual.timeoutMs),
  /** Whether posts that appear, and grants that are taken back, are told by themselves. */
  SANDBOX_WEBHOOK_ANNOUNCE: booleanVariable.default(usual.announces),
  SANDBOX_WEBSUB_LEASE_S: leaseSeconds.default(usual.leases.usualSeconds),
  SANDBOX_WEBSUB_MAX_LEASE_S: leaseSeconds.default(usual.leases.mostSeconds),
} as const;

type Variables = z.output<z.ZodObject<typeof webhookVariables>>;

export const webhookSettingsOf = (config: Variables): WebhookSettings => ({
  attempts: config.SANDBOX_WEBHOOK_ATTEMPTS,
  backoffMs: config.SANDBOX_WEBHOOK_BACKOFF_MS,
  timeoutMs: config.SANDBOX_WEBHOOK_TIMEOUT_MS,
  announces: config.SANDBOX_WEBHOOK_ANNOUNCE,
  leases: {
    usualSeconds: config.SANDBOX_WEBSUB_LEASE_S,
    mostSeconds: config.SANDBOX_WEBSUB_MAX_LEASE_S,
  },
  callbacks: {
    tiktok: { url: config.SANDBOX_WEBHOOKS_TIKTOK },
    instagram: {
      url: config.SANDBOX_WEBHOOKS_INSTAGRAM,
      verify_token: config.SANDBOX_WEBHOOKS_VERIFY_TOKEN,
      deauthorize_url: config.SANDBOX_WEBHOOKS_INSTAGRAM_DEAUTHORIZE,
      data_deletion_url: config.SANDBOX_WEBHOOKS_INSTAGRAM_DELETION,
    },
    threads: {
      url: config.SANDBOX_WEBHOOKS_THREADS,
      verify_token: config.SANDBOX_WEBHOOKS_VERIFY_TOKEN,
      deauthorize_url: config.SANDBOX_WEBHOOKS_THREADS_DEAUTHORIZE,
      data_deletion_url: config.SANDBOX_WEBHOOKS_THREADS_DELETION,
    },
  },
});
