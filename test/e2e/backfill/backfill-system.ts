import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { ScanStatus } from '@viral-scan/contracts';
import { type TestDatabase, testDatabase } from '@viral-scan/testing';
import { inject } from 'vitest';
import { Api } from '../../../scripts/start/api.ts';
import { connectAccount } from '../../../scripts/start/connect.ts';
import { openHome } from '../../../scripts/start/home.ts';
import { algorithm, audience, issuer, openIssuer } from '../../../scripts/start/issuer.ts';
import type { ConnectableAccount } from '../../../scripts/start/sandbox.ts';
import { temporaryHome, until } from '../harness.ts';
import { SandboxControl } from './sandbox-control.ts';
import { ServiceProcess } from './service-process.ts';

export interface BackfillOptions {
  /** For each a TikTok account and a YouTube channel with so many posts. */
  readonly bulkPosts: readonly number[];
  /** As `SANDBOX_LIMITS`. */
  readonly limits: string;
  /** Of the sandbox; default 10,000. */
  readonly youtubeDailyUnits?: number;
  /** Of the collector, and of the API that asks whose account was connected. */
  readonly pace: Readonly<Record<string, string>>;
  /** Starts an analyzer, too: scans have reports then. */
  readonly analyzes?: boolean;
}

/** Limits of TikTok and our pace, the same on both sides; calls a second. */
export const tiktokLimits = ({ app, user }: { readonly app: number; readonly user: number }) => ({
  limits: [`app:${app}/1`, `app:${app * 60}/60`, `user:${user}/1`]
    .map((rule) => `tiktok-accounts:${rule}`)
    .join(','),
  pace: {
    TIKTOK_CALLS_PER_SECOND: String(app),
    TIKTOK_CALLS_PER_MINUTE: String(app * 60),
    PACE_USER_CALLS_PER_SECOND: String(user),
  },
});

/** A user with one connected account. */
export interface ConnectedUser {
  readonly id: string;
  readonly token: string;
  readonly api: Api;
  readonly ref: string;
}

export interface BackfillSystem {
  readonly sandbox: SandboxControl;
  readonly database: TestDatabase;
  readonly apiUrl: string;
  readonly dispatcher: ServiceProcess;
  /** Not started yet: each test has fresh ones. */
  readonly collector: ServiceProcess;
  /** As the vault seals the tokens of connections. */
  readonly masterKeys: string;
  /** Where our services log; the sandbox is no service of ours. */
  readonly logFiles: readonly string[];
  connect(account: Omit<ConnectableAccount, 'name'>): Promise<ConnectedUser>;
  stop(): Promise<void>;
}

/** The services of an installation, each its own process, with the sandbox as their platforms. */
export async function startBackfillSystem(options: BackfillOptions): Promise<BackfillSystem> {
  const folder = temporaryHome();
  const home = openHome(folder.dir);
  const database = await testDatabase();
  const localIssuer = await openIssuer(home);
  const ports = {
    sandbox: await freePort(),
    api: await freePort(),
    dispatcher: await freePort(),
    collector: await freePort(),
    analyzer: await freePort(),
  };
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  const sandboxUrl = url(ports.sandbox);
  const base = {
    PATH: process.env.PATH ?? '',
    TZ: 'UTC',
    NODE_ENV: 'development',
    LOG_HASH_KEY: 'only-for-this-test',
    LOG_LEVEL: 'info',
  };
  const worker = {
    ...base,
    DATABASE_URL: database.url,
    REDIS_URL: inject('redisUrl'),
    QUEUE_PREFIX: `backfill-${randomBytes(4).toString('hex')}`,
    CLOCK_URL: `${sandboxUrl}/_sandbox/clock`,
  };
  const logins = {
    GOOGLE_CLIENT_ID: 'sandbox-client',
    GOOGLE_CLIENT_SECRET: 'sandbox-secret',
    GOOGLE_AUTHORIZE_URL: `${sandboxUrl}/google/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_URL: `${sandboxUrl}/google/token`,
    GOOGLE_REVOKE_URL: `${sandboxUrl}/google/revoke`,
    YOUTUBE_BASE_URL: `${sandboxUrl}/youtube/v3`,
    TIKTOK_CLIENT_KEY: 'sandbox-client',
    TIKTOK_CLIENT_SECRET: 'sandbox-secret',
    TIKTOK_AUTHORIZE_URL: `${sandboxUrl}/tiktok/v2/auth/authorize/`,
    TIKTOK_ACCOUNTS_BASE_URL: `${sandboxUrl}/tiktok/open_api/v1.3`,
    VAULT_MASTER_KEYS: `1:${randomBytes(32).toString('base64')}`,
    EGRESS_ALLOWED_ORIGINS: sandboxUrl,
  };
  const service = (name: string, port: number, env: Readonly<Record<string, string>>) =>
    new ServiceProcess(name, { ...env, PORT: String(port) }, home.path('logs', `${name}.log`));
  const platforms = service('platform-sandbox', ports.sandbox, {
    ...base,
    WORLD: 'sample',
    SANDBOX_BULK_POSTS: options.bulkPosts.join(','),
    SANDBOX_CONSENT: 'auto',
    SANDBOX_LIMITS: options.limits,
    YOUTUBE_DAILY_QUOTA: String(options.youtubeDailyUnits ?? 10_000),
  });
  const api = service('scan-api', ports.api, {
    ...worker,
    ...logins,
    ...options.pace,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
    JWT_ALGORITHM: algorithm,
    JWT_PUBLIC_KEY_FILE: localIssuer.publicKeyFile,
    PUBLIC_URL: url(ports.api),
  });
  const dispatcher = service('dispatcher', ports.dispatcher, {
    ...worker,
    ...logins,
    // A collection by schedule would read the same accounts beside ours.
    COLLECTION_SCHEDULE_EVERY_MS: '0',
  });
  const collector = service('collector', ports.collector, {
    ...worker,
    ...logins,
    ...options.pace,
  });
  const analyzer = service('analyzer', ports.analyzer, worker);
  const tenantId = randomUUID();
  const stop = async (): Promise<void> => {
    const ours = [api, dispatcher, collector, analyzer];
    for (const each of [...ours, platforms]) await each.end('SIGTERM');
    await database.drop();
    folder.remove();
  };
  try {
    await platforms.start();
    const further = options.analyzes === true ? [analyzer.start()] : [];
    await Promise.all([api.start(), dispatcher.start(), ...further]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sandbox: new SandboxControl(sandboxUrl),
    database,
    apiUrl: url(ports.api),
    dispatcher,
    collector,
    masterKeys: logins.VAULT_MASTER_KEYS,
    logFiles: ['scan-api', 'dispatcher', 'collector', 'analyzer'].map((name) =>
      home.path('logs', `${name}.log`),
    ),
    async connect(account) {
      const id = randomUUID();
      const token = await localIssuer.tokenFor(tenantId, id);
      const user = new Api(url(ports.api), token);
      const ref = await connectAccount(user, { ...account, name: account.id });
      return { id, token, api: user, ref };
    },
    stop,
  };
}

/** Takes a collection of the whole account on. */
export async function beginCollection(
  { api, ref }: ConnectedUser,
  insights = true,
): Promise<string> {
  const body = { accounts: [ref], lookback_days: 365, insights };
  const answer = await api.post<{ readonly scan_id: string }>('/collections', body);
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return answer.body.scan_id;
}

export async function untilEnded({ api }: ConnectedUser, scanId: string): Promise<ScanStatus> {
  let status: ScanStatus | null = null;
  await until(
    async () => {
      status = (await api.get<ScanStatus>(`/scan/status/${scanId}`)).body;
      return status.completed_at !== null;
    },
    300_000,
    () => `still ${JSON.stringify(status)}`,
  );
  if (status === null) throw new Error('there is no status');
  return status;
}

/** `@viral-scan/engines` cannot be loaded inside vitest. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
