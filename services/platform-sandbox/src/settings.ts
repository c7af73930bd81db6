import { defaultLimits, type LimitRule, readLimitRule } from './limits/limits.ts';
import type { OauthClient } from './oauth/clients.ts';
import type { ConsentSettings } from './oauth/consent.ts';
import type { WebhookPlatform } from './webhooks/callbacks.ts';
import type { CallbackWish } from './webhooks/register-callback.ts';

/** How Instagram answers a code: `{data:[…]}` as documented, or flat as live clients read it. */
export const instagramTokenForms = ['documented', 'flat'] as const;
export type InstagramTokenForm = (typeof instagramTokenForms)[number];

/** How the sandbox plays the platforms; every setting has a default. */
export interface PlatformSettings {
  readonly youtubeApiKeys: readonly string[];
  /** Units a day, for the project's keys and clients together. */
  readonly youtubeDailyQuota: number;
  readonly analyticsDailyQuota: number;
  readonly clients: readonly OauthClient[];
  readonly redirectUris: readonly string[];
  readonly consent: ConsentSettings['mode'];
  readonly googleIssuer: string;
  readonly codeTtlMs: number;
  readonly googleAccessTtlMs: number;
  /** Infinity: until revoked. */
  readonly googleRefreshTtlMs: number;
  readonly tiktokAccessTtlMs: number;
  readonly tiktokRefreshTtlMs: number;
  /** Of Instagram, Facebook and Threads alike. */
  readonly metaCodeTtlMs: number;
  readonly metaShortTtlMs: number;
  readonly metaLongTtlMs: number;
  /** A long token that is younger is not refreshed. */
  readonly metaRefreshAgeMs: number;
  readonly instagramTokenForm: InstagramTokenForm;
  readonly limits: readonly LimitRule[];
  /** Short and empty pages that are not the end. */
  readonly oddPages: boolean;
  readonly signingKey: string;
  readonly webhooks: WebhookSettings;
}

/** How webhooks are delivered. */
export interface WebhookSettings {
  /** Of a delivery, until it is given up. */
  readonly attempts: number;
  /** Before the second attempt; doubles with each one after. */
  readonly backoffMs: number;
  readonly timeoutMs: number;
  /** Whether what happens in the world is told by itself. */
  readonly announces: boolean;
  /** Of subscriptions at the hub. */
  readonly leases: { readonly usualSeconds: number; readonly mostSeconds: number };
  /** Registered from the start, as soon as they can be; without any address: none. */
  readonly callbacks: Readonly<Partial<Record<WebhookPlatform, CallbackWish>>>;
}

const secondMs = 1_000;

export const usualSettings: PlatformSettings = {
  youtubeApiKeys: ['sandbox-key'],
  youtubeDailyQuota: 10_000,
  analyticsDailyQuota: 100_000,
  clients: [{ id: 'sandbox-client', secret: 'sandbox-secret' }],
  redirectUris: ['http://127.0.0.1:*/*', 'http://localhost:*/*'],
  consent: 'page',
  googleIssuer: 'https://accounts.google.com',
  codeTtlMs: 600 * secondMs,
  googleAccessTtlMs: 3_600 * secondMs,
  googleRefreshTtlMs: Number.POSITIVE_INFINITY,
  tiktokAccessTtlMs: 86_400 * secondMs,
  tiktokRefreshTtlMs: 365 * 86_400 * secondMs,
  metaCodeTtlMs: 3_600 * secondMs,
  metaShortTtlMs: 3_600 * secondMs,
  metaLongTtlMs: 60 * 86_400 * secondMs,
  metaRefreshAgeMs: 86_400 * secondMs,
  instagramTokenForm: 'documented',
  limits: defaultLimits.split(',').flatMap((text) => readLimitRule(text) ?? []),
  oddPages: true,
  signingKey: 'tokens of the sandbox open nothing else',
  webhooks: {
    attempts: 6,
    backoffMs: 1_000,
    timeoutMs: 10_000,
    announces: true,
    leases: { usualSeconds: 5 * 86_400, mostSeconds: 10 * 86_400 },
    callbacks: {},
  },
};
