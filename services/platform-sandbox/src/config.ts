import {
  booleanVariable,
  type Environment,
  integerVariable,
  loadConfig,
  serviceConfig,
} from '@viral-scan/runtime';
import { mostBulkAccounts, mostBulkPosts } from '@viral-scan/worlds';
import { z } from 'zod';
import { defaultLimits, readLimitRule } from './limits/limits.ts';
import { consentModes } from './oauth/consent.ts';
import { instagramTokenForms, type PlatformSettings, usualSettings } from './settings.ts';
import { webhookSettingsOf, webhookVariables } from './webhooks/webhook-variables.ts';

export const worldNames = ['sample', 'youtube-2026', 'file'] as const;

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const seconds = (range: { readonly min: number; readonly max: number }, usual: number) =>
  integerVariable(range).default(usual);
const year = 365 * 86_400;

const configSchema = z.object({
  HOST: serviceConfig.HOST,
  PORT: serviceConfig.PORT,
  LOG_LEVEL: serviceConfig.LOG_LEVEL,
  SHUTDOWN_TIMEOUT_MS: serviceConfig.SHUTDOWN_TIMEOUT_MS,
  VIRAL_SCAN_PARENT_PID: serviceConfig.VIRAL_SCAN_PARENT_PID,
  INSTANCE_ID: serviceConfig.INSTANCE_ID,
  WORLD: z.enum(worldNames).default('sample'),
  /** Of the sample world. */
  WORLD_SEED: integerVariable({ min: 0, max: 0xffff_ffff }).default(1),
  /** The folder that holds `data/`; only `youtube-2026` reads it. */
  SHARED_DIR: z.string().default('../shared'),
  /** Comma list of sizes: for each a YouTube channel and a TikTok account with so many posts. */
  SANDBOX_BULK_POSTS: z
    .string()
    .default('')
    .transform((text) => list(text).map(Number))
    .refine(
      (sizes) =>
        sizes.length <= mostBulkAccounts &&
        sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= mostBulkPosts),
      `must be a comma list of numbers of posts, 1 to ${mostBulkPosts}`,
    ),
  /** Comma list of the keys that callers may use. */
  YOUTUBE_API_KEYS: z
    .string()
    .default('sandbox-key')
    .transform(list)
    .refine((keys) => keys.length > 0, 'must name at least one key'),
  /** Units a day, for keys and clients together. */
  YOUTUBE_DAILY_QUOTA: integerVariable({ min: 1, max: 1_000_000_000 }).default(10_000),
  ANALYTICS_DAILY_QUOTA: integerVariable({ min: 1, max: 1_000_000_000 }).default(100_000),
  /** Apps that may ask for consent, at Google and at TikTok alike: comma list of `id:secret`. */
  OAUTH_CLIENTS: z
    .string()
    .default('sandbox-client:sandbox-secret')
    .transform((text) =>
      list(text).map((pair) => {
        const [id = '', secret = '', ...rest] = pair.split(':');
        return { id, secret, isWhole: id !== '' && secret !== '' && rest.length === 0 };
      }),
    )
    .refine(
      (clients) => clients.length > 0 && clients.every(({ isWhole }) => isWhole),
      'must be a comma list of id:secret',
    )
    .transform((clients) => clients.map(({ id, secret }) => ({ id, secret }))),
  /** Exact addresses; on loopback `:*` is any port and a last `/*` behind it any path. */
  OAUTH_REDIRECT_URIS: z.string().default(usualSettings.redirectUris.join(',')).transform(list),
  OAUTH_CODE_TTL_S: seconds({ min: 1, max: 86_400 }, 600),
  GOOGLE_ISSUER: z.string().default(usualSettings.googleIssuer),
  GOOGLE_ACCESS_TTL_S: seconds({ min: 1, max: year }, 3_600),
  /** 0: refresh tokens live until they are revoked. */
  GOOGLE_REFRESH_TTL_S: seconds({ min: 0, max: 100 * year }, 0),
  TIKTOK_ACCESS_TTL_S: seconds({ min: 1, max: year }, 86_400),
  TIKTOK_REFRESH_TTL_S: seconds({ min: 1, max: 100 * year }, year),
  META_CODE_TTL_S: seconds({ min: 1, max: 86_400 }, 3_600),
  META_SHORT_TTL_S: seconds({ min: 1, max: year }, 3_600),
  META_LONG_TTL_S: seconds({ min: 1, max: year }, 60 * 86_400),
  /** Long tokens that are younger are not refreshed. */
  META_REFRESH_AGE_S: seconds({ min: 0, max: year }, 86_400),
  /** How codes are answered: `{data:[…]}` as documented, or flat. */
  INSTAGRAM_TOKEN_FORM: z.enum(instagramTokenForms).default('documented'),
  /** `page`: a person clicks; `auto`: granted at once; `deny`: refused at once. */
  SANDBOX_CONSENT: z.enum(consentModes).default('page'),
  /** Comma list of `api:per:calls/seconds`, per being app, user or operation; or `none`. */
  SANDBOX_LIMITS: z
    .string()
    .default(defaultLimits)
    .transform((text) => (text === 'none' ? [] : list(text).map(readLimitRule)))
    .refine(
      (rules) => !rules.includes(null),
      'must be none or a comma list of api:per:calls/seconds',
    )
    .transform((rules) => rules.filter((rule) => rule !== null)),
  SANDBOX_ODD_PAGES: booleanVariable.default(true),
  ...webhookVariables,
});
export type Config = Readonly<z.output<typeof configSchema>>;

/** @throws InvalidConfiguration */
export const readConfig = (env: Environment = process.env): Config => loadConfig(configSchema, env);

export const settingsOf = (config: Config): PlatformSettings => ({
  ...usualSettings,
  youtubeApiKeys: config.YOUTUBE_API_KEYS,
  youtubeDailyQuota: config.YOUTUBE_DAILY_QUOTA,
  analyticsDailyQuota: config.ANALYTICS_DAILY_QUOTA,
  clients: config.OAUTH_CLIENTS,
  redirectUris: config.OAUTH_REDIRECT_URIS,
  consent: config.SANDBOX_CONSENT,
  googleIssuer: config.GOOGLE_ISSUER,
  codeTtlMs: config.OAUTH_CODE_TTL_S * 1_000,
  googleAccessTtlMs: config.GOOGLE_ACCESS_TTL_S * 1_000,
  googleRefreshTtlMs:
    config.GOOGLE_REFRESH_TTL_S === 0
      ? Number.POSITIVE_INFINITY
      : config.GOOGLE_REFRESH_TTL_S * 1_000,
  tiktokAccessTtlMs: config.TIKTOK_ACCESS_TTL_S * 1_000,
  tiktokRefreshTtlMs: config.TIKTOK_REFRESH_TTL_S * 1_000,
  metaCodeTtlMs: config.META_CODE_TTL_S * 1_000,
  metaShortTtlMs: config.META_SHORT_TTL_S * 1_000,
  metaLongTtlMs: config.META_LONG_TTL_S * 1_000,
  metaRefreshAgeMs: config.META_REFRESH_AGE_S * 1_000,
  instagramTokenForm: config.INSTAGRAM_TOKEN_FORM,
  limits: config.SANDBOX_LIMITS,
  oddPages: config.SANDBOX_ODD_PAGES,
  webhooks: webhookSettingsOf(config),
});
