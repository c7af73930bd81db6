import { z } from 'zod';
import { accountRefSchema, splitAccountRef } from './account-ref.ts';
import { platformSchema } from './platform.ts';
import { scrapeParametersSchema } from './scraping.ts';

export const scanStates = [
  'queued',
  'running',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const;
export const scanStateSchema = z.enum(scanStates);
export type ScanState = z.infer<typeof scanStateSchema>;

export const isEnded = (state: ScanState): boolean => state !== 'queued' && state !== 'running';

/**
 * `collection` only collects: no analysis, no report, no quota. `scrape` collects one account and
 * ranks its posts; it is limited by account.
 */
export const scanKindSchema = z.enum(['scan', 'collection', 'scrape']);
export type ScanKind = z.infer<typeof scanKindSchema>;

export const maxCompetitors = 20;
export const maxOwnAccounts = 20;
export const maxLookbackDays = 3_650;

/** Intl takes offsets such as "+05:30" too, which know no daylight-saving time. */
const zoneName = /^[A-Za-z]/;

const knownZone = (zone: string): boolean => {
  if (!zoneName.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const timezoneSchema = z
  .string()
  .max(64)
  .refine(knownZone, 'must be an IANA time zone such as "Europe/Berlin"');

const uniqueRefs = (most: number) =>
  z
    .array(accountRefSchema)
    .max(most, `at most ${most} accounts`)
    .refine((refs) => new Set(refs).size === refs.length, 'must not name an account twice');

export const lookbackDaysSchema = z.int().min(1).max(maxLookbackDays);

/** Body of `POST /scan/initiate`. Unknown fields are refused, so that no wish is dropped silently. */
export const initiateScanSchema = z
  .strictObject({
    platforms: z
      .array(platformSchema)
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'must not repeat a platform'),
    /** The user's own accounts; without it, all accounts of the user known on `platforms`. */
    accounts: uniqueRefs(maxOwnAccounts).min(1).optional(),
    competitors: uniqueRefs(maxCompetitors).default([]),
    lookback_days: lookbackDaysSchema.default(90),
    /** Used where the platform gives no zone for the account. */
    timezone: timezoneSchema.default('UTC'),
    /** True: nothing is taken on; the answer says what the scan would ask of the platforms. */
    dry_run: z.boolean().optional(),
  })
  .superRefine((body, context) => {
    for (const field of ['accounts', 'competitors'] as const) {
      (body[field] ?? []).forEach((ref, index) => {
        const { platform } = splitAccountRef(ref);
        if (platform !== null && !body.platforms.includes(platform)) {
          context.addIssue({
            code: 'custom',
            path: [field, index],
            message: `is on ${platform}, which "platforms" does not name`,
          });
        }
      });
    }
    const own = new Set(body.accounts ?? []);
    body.competitors.forEach((ref, index) => {
      if (own.has(ref)) {
        context.addIssue({
          code: 'custom',
          path: ['competitors', index],
          message: 'is also named in "accounts"',
        });
      }
    });
  });
export type InitiateScan = z.infer<typeof initiateScanSchema>;

/** Body of `POST /collections`: collect now, analyse nothing. */
export const initiateCollectionSchema = z
  .strictObject({
    accounts: uniqueRefs(maxOwnAccounts).default([]),
    competitors: uniqueRefs(maxCompetitors).default([]),
    lookback_days: lookbackDaysSchema.default(90),
    /** False leaves out what only owners see: retention, watch time, days, audience activity. */
    insights: z.boolean().default(true),
  })
  .refine(({ accounts, competitors }) => accounts.length + competitors.length > 0, {
    path: ['accounts'],
    message: 'names no account, and "competitors" neither',
  });
export type InitiateCollection = z.infer<typeof initiateCollectionSchema>;

/** What a scan was asked for, as stored with it and shown in its report. */
export const scanParametersSchema = z.object({
  platforms: z.array(platformSchema),
  accounts: z.array(z.string()),
  competitors: z.array(z.string()),
  lookback_days: z.int(),
  timezone: z.string(),
  /**
   * `ladder`: posts are read again as often as their age asks for; else all that are not fresh.
   * `news`: as `ladder`, and new posts are looked for however short ago that was done.
   */
  refresh: z.enum(['ladder', 'news']).optional(),
  /** False: no insights, days or audience activity. */
  insights: z.literal(false).optional(),
  /** Of a scraping task. */
  scrape: scrapeParametersSchema.optional(),
});
export type ScanParameters = z.infer<typeof scanParametersSchema>;

export const scanErrorSchema = z.object({ code: z.string(), message: z.string() });
export type ScanError = z.infer<typeof scanErrorSchema>;
