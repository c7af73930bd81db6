import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundEventRepository, KeptEvent } from '../ports/inbound.ts';

export interface BatchOptions {
  /** How long a batch waits for company. */
  readonly gatherMs: number;
  /** A batch goes at once when it has so many events; one delivery is never split. */
  readonly mostEvents: number;
  /** More than so many waiting are not taken. */
  readonly mostWaiting: number;
}

const usual: BatchOptions = { gatherMs: 4, mostEvents: 1_000, mostWaiting: 50_000 };

/** The database does not keep up: nothing was kept, and the sender tries again. */
export class DoorFull extends Error {
  override readonly name = 'DoorFull';
}

interface Waiting {
  readonly events: readonly KeptEvent[];
  readonly kept: PromiseWithResolvers<void>;
}

/**
 * Keeps the events of deliveries that come at about the same time in one statement. The function
 * resolves when they are durable, and rejects when that is not known: a batch fails as a whole, and
 * what was kept all the same is known when it is told again. One batch is under way at a time, and
 * what comes meanwhile is the next: the slower the database, the larger its portions.
 */
export function keepInBatches(
  events: Pick<InboundEventRepository, 'keep'>,
  options: Partial<BatchOptions> = {},
): (events: readonly KeptEvent[]) => Promise<void> {
  const { gatherMs, mostEvents, mostWaiting } = { ...usual, ...options };
  let waiting: Waiting[] = [];
  let count = 0;
  let isRunning = false;

  const takeBatch = (): readonly Waiting[] => {
    const batch: Waiting[] = [];
    for (let size = 0; waiting.length > batch.length; ) {
      const next = waiting[batch.length];
      if (next === undefined || (batch.length > 0 && size + next.events.length > mostEvents)) break;
      batch.push(next);
      size += next.events.length;
    }
    waiting = waiting.slice(batch.length);
    return batch;
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      if (count < mostEvents) await sleep(gatherMs);
      const batch = takeBatch();
      const all = batch.flatMap((each) => each.events);
      try {
        await events.keep([...new Map(all.map((event) => [event.key, event])).values()]);
        for (const { kept } of batch) kept.resolve();
      } catch (error) {
        for (const { kept } of batch) kept.reject(error);
      }
      count -= all.length;
    }
    isRunning = false;
  };

  return async (given) => {
    if (given.length === 0) return;
    if (count + given.length > mostWaiting) throw new DoorFull('too many events wait to be kept');
    const kept = Promise.withResolvers<void>();
    waiting.push({ events: given, kept });
    count += given.length;
    if (!isRunning) void run();
    await kept.promise;
  };
}
