import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ioBoundFlags } from '../../scripts/start/io-bound-flags.ts';

const entry = fileURLToPath(new URL('../../services/scan-api/src/main.ts', import.meta.url));

export interface ApiProcess {
  readonly url: URL;
  /** 0 while there is none. */
  readonly pid: number;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it answers. */
  start(): Promise<void>;
}

/** A scan-api process as an installation has it, that takes deliveries of TikTok. */
export async function apiProcess(options: {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly port: number;
  /** For key and log. */
  readonly folder: string;
  readonly secret: string;
}): Promise<ApiProcess> {
  const { databaseUrl, redisUrl, port, folder, secret } = options;
  const keyFile = join(folder, 'issuer.pem');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const url = new URL(`http://127.0.0.1:${port}`);
  let child: ChildProcess | null = null;
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    LOG_HASH_KEY: 'only-for-this-measurement',
    JWT_ISSUER: 'bench',
    JWT_AUDIENCE: 'viral-scan',
    JWT_PUBLIC_KEY_FILE: keyFile,
    PUBLIC_URL: url.origin,
    TIKTOK_CLIENT_KEY: 'a client key',
    TIKTOK_CLIENT_SECRET: secret,
    VAULT_MASTER_KEYS: `1:${randomBytes(32).toString('base64')}`,
    VIRAL_SCAN_PARENT_PID: String(process.pid),
  };
  const started: ApiProcess = {
    url,
    get pid() {
      return child?.pid ?? 0;
    },
    async start() {
      const log = openSync(join(folder, 'scan-api.log'), 'a', 0o600);
      const api = spawn(process.execPath, [...ioBoundFlags, entry], {
        stdio: ['ignore', log, log],
        env,
      });
      closeSync(log);
      child = api;
      for (let attempt = 0; attempt < 600 && api.exitCode === null; attempt += 1) {
        const answer = await fetch(new URL('/health', url)).catch(() => null);
        if (answer?.ok) return;
        await sleep(50);
      }
      throw new Error('scan-api did not come up');
    },
    async kill() {
      const api = child;
      child = null;
      if (api === null || api.exitCode !== null || api.signalCode !== null) return;
      const gone = new Promise((resolve) => api.once('exit', resolve));
      api.kill('SIGKILL');
      await gone;
    },
  };
  await started.start();
  return started;
}
