import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { platforms } from '@viral-scan/contracts';
import { freePort } from '@viral-scan/engines';
import type { Home } from './home.ts';
import { ioBoundFlags } from './io-bound-flags.ts';
import { algorithm, audience, issuer, keepSecret, type LocalIssuer } from './issuer.ts';
import type { StartOptions } from './options.ts';
import type { ServiceSpec } from './supervisor.ts';

/** Who calls, and who says so. */
export interface LocalCaller {
  readonly issuer: LocalIssuer;
  readonly tenantId: string;
  readonly userId: string;
}

export interface ServicePlan {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  /** In the order to start them. */
  readonly services: readonly ServiceSpec[];
  /** In the order to stop them: who takes work on first, who is asked last. */
  readonly stopOrder: readonly string[];
}

/** Where recorded worlds find their data. */
export const sharedDir = (projectRoot: string): string =>
  process.env.VIRAL_SCAN_SHARED ?? join(projectRoot, '..', 'shared');

/** Guards nothing: the sandbox holds no one's data, and people call it by hand. */
export const sandboxApiKey = 'sandbox-key';

/** Shown by the sandbox when it checks our callbacks; guards nothing either. */
export const sandboxVerifyToken = 'sandbox-verify-token';

/** Of the sandbox's own login pages; guards nothing either. */
const sandboxClient = { id: 'sandbox-client', secret: 'sandbox-secret' };

/**
 * Months of a world are collected in a minute of real time: limits that are meant for real time, ours
 * and the sandbox's, would make it hours.
 */
const unpaced = {
  PACE_USER_CALLS_PER_SECOND: '1000000',
  YOUTUBE_DAILY_UNITS: '1000000000',
  TIKTOK_CALLS_PER_SECOND: '1000000',
  TIKTOK_CALLS_PER_MINUTE: '1000000',
  TIKTOK_CALLS_PER_DAY: '1000000000',
  TIKTOK_DISPLAY_CALLS_PER_MINUTE: '1000000',
  INSTAGRAM_CALLS_PER_DAY: '1000000000',
  THREADS_CALLS_PER_DAY: '1000000000',
  THREADS_SEARCHES_PER_DAY: '1000000000',
  THREADS_PROFILE_CALLS_PER_DAY: '1000000000',
};
const noLimits = { SANDBOX_LIMITS: 'none' };

const preferredPorts = { api: 8080, sandbox: 8090 };

/** Names, addresses and environments of the processes of one start. */
export async function planServices(
  projectRoot: string,
  home: Home,
  options: StartOptions,
  stores: { readonly databaseUrl: string; readonly redisUrl: string },
  { issuer: localIssuer, ...caller }: LocalCaller,
  choosePort: (preferred: number) => Promise<number>,
): Promise<ServicePlan> {
  const ports = {
    api: await choosePort(preferredPorts.api),
    sandbox: await choosePort(preferredPorts.sandbox),
    collector: await freePort(),
    analyzer: await freePort(),
    dispatcher: await freePort(),
  };
  const url = (port: number): string => `http://127.0.0.1:${port}`;

  const base = {
    PATH: process.env.PATH ?? '',
    TZ: 'UTC',
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    INSTANCE_ID: randomUUID(),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    LOG_HASH_KEY: keepSecret(home, 'log-hash-key'),
    ...(process.env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && {
      OTEL_EXPORTER_OTLP_ENDPOINT: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
    }),
  };
  const worker = {
    ...base,
    DATABASE_URL: stores.databaseUrl,
    REDIS_URL: stores.redisUrl,
    CLOCK_URL: `${url(ports.sandbox)}/_sandbox/clock`,
  };
  const sandbox = url(ports.sandbox);
  const logins = {
    GOOGLE_CLIENT_ID: sandboxClient.id,
    GOOGLE_CLIENT_SECRET: sandboxClient.secret,
    GOOGLE_AUTHORIZE_URL: `${sandbox}/google/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_URL: `${sandbox}/google/token`,
    GOOGLE_REVOKE_URL: `${sandbox}/google/revoke`,
    YOUTUBE_BASE_URL: `${sandbox}/youtube/v3`,
    TIKTOK_CLIENT_KEY: sandboxClient.id,
    TIKTOK_CLIENT_SECRET: sandboxClient.secret,
    TIKTOK_DISPLAY_CLIENT_KEY: sandboxClient.id,
    TIKTOK_DISPLAY_CLIENT_SECRET: sandboxClient.secret,
    TIKTOK_AUTHORIZE_URL: `${sandbox}/tiktok/v2/auth/authorize/`,
    TIKTOK_ACCOUNTS_BASE_URL: `${sandbox}/tiktok/open_api/v1.3`,
    TIKTOK_DISPLAY_BASE_URL: `${sandbox}/tiktok`,
    INSTAGRAM_CLIENT_ID: sandboxClient.id,
    INSTAGRAM_CLIENT_SECRET: sandboxClient.secret,
    INSTAGRAM_AUTHORIZE_URL: `${sandbox}/instagram-www/oauth/authorize`,
    INSTAGRAM_TOKEN_URL: `${sandbox}/instagram-api/oauth/access_token`,
    INSTAGRAM_BASE_URL: `${sandbox}/instagram`,
    FACEBOOK_CLIENT_ID: sandboxClient.id,
    FACEBOOK_CLIENT_SECRET: sandboxClient.secret,
    FACEBOOK_AUTHORIZE_BASE_URL: `${sandbox}/facebook-www`,
    FACEBOOK_BASE_URL: `${sandbox}/facebook`,
    THREADS_CLIENT_ID: sandboxClient.id,
    THREADS_CLIENT_SECRET: sandboxClient.secret,
    THREADS_AUTHORIZE_URL: `${sandbox}/threads-www/oauth/authorize`,
    THREADS_BASE_URL: `${sandbox}/threads`,
    VAULT_MASTER_KEYS: `1:${Buffer.from(keepSecret(home, 'vault-master-key'), 'hex').toString('base64')}`,
    EGRESS_ALLOWED_ORIGINS: sandbox,
    PUBLIC_URL: url(ports.api),
    WEBSUB_SECRETS: keepSecret(home, 'websub-secret'),
  };
  const scraping = {
    // For whom a request from the broker is.
    SCRAPER_TENANT_ID: caller.tenantId,
    SCRAPER_USER_ID: caller.userId,
    ...givenTo('SCRAPER_'),
    ...givenTo('RATE_LIMIT_'),
    ...givenTo('EVENT_STREAM'),
    ...givenTo('REQUEST_STREAM'),
  };
  const partners = {
    VIRAL_ENGINE_URL: `${sandbox}/viral-engine`,
    ORCHESTRATOR_URL: `${sandbox}/orchestrator`,
    ...givenTo('VIRAL_ENGINE_'),
    ...givenTo('ORCHESTRATOR_'),
  };
  const spec = (name: string, port: number, env: Record<string, string>): ServiceSpec => ({
    name,
    entry: join(projectRoot, 'services', name, 'src', 'main.ts'),
    flags: isIoBound(name) ? ioBoundFlags : [],
    env: { ...env, PORT: String(port) },
    logFile: home.path('logs', `${name}.log`),
    healthUrl: `${url(port)}/health`,
  });
  return {
    apiUrl: url(ports.api),
    sandboxUrl: url(ports.sandbox),
    services: [
      spec('platform-sandbox', ports.sandbox, {
        ...base,
        WORLD: options.world,
        WORLD_SEED: String(options.seed),
        SHARED_DIR: sharedDir(projectRoot),
        YOUTUBE_API_KEYS: sandboxApiKey,
        ...noLimits,
      }),
      spec('scan-api', ports.api, {
        ...worker,
        JWT_ISSUER: issuer,
        JWT_AUDIENCE: audience,
        JWT_ALGORITHM: algorithm,
        JWT_PUBLIC_KEY_FILE: localIssuer.publicKeyFile,
        ...logins,
        ...unpaced,
        ...scraping,
        ...givenTo('RETURN_'),
        META_VERIFY_TOKENS: sandboxVerifyToken,
      }),
      spec('dispatcher', ports.dispatcher, {
        ...worker,
        ...logins,
        ...scraping,
        ...partners,
        // The start collects its world itself, day by day.
        COLLECTION_SCHEDULE_EVERY_MS: '0',
        WEBSUB_HUB_URL: `${sandbox}/websub/subscribe`,
        // It belongs to no platform.
        RETENTION_DAYS: platforms.map((name) => `${name}=never,${name}:public=never`).join(','),
        ...givenTo('COLLECTION_'),
        ...givenTo('ERASURE_'),
        ...givenTo('RETENTION_'),
      }),
      spec('collector', ports.collector, {
        ...worker,
        ...logins,
        ...unpaced,
        YOUTUBE_ANALYTICS_BASE_URL: `${url(ports.sandbox)}/youtubeanalytics/v2`,
        // The world of a file has no platforms to ask.
        ...(options.world !== 'file' && { YOUTUBE_API_KEY: sandboxApiKey }),
      }),
      spec('analyzer', ports.analyzer, { ...worker, ...givenTo('ANALYZER_') }),
    ],
    stopOrder: ['scan-api', 'dispatcher', 'collector', 'analyzer', 'platform-sandbox'],
  };
}

/** Variables of one service that the caller of the start has set. */
const givenTo = (prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith(prefix) && value !== undefined ? [[name, value]] : [],
    ),
  );

const isIoBound = (name: string): boolean => ['scan-api', 'collector', 'dispatcher'].includes(name);
