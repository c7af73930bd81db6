import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamUnavailable } from '@viral-scan/contracts';
import type { PaceRedis } from './script.ts';

/** Of one try; a command that is late may still take effect, which costs a turn but grants none. */
const tryMs = 1_500;
const pauseMs = 100;

/**
 * Tries `work` until it is done, for `patienceMs` and no less than 1.5 s. Then, or when the connection has ended, throws
 * `UpstreamUnavailable`: without Redis nothing is counted, so nothing goes out.
 */
export async function untilAnswered<T>(
  redis: PaceRedis,
  patienceMs: number,
  signal: AbortSignal | null,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let cause: unknown;
  for (;;) {
    signal?.throwIfAborted();
    // Commands for a connection that is not there would wait in its queue, and be run for nobody.
    if (redis.status === 'ready' || redis.status === 'wait') {
      try {
        return await withinMs(tryMs, work());
      } catch (error) {
        cause = error;
      }
    }
    const leftMs = Math.max(tryMs, patienceMs) - (performance.now() - started);
    if (leftMs <= 0 || redis.status === 'end') {
      throw new UpstreamUnavailable('Redis, which keeps the pace, does not answer', { cause });
    }
    await sleep(Math.min(leftMs, pauseMs * (0.5 + Math.random() / 2)));
  }
}

async function withinMs<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms} ms`)), ms);
  // A loser of the race must not become an unhandled rejection.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
