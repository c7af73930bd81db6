import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '@viral-scan/runtime';

export interface Repetition {
  /** For people, such as `scheduling collections`. */
  readonly what: string;
  /** From the end of one run to the beginning of the next, give or take a tenth; 0: never. */
  readonly everyMs: number;
  /** 0 to 1. */
  readonly random?: () => number;
}

/**
 * Runs `work` again and again until the shutdown begins; its signal tells the work, too. A failure
 * is logged and tried again. The first run comes at some moment of the first tenth, so that
 * processes that start together do not work in step.
 */
export async function repeat(
  { what, everyMs, random = Math.random }: Repetition,
  { logger, shutdown }: Pick<Runtime, 'logger' | 'shutdown'>,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { signal } = shutdown;
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal }).catch(() => undefined);
  if (everyMs === 0) return;
  await pause((everyMs / 10) * random());
  while (!signal.aborted) {
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, `${what} failed and will be tried again`);
    }
    await pause(everyMs * (0.9 + 0.2 * random()));
  }
}
