import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ImportResult } from '@viral-scan/contracts';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { ioBoundFlags } from '../../scripts/start/io-bound-flags.ts';

const entry = fileURLToPath(new URL('../../services/scan-api/src/main.ts', import.meta.url));

export interface ImportMeasure {
  readonly result: ImportResult;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Highest resident memory of the API process since its start. */
  readonly peakMebibytes: number;
}

/** Imports a file through a scan-api process of its own, over HTTP, as a user would. */
export async function measureImport(options: {
  readonly file: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly port: number;
  /** For the key file. */
  readonly folder: string;
}): Promise<ImportMeasure> {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const keyFile = join(options.folder, `${randomUUID()}.pem`);
  writeFileSync(keyFile, await exportSPKI(keys.publicKey));
  const token = await new SignJWT({ tenant: randomUUID(), scope: 'import:write' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('bench')
    .setAudience('viral-scan')
    .setSubject(randomUUID())
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(keys.privateKey);
  const api = spawn(process.execPath, [...ioBoundFlags, entry], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: String(options.port),
      DATABASE_URL: options.databaseUrl,
      REDIS_URL: options.redisUrl,
      LOG_HASH_KEY: 'only-for-this-benchmark',
      LOG_LEVEL: 'error',
      JWT_ISSUER: 'bench',
      JWT_AUDIENCE: 'viral-scan',
      JWT_PUBLIC_KEY_FILE: keyFile,
    },
  });
  const url = `http://127.0.0.1:${options.port}`;
  try {
    await untilHealthy(api, url);
    const startedAt = performance.now();
    const response = await fetch(`${url}/imports?kind=posts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: Readable.toWeb(createReadStream(options.file)) as ReadableStream,
      duplex: 'half',
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the import was refused: ${text}`);
    const seconds = (performance.now() - startedAt) / 1_000;
    const result: ImportResult = JSON.parse(text);
    return {
      result,
      seconds,
      rowsPerSecond: result.rows / seconds,
      peakMebibytes: peakMebibytes(api.pid ?? 0),
    };
  } finally {
    const gone = new Promise((resolve) => api.once('exit', resolve));
    api.kill('SIGTERM');
    await gone;
  }
}

async function untilHealthy(api: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (api.exitCode !== null) break;
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error('scan-api did not come up');
}

function peakMebibytes(pid: number): number {
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1_024;
}
