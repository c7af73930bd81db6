import { z } from 'zod';
import { type AccountRef, accountRef, externalIdSchema, splitAccountRef } from './account-ref.ts';
import type { Platform } from './platform.ts';

/** What a scraping task is asked for, as stored with it. */
export const scrapeParametersSchema = z.object({
  /** As the caller named the account. */
  account_id: z.string(),
  max_posts: z.int().positive(),
  min_performance_percentile: z.number().min(0).max(100),
  /** What tells of the account's tasks is ordered by this; absent: by its ref. */
  partition_key: z.string().optional(),
});
export type ScrapeParameters = z.infer<typeof scrapeParametersSchema>;

/** Most posts and days of one task. */
export const maxScrapedPosts = 1_000;
export const maxScrapedDays = 365;

/** What a caller may wish of a task; fields it does not know are none of its business. */
export const scrapeOptionsSchema = z.object({
  max_posts: z.int().min(1).max(maxScrapedPosts).default(50),
  days_back: z.int().min(1).max(maxScrapedDays).default(7),
  min_performance_percentile: z.number().min(0).max(100).default(99),
});
export type ScrapeOptions = z.infer<typeof scrapeOptionsSchema>;

/** An account as callers of the viral-scraper surface name it. */
export interface AccountName {
  readonly platform: Platform;
  /** Id or handle, without "@" in front. */
  readonly name: string;
}

/** Platforms whose handles know no case, and whose ids and handles are made of few characters. */
const plainlyNamed: readonly Platform[] = ['threads', 'instagram', 'tiktok'];
const plainName = /^(?=.*[a-z\d])[\w.-]+$/i;
/** Handles may be of any script there. */
const noChannel = /^@?\.{0,2}$|\//;

/**
 * `platform:id`, the platform in any case, or a bare id or handle on `defaultPlatform`, which holds no
 * colon. Ids of imported files may hold anything.
 *
 * @returns null when it cannot name an account
 */
export function parseAccountName(text: string, defaultPlatform: Platform): AccountName | null {
  const colon = text.indexOf(':');
  const label = colon < 0 ? defaultPlatform : text.slice(0, colon).toLowerCase();
  const { platform } = splitAccountRef(`${label}:`);
  if (platform === null) return null;
  const given = text.slice(colon + 1);
  const isPlain = plainlyNamed.includes(platform);
  const name = isPlain ? given.replace(/^@/, '').toLowerCase() : given;
  if (!externalIdSchema.safeParse(name).success) return null;
  if (isPlain && !plainName.test(name)) return null;
  if (platform === 'youtube' && noChannel.test(name)) return null;
  return { platform, name };
}

const channelId = /^UC[\w-]{22}$/;
const bareChannelHandle = /^[\p{L}\p{N}._·-]{3,30}$/u;

/** As the platform's connector takes it, where no account of this name is known: YouTube's handles have an "@". */
export function refOfName({ platform, name }: AccountName): AccountRef {
  const isHandle = platform === 'youtube' && !channelId.test(name) && bareChannelHandle.test(name);
  return accountRef(platform, isHandle ? `@${name}` : name);
}

/** How often one account may be scraped for one user. */
export interface ScrapeLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** Of one account of one user; times are real. */
export interface ScrapeLimitStatus {
  readonly limit: ScrapeLimit;
  readonly remaining: number;
  /** When one more is free again: now and a window from here on where all are. */
  readonly resetsAt: Date;
  /** Until then, by the very clock that keeps the limits. */
  readonly resetsInMs: number;
}

/** Of all accounts of one user. */
export interface ScrapeLimitTotals {
  /** Accounts with a request in their window. */
  readonly active: number;
  /** Requests refused so far. */
  readonly violations: number;
  /** When the last of the active ones is over; null: none is active. */
  readonly resetsAt: Date | null;
}
