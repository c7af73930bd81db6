import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface StartedSystem {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly token: string;
  readonly scanId: string;
  readonly pids: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

interface RunFile {
  readonly api_url: string;
  readonly sandbox_url: string;
  readonly token: string;
  readonly scan_id: string | null;
  readonly pids: Readonly<Record<string, number>>;
}

const main = fileURLToPath(new URL('../../scripts/start/main.ts', import.meta.url));
const patienceMs = 300_000;

/** The whole system as `npm start` brings it up, in a folder of its own. */
export async function startSystem(env: Readonly<Record<string, string>>): Promise<StartedSystem> {
  const home = mkdtempSync(join(tmpdir(), 'viral-scan-bench-'));
  chmodSync(home, 0o755);
  const runFile = join(home, '.viral-scan', 'run.json');
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, VIRAL_SCAN_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGINT');
    await exited;
    rmSync(home, { recursive: true, force: true });
  };
  const deadline = Date.now() + patienceMs;
  while (!output.includes('Ctrl-C stops everything') || !existsSync(runFile)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the system did not come up:\n${output}`);
    }
    await sleep(200);
  }
  const run = JSON.parse(readFileSync(runFile, 'utf8')) as RunFile;
  return {
    apiUrl: run.api_url,
    sandboxUrl: run.sandbox_url,
    token: run.token,
    scanId: run.scan_id ?? '',
    pids: run.pids,
    stop,
  };
}
