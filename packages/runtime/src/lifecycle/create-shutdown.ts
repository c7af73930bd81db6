import { withDeadline } from './with-deadline.ts';

/** In this order: no new work, finish what runs, close what it used. */
export const shutdownPhases = ['stopAccepting', 'drain', 'close'] as const;
export type ShutdownPhase = (typeof shutdownPhases)[number];

interface ShutdownLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What of the process is used; tests pass their own. */
export interface ProcessEvents {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  exit(code: number): void;
}

export interface ShutdownOptions {
  readonly logger: ShutdownLogger;
  /** For all phases together; then the process exits with code 1, whatever still runs. */
  readonly timeoutMs: number;
  readonly signals?: readonly NodeJS.Signals[];
  readonly process?: ProcessEvents;
}

export interface Shutdown {
  /** Tasks of a phase run at once; one that throws is logged and stops no other. */
  register(phase: ShutdownPhase, name: string, task: () => void | Promise<void>): void;
  /** Begins (or joins) the shutdown; the process exits at its end. */
  begin(reason: string, exitCode?: number): Promise<void>;
  /** Aborts when the shutdown begins: for sleeps and waits, and to answer "not ready". */
  readonly signal: AbortSignal;
  /** Stops listening to the process; for tests. */
  dispose(): void;
}

/** Ctrl-C reaches a whole process group, whose leader then passes it on: that is one wish. */
const sameWishMs = 1_000;

/**
 * Ends a service in phases on SIGTERM or SIGINT. A later second signal exits at once. An unhandled
 * rejection or exception is logged and ends the service with code 1.
 */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { logger, timeoutMs, signals = ['SIGTERM', 'SIGINT'] } = options;
  const host = options.process ?? (process as ProcessEvents);
  const tasks: { phase: ShutdownPhase; name: string; task: () => void | Promise<void> }[] = [];
  const started = new AbortController();
  let running: Promise<void> | undefined;
  let exitCode = 0;

  const runPhase = async (phase: ShutdownPhase) => {
    const due = tasks.filter((entry) => entry.phase === phase);
    await Promise.all(
      due.map(async ({ name, task }) => {
        try {
          await task();
        } catch (error) {
          logger.warn({ err: error, phase, task: name }, 'a shutdown task failed');
        }
      }),
    );
  };

  const run = async (reason: string) => {
    logger.info({ reason }, 'shutting down');
    started.abort(new Error(`shutting down: ${reason}`));
    const inTime = await withDeadline(timeoutMs, async () => {
      for (const phase of shutdownPhases) await runPhase(phase);
    });
    if (!inTime) {
      logger.error({ timeout_ms: timeoutMs }, 'shutdown took too long, exiting anyway');
      exitCode = 1;
    } else {
      logger.info({ exit_code: exitCode }, 'shut down');
    }
    host.exit(exitCode);
  };

  const begin = (reason: string, code = 0): Promise<void> => {
    exitCode = Math.max(exitCode, code);
    running ??= run(reason);
    return running;
  };

  let firstSignalAtMs = 0;
  const onSignal = (signal: unknown) => {
    if (running === undefined) {
      firstSignalAtMs = performance.now();
      void begin(String(signal));
    } else if (performance.now() - firstSignalAtMs > sameWishMs) {
      logger.warn({ reason: String(signal) }, 'second signal, exiting at once');
      host.exit(1);
    }
  };
  const onFatal = (kind: string) => (error: unknown) => {
    logger.error({ err: error, error_type: kind }, 'unexpected error, the service ends');
    void begin(kind, 1);
  };
  const listeners: [string, (...args: unknown[]) => void][] = [
    ...signals.map((name): [string, (...args: unknown[]) => void] => [name, onSignal]),
    ['unhandledRejection', onFatal('unhandledRejection')],
    ['uncaughtException', onFatal('uncaughtException')],
  ];
  for (const [event, listener] of listeners) host.on(event, listener);

  return {
    register: (phase, name, task) => void tasks.push({ phase, name, task }),
    begin,
    signal: started.signal,
    dispose: () => {
      for (const [event, listener] of listeners) host.off(event, listener);
    },
  };
}
