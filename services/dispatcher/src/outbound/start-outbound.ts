import type { Runtime } from '@viral-scan/runtime';
import {
  type DeliveringDeps,
  deliverOutbound,
  type EventDestination,
  forgetOutbound,
  type OutboundRepository,
} from '@viral-scan/scan';
import { repeat } from '../repeat.ts';
import { OutboxAnnouncements } from './announcements.ts';
import { tellOutcomes } from './tell-outcomes.ts';

export interface OutboundOptions {
  /** How long the outbox is left alone when nothing announced a row. */
  readonly pollMs: number;
  /** Longer than any call of a destination. */
  readonly sendWithinMs: number;
  /** Running sends have so long once the shutdown has begun. Default 3 s. */
  readonly graceMs?: number;
}

export interface Outbound {
  /** There may be events in the outbox. */
  readonly wake: () => void;
  /** Resolves when the shutdown has begun and running sends have ended. */
  readonly running: Promise<void>;
}

const fannedOutAtOnce = 500;
const measureEveryMs = 5_000;
const forgetEveryMs = 3_600_000;

/** Fans events out to the destinations and delivers them, until the shutdown begins. */
export function startOutbound(
  {
    outbound,
    destinations,
  }: {
    readonly outbound: OutboundRepository;
    readonly destinations: readonly EventDestination[];
  },
  { pollMs, sendWithinMs, graceMs = 3_000 }: OutboundOptions,
  runtime: Pick<Runtime, 'logger' | 'metrics' | 'shutdown'>,
): Outbound {
  const { logger, metrics } = runtime;
  const { signal } = runtime.shutdown;
  const announcements = new OutboxAnnouncements();
  signal.addEventListener('abort', announcements.tell);
  const names = destinations.map(({ name }) => name);
  const warn =
    (what: string) =>
    (error: unknown): void =>
      logger.warn({ err: error }, `${what} failed and will be tried again`);

  const fanOut = async (): Promise<void> => {
    while (!signal.aborted) {
      const seen = announcements.count;
      const events = await outbound.fanOut(names, fannedOutAtOnce).catch((error: unknown) => {
        warn('fanning events out')(error);
        return 0;
      });
      if (events === 0) await announcements.wait(seen, pollMs);
      else announcements.tell();
    }
  };

  const deliver = (destination: EventDestination): Promise<void> => {
    const deps: DeliveringDeps = {
      outbound,
      announcements,
      pollMs,
      sendWithinMs,
      graceMs,
      onOutcome: tellOutcomes(destination.name, runtime),
      onFailure: warn('delivering events'),
    };
    return deliverOutbound(deps, destination, signal);
  };

  const measure = async (): Promise<void> => {
    for (const { destination, waiting, oldestSeconds } of await outbound.lag(names)) {
      metrics.outboundWaiting.set({ destination }, waiting);
      metrics.outboundOldestSeconds.set({ destination }, oldestSeconds);
    }
  };

  const forget = async (): Promise<void> => {
    const { givenUp } = await forgetOutbound({ outbound, realNow: () => new Date() });
    if (givenUp === 0) return;
    metrics.outboundGivenUp.inc(givenUp);
    logger.warn({ deliveries: givenUp }, 'events waited for too long and are given up');
  };

  const running = Promise.all([
    fanOut(),
    ...destinations.map(deliver),
    repeat({ what: 'measuring deliveries', everyMs: measureEveryMs }, runtime, measure),
    repeat({ what: 'forgetting deliveries', everyMs: forgetEveryMs }, runtime, forget),
  ]);
  return { wake: announcements.tell, running: running.then(() => undefined) };
}
