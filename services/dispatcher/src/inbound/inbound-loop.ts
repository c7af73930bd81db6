import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '@viral-scan/runtime';
import { type SettleDeps, settleInbound } from '@viral-scan/scan';

export interface InboundLoopOptions {
  /** How long events and asked accounts are left alone when nothing announced any. */
  readonly pollMs: number;
  /** From the announcement on, for what comes at about the same time. */
  readonly gatherMs?: number;
}

const measureEveryMs = 5_000;

/**
 * Deals with the events of platforms whenever some are announced, and at the latest every `pollMs`:
 * also accounts that something else was reading wait for it. Failures are logged and tried again.
 */
export class InboundLoop {
  readonly #deps: Omit<SettleDeps, 'onSettled'>;
  readonly #runtime: Pick<Runtime, 'logger' | 'metrics' | 'shutdown'>;
  readonly #options: InboundLoopOptions;
  #woken = Promise.withResolvers<void>();
  #measuredMs = Number.NEGATIVE_INFINITY;

  constructor(
    deps: Omit<SettleDeps, 'onSettled'>,
    runtime: Pick<Runtime, 'logger' | 'metrics' | 'shutdown'>,
    options: InboundLoopOptions,
  ) {
    this.#deps = deps;
    this.#runtime = runtime;
    this.#options = options;
  }

  /** There may be events. */
  readonly wake = (): void => this.#woken.resolve();

  /** Runs until the shutdown begins. */
  async run(): Promise<void> {
    const { signal } = this.#runtime.shutdown;
    const { pollMs, gatherMs = 100 } = this.#options;
    const pause = (ms: number): Promise<void> =>
      sleep(ms, undefined, { signal }).catch(() => undefined);
    signal.addEventListener('abort', this.wake);
    while (!signal.aborted) {
      this.#woken = Promise.withResolvers();
      // What is announced from here on wakes the next run.
      const { promise: woken } = this.#woken;
      const isDone = await this.#attempt(signal);
      const timer = setTimeout(this.wake, pollMs);
      if (signal.aborted) this.wake();
      await woken;
      clearTimeout(timer);
      await pause(isDone ? Math.min(gatherMs, pollMs) : pollMs);
    }
  }

  async #attempt(signal: AbortSignal): Promise<boolean> {
    const { logger, metrics } = this.#runtime;
    try {
      const taken = await settleInbound({ ...this.#deps, onSettled: this.#tell }, signal);
      if (taken > 0) {
        metrics.lightScans.inc(taken);
        logger.info({ collections: taken }, 'collections were started by what platforms told');
      }
      await this.#measure();
      return true;
    } catch (error) {
      if (!signal.aborted) {
        logger.warn({ err: error }, 'dealing with events failed and will be tried again');
      }
      return false;
    }
  }

  readonly #tell: SettleDeps['onSettled'] = ({ counts, failures }) => {
    const { logger, metrics } = this.#runtime;
    for (const { platform, kind, events } of counts) {
      metrics.inboundEvents.inc({ platform, kind }, events);
    }
    for (const error of failures) {
      logger.warn({ err: error }, 'an event could not be dealt with and waits');
    }
  };

  async #measure(): Promise<void> {
    if (performance.now() - this.#measuredMs < measureEveryMs) return;
    this.#measuredMs = performance.now();
    const { waiting, oldestSeconds } = await this.#deps.inboundEvents.lag();
    this.#runtime.metrics.inboundWaiting.set(waiting);
    this.#runtime.metrics.inboundOldestSeconds.set(oldestSeconds);
  }
}
