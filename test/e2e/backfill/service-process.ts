import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ioBoundFlags } from '../../../scripts/start/io-bound-flags.ts';
import { tail } from '../../../scripts/start/supervisor.ts';
import { projectRoot, until } from '../harness.ts';

/** One process of a service, started as an installation starts it. */
export class ServiceProcess {
  readonly #name: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #logFile: string;
  #child: ChildProcess | null = null;

  constructor(name: string, env: Readonly<Record<string, string>>, logFile: string) {
    this.#name = name;
    this.#env = env;
    this.#logFile = logFile;
  }

  /** Resolves when its /health answers. */
  async start(): Promise<void> {
    const log = openSync(this.#logFile, 'a', 0o600);
    const entry = join(projectRoot, 'services', this.#name, 'src', 'main.ts');
    const flags = this.#name === 'platform-sandbox' ? [] : ioBoundFlags;
    const child = spawn(process.execPath, [...flags, entry], {
      env: { ...this.#env, VIRAL_SCAN_PARENT_PID: String(process.pid) },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    const isUp = () =>
      fetch(`http://127.0.0.1:${this.#env.PORT}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    const complaint = () => `${this.#name} did not come up:\n${this.lastWords()}`;
    await until(async () => child.exitCode !== null || (await isUp()), 60_000, complaint);
    if (child.exitCode !== null) throw new Error(complaint());
  }

  /** `SIGKILL` is kill -9. Resolves when it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** What it said last, for the person who has to find out. */
  lastWords(): string {
    return tail(this.#logFile);
  }

  /** Highest resident memory since its start. */
  peakMebibytes(): number {
    const status = readFileSync(`/proc/${this.#child?.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
  }
}
