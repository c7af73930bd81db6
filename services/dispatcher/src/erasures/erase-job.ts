import { StepLost } from '@viral-scan/contracts';
import type { Runtime } from '@viral-scan/runtime';
import { type EraseDeps, type RunningErasure, workOff } from '@viral-scan/scan';

/** Longer than a process that lives lets pass between two signs of life. */
const leaseMs = 30_000;
const signOfLifeMs = 8_000;
const longestPauseMs = 15_000;

/**
 * Goes on with erasures that are due, one after the other, until there are none. One that fails is
 * left for later; its steps go on where they stand.
 */
export const eraseJob =
  (deps: EraseDeps, runtime: Pick<Runtime, 'logger' | 'metrics'>) =>
  async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const erasure = await deps.work.take(leaseMs);
      if (erasure === null) return;
      await eraseOne(deps, runtime, erasure, signal);
    }
  };

async function eraseOne(
  deps: EraseDeps,
  { logger, metrics }: Pick<Runtime, 'logger' | 'metrics'>,
  erasure: RunningErasure,
  signal: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const signs = setInterval(() => {
    deps.work.extend(erasure, leaseMs).catch((error: unknown) => {
      if (error instanceof StepLost) lost.abort(error);
    });
  }, signOfLifeMs);
  try {
    const end = await workOff(deps, erasure, AbortSignal.any([signal, lost.signal]));
    if (end === 'completed') {
      metrics.erasures.inc({ scope: erasure.account === null ? 'user' : 'account' });
      logger.info({ seconds: secondsSince(erasure) }, 'an erasure has completed');
    }
  } catch (error) {
    if (error instanceof StepLost) return;
    await deps.work.postpone(erasure, signal.aborted ? 0 : pauseMs(erasure)).catch(() => null);
    if (!signal.aborted) logger.warn({ err: error }, 'an erasure goes on later');
  } finally {
    clearInterval(signs);
  }
}

/** Tells how many there are, and how long the oldest takes. */
export const measureErasuresJob =
  ({ work }: Pick<EraseDeps, 'work'>, { metrics }: Pick<Runtime, 'metrics'>) =>
  async (): Promise<void> => {
    const { running, oldestSeconds } = await work.lag();
    metrics.erasuresRunning.set(running);
    metrics.erasureOldestSeconds.set(oldestSeconds);
  };

const pauseMs = ({ attempts }: RunningErasure): number =>
  Math.min(longestPauseMs, 1_000 * 2 ** Math.min(attempts, 10));

const secondsSince = ({ requestedAt }: RunningErasure): number =>
  Math.round((Date.now() - requestedAt.getTime()) / 1_000);
