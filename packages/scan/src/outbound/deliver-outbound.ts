import type { EventDestination, OutboundRepository } from '../ports/outbound.ts';
import { createHealth } from './destination-health.ts';
import { type SendingDeps, sendDelivery } from './send-delivery.ts';

/** That there may be something to send, and that the signal has aborted. */
export interface Announcements {
  /** How many there were. */
  readonly count: number;
  /** Resolves when there were more than `seen`, at the latest after so long. */
  wait(seen: number, ms: number): Promise<void>;
}

export interface DeliveringDeps extends Omit<SendingDeps, 'outbound' | 'random'> {
  readonly outbound: Omit<OutboundRepository, 'fanOut' | 'lag' | 'forget'>;
  readonly announcements: Announcements;
  /** How long the database is left alone when nothing was told. */
  readonly pollMs: number;
  /** The database did not take what came of it: what was sent will be sent again. */
  readonly onFailure: (error: unknown) => void;
  /** Once the signal aborts, running sends have so long. */
  readonly graceMs: number;
  /** 0 to 1. */
  readonly random?: () => number;
}

const atOnce = 8;
const shortestIdleMs = 10;

/**
 * Sends what waits for a destination, until the signal aborts and running sends have ended. A slow
 * answer holds up nothing but its own key, a destination that fails is tried with one delivery at
 * a time, and while it is known to be away nothing is taken at all.
 */
export async function deliverOutbound(
  deps: DeliveringDeps,
  destination: EventDestination,
  signal: AbortSignal,
): Promise<void> {
  const { outbound, announcements, pollMs, sendWithinMs, graceMs, onFailure } = deps;
  const { random = Math.random } = deps;
  const health = createHealth({ random, nowMs: () => performance.now() });
  const running = new Set<Promise<void>>();
  const last = new AbortController();
  const sending = { ...deps, random };

  const start = (delivery: Awaited<ReturnType<typeof outbound.take>>[number]): void => {
    const sent = sendDelivery(sending, { destination, health }, delivery, last.signal)
      .catch(onFailure)
      .finally(() => running.delete(sent));
    running.add(sent);
  };
  const restMs = (): number => Math.max(health.restMs(), destination.restsForMs?.() ?? 0);
  const free = (): number => {
    if (restMs() > 0) return 0;
    if (health.isFailing) return running.size === 0 ? 1 : 0;
    return atOnce - running.size;
  };
  /** Answers whether there may be more. */
  const takeSome = async (): Promise<boolean> => {
    const limit = free();
    if (limit === 0) return false;
    // Longer than a send and what comes after it can take: nobody else takes it meanwhile.
    const taken = await outbound.take(destination.name, { limit, leaseMs: 2 * sendWithinMs });
    for (const delivery of taken) start(delivery);
    return taken.length === limit;
  };

  while (!signal.aborted) {
    const seen = announcements.count;
    let isMore = false;
    try {
      isMore = await takeSome();
    } catch (error) {
      onFailure(error);
    }
    if (isMore && free() > 0) continue;
    const untilMs = Math.max(shortestIdleMs, Math.min(pollMs, restMs() || pollMs));
    await Promise.race([announcements.wait(seen, untilMs), ...running]);
  }
  const grace = setTimeout(() => last.abort(), graceMs);
  await Promise.all(running);
  clearTimeout(grace);
}
