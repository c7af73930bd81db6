import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What scripts read of a running system; see `npm start`. */
export interface RunFile {
  readonly api_url: string;
  readonly docs_url: string;
  readonly sandbox_url: string;
  readonly tenant_id: string;
  readonly user_id: string;
  readonly token: string;
  readonly scan_id: string | null;
  readonly pids: Readonly<Record<string, number>>;
  readonly engine_pids: Readonly<Record<string, number>>;
  readonly database_url: string;
  readonly redis_url: string;
}

export interface StartedSystem {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Settles with the exit code; null when killed. */
  readonly exited: Promise<number | null>;
}

/** A folder of its own for what `npm start` keeps, so that tests disturb no one. */
export function temporaryHome(): { dir: string; runFile: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'viral-scan-e2e-'));
  // The engines' account has to reach it.
  chmodSync(dir, 0o755);
  return {
    dir,
    runFile: join(dir, '.viral-scan', 'run.json'),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** `npm start -- args`, past the installation. */
export function start(
  home: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): StartedSystem {
  const child = spawn(process.execPath, [join(projectRoot, 'scripts/start/main.ts'), ...args], {
    env: { ...process.env, VIRAL_SCAN_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output: () => output, exited };
}

export const readRunFile = (file: string): RunFile => JSON.parse(readFileSync(file, 'utf8'));

/** Waits until the first scan of a started system has its report and it says how to go on. */
export async function untilUp(system: StartedSystem, runFile: string): Promise<RunFile> {
  await until(
    () => system.output().includes('Ctrl-C stops everything') || system.child.exitCode !== null,
    480_000,
    () => `the system did not come up:\n${system.output()}`,
  );
  if (!existsSync(runFile)) throw new Error(`no run.json:\n${system.output()}`);
  return readRunFile(runFile);
}

export async function until(
  holds: () => boolean | Promise<boolean>,
  patienceMs: number,
  complaint: () => string,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(complaint());
    await sleep(50);
  }
}

/** Ctrl-C, as a terminal sends it. */
export async function stop(system: StartedSystem): Promise<number | null> {
  if (system.child.exitCode === null) system.child.kill('SIGINT');
  return system.exited;
}

export class Caller {
  readonly #run: RunFile;

  constructor(run: RunFile) {
    this.#run = run;
  }

  async call<T>(path: string, init: RequestInit = {}): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.#run.api_url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.#run.token}`, ...init.headers },
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as T };
  }

  post<T>(path: string, body: unknown): Promise<{ status: number; body: T }> {
    return this.call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
