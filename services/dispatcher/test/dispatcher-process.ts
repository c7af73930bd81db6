import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '@viral-scan/testing';
import { expect, inject, onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface DispatcherProcess {
  readonly child: ChildProcess;
  /** What it wrote to its log. */
  readonly said: () => string;
  /** Its metrics, as lines. */
  readonly metrics: () => Promise<string>;
}

/** A process of its own, once it works. */
export async function dispatcherProcess(
  database: TestDatabase,
  env: Readonly<Record<string, string>> = {},
): Promise<DispatcherProcess> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      LOG_HASH_KEY: 'k'.repeat(32),
      DATABASE_URL: database.url,
      REDIS_URL: inject('redisUrl'),
      QUEUE_PREFIX: `test-${crypto.randomUUID().slice(0, 13)}`,
      EVENT_STREAM: `test-${crypto.randomUUID()}`,
      REQUEST_STREAM: `test-${crypto.randomUUID()}`,
      COLLECTION_SCHEDULE_EVERY_MS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (line) => {
    said += line;
  });
  await expect.poll(() => said, { timeout: 15_000 }).toContain('ready to work');
  const url = /"url":"([^"]+)","msg":"ready to work"/.exec(said)?.[1] ?? '';
  return {
    child,
    said: () => said,
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
  };
}
