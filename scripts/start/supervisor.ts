import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceSpec {
  readonly name: string;
  readonly entry: string;
  /** Of Node itself. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly healthUrl: string;
  /** Called when it answers again after it died. */
  readonly onRestarted?: () => Promise<void>;
}

const firstBackOffMs = 250;
const longestBackOffMs = 10_000;
/** A service that lived this long starts over with the shortest back-off. */
const settledMs = 30_000;
const stopPatienceMs = 12_000;

/** Runs services as separate processes: one that dies is started again, later each time. */
export class Supervisor {
  readonly #running = new Map<string, ChildProcess>();
  readonly #onPids: (pids: Record<string, number>) => void;
  readonly #log: (line: string) => void;
  #stopping = false;

  constructor(onPids: (pids: Record<string, number>) => void, log: (line: string) => void) {
    this.#onPids = onPids;
    this.#log = log;
  }

  get pids(): Record<string, number> {
    return Object.fromEntries(
      [...this.#running].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid]])),
    );
  }

  /** Starts the service and resolves when its /health answers. */
  async start(spec: ServiceSpec): Promise<void> {
    if (this.#stopping) throw new Error(`${spec.name} is not started any more: we are stopping`);
    this.#keepAlive(spec, firstBackOffMs);
    await untilHealthy(spec);
  }

  /** Asks all of them to end, in the order given, and kills what does not within 12 s. */
  async stop(order: readonly string[]): Promise<void> {
    this.#stopping = true;
    for (const name of order) {
      const child = this.#running.get(name);
      if (child === undefined) continue;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const patience = new AbortController();
      await Promise.race([
        gone,
        sleep(stopPatienceMs, undefined, { signal: patience.signal })
          .then(() => child.kill('SIGKILL'))
          .then(() => gone)
          .catch(() => undefined),
      ]);
      patience.abort();
    }
  }

  #keepAlive(spec: ServiceSpec, backOffMs: number): void {
    if (this.#stopping) return;
    const log = openSync(spec.logFile, 'a', 0o600);
    const startedAt = Date.now();
    const child = spawn(process.execPath, [...spec.flags, spec.entry], {
      env: { ...spec.env, VIRAL_SCAN_PARENT_PID: String(process.pid) },
      stdio: ['ignore', log, log],
      // Out of the terminal's process group: Ctrl-C reaches us, and we stop them in order.
      detached: true,
    });
    closeSync(log);
    this.#running.set(spec.name, child);
    this.#onPids(this.pids);
    child.once('exit', (code, signal) => {
      this.#running.delete(spec.name);
      if (this.#stopping) return;
      const settled = Date.now() - startedAt > settledMs;
      const delayMs = settled ? firstBackOffMs : backOffMs;
      this.#log(`${spec.name} ended (${signal ?? `code ${code}`}): started again in ${delayMs} ms`);
      setTimeout(() => {
        this.#keepAlive(spec, Math.min(delayMs * 2, longestBackOffMs));
        if (spec.onRestarted === undefined) return;
        untilHealthy(spec)
          .then(spec.onRestarted)
          .catch((error: unknown) => this.#log(`${spec.name}: ${String(error)}`));
      }, delayMs);
    });
    child.once('error', (error) => this.#log(`${spec.name} cannot be started: ${error.message}`));
  }
}

/** Somebody else answers where one of our services should. */
export class PortTaken extends Error {}

async function untilHealthy({ name, healthUrl, logFile, env }: ServiceSpec): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const instance = await instanceAt(healthUrl);
    if (instance === env.INSTANCE_ID) return;
    if (instance !== null) {
      throw new PortTaken(
        `${new URL(healthUrl).host} was taken by another process while ${name} came up`,
      );
    }
    if (Date.now() > deadline) throw new Error(`${name} did not come up:\n${tail(logFile)}`);
    await sleep(50);
  }
}

/** Who answers there: its instance, empty for a stranger; null when nobody does. */
async function instanceAt(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.headers.get('x-viral-scan-instance') ?? '';
  } catch {
    return null;
  }
}

/** The last lines of a log, for the person who has to find out. */
export function tail(file: string, lines = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}
