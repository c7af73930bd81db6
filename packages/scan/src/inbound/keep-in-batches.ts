import { setTimeout as sleep } from 'node:timers/promises';
import type { InboundEventRepository, KeptEvent } from '../ports/inbound.ts';

export interface BatchOptions {
  /** How long a batch waits for company. */
  readonly gatherMs: number;
  /** So many are under way at most; then what comes is the next: the slower the database, the larger. */
  readonly mostAtOnce: number;
  /** A batch goes at once when it has so many events; one delivery is never split. */
  readonly mostEvents: number;
  /** More than so many waiting are not taken. */
  readonly mostWaiting: number;
}

const usual: BatchOptions = {
  gatherMs: 8,
  mostAtOnce: 3,
  mostEvents: 1_000,
  mostWaiting: 50_000,
};

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
 * what was kept all the same is known when it is told again.
 */
export function keepInBatches(
  events: Pick<InboundEventRepository, 'keep'>,
  options: Partial<BatchOptions> = {},
): (events: readonly KeptEvent[]) => Promise<void> {
  const { gatherMs, mostAtOnce, mostEvents, mostWaiting } = { ...usual, ...options };
  let waiting: Waiting[] = [];
  /** Events that wait or are under way. */
  let count = 0;
  let underWay = 0;
  let isGathering = false;

  const takeBatch = (): readonly Waiting[] => {
    let size = 0;
    const end = waiting.findIndex(({ events: some }, index) => {
      size += some.length;
      return index > 0 && size > mostEvents;
    });
    const batch = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    return batch;
  };

  const keepBatch = async (batch: readonly Waiting[]): Promise<void> => {
    const all = batch.flatMap((each) => each.events);
    try {
      await events.keep([...new Map(all.map((event) => [event.key, event])).values()]);
      for (const { kept } of batch) kept.resolve();
    } catch (error) {
      for (const { kept } of batch) kept.reject(error);
    }
    count -= all.length;
  };

  const run = async (): Promise<void> => {
    if (isGathering || underWay >= mostAtOnce || waiting.length === 0) return;
    isGathering = true;
    if (count < mostEvents) await sleep(gatherMs);
    isGathering = false;
    underWay += 1;
    const batch = keepBatch(takeBatch());
    void run();
    await batch;
    underWay -= 1;
    void run();
  };

  return async (given) => {
    if (given.length === 0) return;
    if (count + given.length > mostWaiting) throw new DoorFull('too many events wait to be kept');
    const kept = Promise.withResolvers<void>();
    waiting.push({ events: given, kept });
    count += given.length;
    void run();
    await kept.promise;
  };
}
