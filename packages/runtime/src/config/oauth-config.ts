import { z } from 'zod';
import { httpUrlVariable } from './service-config.ts';

const optional = z.string().min(1).max(1_000).optional();

/** Comma list of exact origins, such as `https://app.example,http://localhost:3000`. */
export const originsVariable = z
  .string()
  .default('')
  .transform((list) => list.split(',').flatMap((origin) => origin.trim() || []))
  .refine(
    (origins) =>
      origins.every((origin) => URL.parse(origin)?.origin === origin && !origin.includes('*')),
    'must be a comma list of origins such as https://app.example, without path or wildcard',
  );

/**
 * Logins of the platforms, the same for all services that connect accounts or read them: to pick
 * from, as `serviceConfig`. A platform whose client is not set cannot be connected.
 */
export const oauthConfig = {
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GOOGLE_AUTHORIZE_URL: httpUrlVariable.default('https://accounts.google.com/o/oauth2/v2/auth'),
  GOOGLE_TOKEN_URL: httpUrlVariable.default('https://oauth2.googleapis.com/token'),
  GOOGLE_REVOKE_URL: httpUrlVariable.default('https://oauth2.googleapis.com/revoke'),
  /** The `iss` that Google's answers must carry; absent: its own, where they carry any. */
  GOOGLE_ISSUER: optional,
  YOUTUBE_BASE_URL: httpUrlVariable.default('https://www.googleapis.com/youtube/v3'),
  /** Of the app that was admitted to the Accounts API. */
  TIKTOK_CLIENT_KEY: optional,
  TIKTOK_CLIENT_SECRET: optional,
  /** Of an app with Login Kit and the Display API. */
  TIKTOK_DISPLAY_CLIENT_KEY: optional,
  TIKTOK_DISPLAY_CLIENT_SECRET: optional,
  TIKTOK_AUTHORIZE_URL: httpUrlVariable.default('https://www.tiktok.com/v2/auth/authorize/'),
  TIKTOK_ACCOUNTS_BASE_URL: httpUrlVariable.default(
    'https://business-api.tiktok.com/open_api/v1.3',
  ),
  TIKTOK_DISPLAY_BASE_URL: httpUrlVariable.default('https://open.tiktokapis.com'),
  /** Of the newest Graph API that this release was made for; both doors of Instagram speak it. */
  GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must be such as v25.0')
    .default('v25.0'),
  /** Of an app with Instagram Login. */
  INSTAGRAM_CLIENT_ID: optional,
  INSTAGRAM_CLIENT_SECRET: optional,
  INSTAGRAM_AUTHORIZE_URL: httpUrlVariable.default('https://www.instagram.com/oauth/authorize'),
  INSTAGRAM_TOKEN_URL: httpUrlVariable.default('https://api.instagram.com/oauth/access_token'),
  INSTAGRAM_BASE_URL: httpUrlVariable.default('https://graph.instagram.com'),
  /** Of an app with Facebook Login: reads Instagram accounts through their Pages. */
  FACEBOOK_CLIENT_ID: optional,
  FACEBOOK_CLIENT_SECRET: optional,
  /** Without the version. */
  FACEBOOK_AUTHORIZE_BASE_URL: httpUrlVariable.default('https://www.facebook.com'),
  FACEBOOK_BASE_URL: httpUrlVariable.default('https://graph.facebook.com'),
  THREADS_CLIENT_ID: optional,
  THREADS_CLIENT_SECRET: optional,
  THREADS_AUTHORIZE_URL: httpUrlVariable.default('https://www.threads.net/oauth/authorize'),
  /** Without the version: tokens are exchanged at the root of the host. */
  THREADS_BASE_URL: httpUrlVariable.default('https://graph.threads.net'),
  /** Seals the tokens; `2:KEY,1:KEY`, the current one first. Needed where a client is set. */
  VAULT_MASTER_KEYS: optional,
} as const;

const clients = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['TIKTOK_CLIENT_KEY', 'TIKTOK_CLIENT_SECRET'],
  ['TIKTOK_DISPLAY_CLIENT_KEY', 'TIKTOK_DISPLAY_CLIENT_SECRET'],
  ['INSTAGRAM_CLIENT_ID', 'INSTAGRAM_CLIENT_SECRET'],
  ['FACEBOOK_CLIENT_ID', 'FACEBOOK_CLIENT_SECRET'],
  ['THREADS_CLIENT_ID', 'THREADS_CLIENT_SECRET'],
] as const;
type Name = (typeof clients)[number][number] | 'VAULT_MASTER_KEYS';

/** For `superRefine`: a client comes with its secret, and with keys to seal its tokens. */
export function checkOauthConfig(
  config: { readonly [name in Name]?: unknown },
  context: z.core.$RefinementCtx,
): void {
  const missing = (variable: Name, message: string): void =>
    context.addIssue({ code: 'custom', path: [variable], message });
  for (const [id, secret] of clients) {
    if (config[id] !== undefined && config[secret] === undefined) {
      missing(secret, `must be set together with ${id}`);
    }
    if (config[id] === undefined && config[secret] !== undefined) {
      missing(id, `must be set together with ${secret}`);
    }
    if (config[id] !== undefined && config.VAULT_MASTER_KEYS === undefined) {
      missing('VAULT_MASTER_KEYS', `must be set where ${id} is`);
    }
  }
}
