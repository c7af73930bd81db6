import type { Runtime } from '@viral-scan/runtime';
import { type DispatchDeps, reconcile, relayOutbox } from '@viral-scan/scan';

export interface DispatchLoopOptions {
  readonly pollMs: number;
  readonly reconcileEveryMs: number;
  readonly silentMs: number;
}

const batch = 100;

/**
 * Relays the outbox whenever a row is announced (and at the latest every `pollMs`), and looks
 * after silent scans in between. Failures are logged and tried again: both are repeatable.
 */
export class DispatchLoop {
  readonly #deps: DispatchDeps;
  readonly #runtime: Pick<Runtime, 'logger' | 'metrics' | 'shutdown'>;
  readonly #options: DispatchLoopOptions;
  #wake = Promise.withResolvers<void>();

  constructor(
    deps: DispatchDeps,
    runtime: Pick<Runtime, 'logger' | 'metrics' | 'shutdown'>,
    options: DispatchLoopOptions,
  ) {
    this.#deps = deps;
    this.#runtime = runtime;
    this.#options = options;
  }

  /** There may be something in the outbox. */
  readonly wake = (): void => this.#wake.resolve();

  /** Runs both until the shutdown begins. */
  async run(): Promise<void> {
    const { signal } = this.#runtime.shutdown;
    signal.addEventListener('abort', this.wake);
    await Promise.all([this.#relay(signal), this.#reconcile(signal)]);
  }

  async #relay(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const announced = this.#wake.promise;
      const relayed = await this.#attempt('relaying the outbox', () =>
        relayOutbox(this.#deps, batch),
      );
      if (relayed === batch) continue;
      await this.#pause(this.#options.pollMs, announced);
      if (this.#wake.promise === announced) this.#wake = Promise.withResolvers<void>();
    }
  }

  async #reconcile(signal: AbortSignal): Promise<void> {
    const { logger, metrics } = this.#runtime;
    while (!signal.aborted) {
      const revived = await this.#attempt('reconciling', () =>
        reconcile(this.#deps, this.#options.silentMs, batch),
      );
      for (const scanId of revived ?? []) {
        metrics.redispatched.inc();
        logger.warn({ scan_id: scanId }, 'a silent scan was dispatched again');
      }
      if (revived !== null && revived.length > 0) this.wake();
      await this.#attempt('measuring the outbox', () => this.#measure());
      // A promise of its own for each pause: one that outlives them all would remember them all.
      const ended = Promise.withResolvers<void>();
      const end = (): void => ended.resolve();
      if (signal.aborted) end();
      signal.addEventListener('abort', end);
      await this.#pause(this.#options.reconcileEveryMs, ended.promise);
      signal.removeEventListener('abort', end);
    }
  }

  async #measure(): Promise<void> {
    const { waiting, oldestSeconds } = await this.#deps.dispatch.outboxLag();
    this.#runtime.metrics.outboxWaiting.set(waiting);
    this.#runtime.metrics.outboxOldestSeconds.set(oldestSeconds);
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.#runtime.logger.warn({ err: error }, `${what} failed and will be tried again`);
      return null;
    }
  }

  async #pause(ms: number, early: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([early, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
    clearTimeout(timer);
  }
}
