import { defaultLimits, type LimitRule, readLimitRule } from './limits/limits.ts';
import type { OauthClient } from './oauth/clients.ts';
import type { ConsentSettings } from './oauth/consent.ts';

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
  readonly limits: readonly LimitRule[];
  /** Short and empty pages that are not the end. */
  readonly oddPages: boolean;
  readonly signingKey: string;
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
  limits: defaultLimits.split(',').flatMap((text) => readLimitRule(text) ?? []),
  oddPages: true,
  signingKey: 'tokens of the sandbox open nothing else',
};
