import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { audience, issuer, type LocalIssuer } from '../local-issuer.ts';

export interface ApiProcess {
  readonly url: string;
  /** What it has logged so far, one JSON a line. */
  said(): string;
  kill(): void;
}

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The service as it is deployed, once it listens. */
export async function apiProcess(
  { publicPem }: LocalIssuer,
  env: Readonly<Record<string, string>>,
): Promise<ApiProcess> {
  const dir = mkdtempSync(join(tmpdir(), 'viral-scan-api-'));
  const keyFile = join(dir, 'issuer.pem');
  writeFileSync(keyFile, publicPem);
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      LOG_HASH_KEY: 'k'.repeat(32),
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: audience,
      JWT_PUBLIC_KEY_FILE: keyFile,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  const kill = (): void => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await vi.waitUntil(() => said.includes('listening at http'), { timeout: 20_000 });
  } catch (error) {
    kill();
    throw new Error(`the service does not start: ${said}`, { cause: error });
  }
  return { url: /listening at (http:[^"]+)/.exec(said)?.[1] ?? '', said: () => said, kill };
}
