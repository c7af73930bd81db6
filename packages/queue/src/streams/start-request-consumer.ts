import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import {
  claim,
  createGroup,
  type Entry,
  type GroupMember,
  isGroupMissing,
  type PendingEntry,
  pendingEntries,
  readNew,
  uncount,
} from './consumer-group.ts';
import { readRequest } from './read-request.ts';
import { bury, settle } from './settle.ts';

/**
 * `accepted`: done with. `away`: what it needs cannot be reached; it waits, and this was no try.
 * `dead`: will never be fulfilled; the reason names no secret, and with `isKept` false the request
 * itself is not kept. Thrown: tried again, with back-off and not for ever.
 */
export type RequestVerdict =
  | 'accepted'
  | 'away'
  | { readonly dead: string; readonly isKept?: boolean };

export type RequestOutcome = 'accepted' | 'dead' | 'away' | 'failed';

export interface RequestEnd {
  /** Of the entry. */
  readonly id: string;
  readonly outcome: RequestOutcome;
  /** Of the dead letter. */
  readonly reason: string | null;
  readonly deliveries: number;
  readonly error: unknown;
}

export interface RequestConsumerOptions<Schema extends z.ZodType> extends GroupMember {
  readonly concurrency?: number;
  /** Of what the field `event` holds. */
  readonly schema: Schema;
  readonly handler: (
    request: z.output<Schema>,
    call: { readonly signal: AbortSignal },
  ) => Promise<RequestVerdict>;
  readonly onEnd?: (end: RequestEnd) => void;
  /** Redis is away, or refuses; the consumer goes on by itself. */
  readonly onError?: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** An entry that another consumer has kept for longer is taken over. Default 30,000. */
  readonly takeOverMs?: number;
  /** Before the second try; doubled for every further one, to 30 s. Default 1,000. */
  readonly firstPauseMs?: number;
  /** Of one entry, also by consumers that died of it. Default 20. */
  readonly maxDeliveries?: number;
}

/** How long a read waits; pending entries are looked at in between. */
const blockMs = 1_000;
const longestPauseMs = 30_000;
const errorPauseMs = 500;
const awayPauseMs = 2_000;

/**
 * Takes requests from a stream until `signal`, then waits for those it has begun.
 *
 * An entry is acknowledged and deleted when its handler has resolved, never before: one whose
 * consumer died is taken over by another, and one of an earlier life of this consumer is taken up
 * again. So a request may be handled more than once, and handlers must be repeatable. The group is
 * made when it is missing, be it at the first start or after Redis came back empty.
 */
export async function startRequestConsumer<Schema extends z.ZodType>(
  options: RequestConsumerOptions<Schema>,
): Promise<void> {
  const { signal, concurrency = 4, firstPauseMs = 1_000, takeOverMs = longestPauseMs } = options;
  const { onError = () => undefined, onEnd = () => undefined, maxDeliveries = 20 } = options;
  const running = new Map<string, Promise<void>>();
  const room = (): number => concurrency - running.size;
  let awayUntil = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const begin = (entry: Entry): void => {
    const handled = handle(options, entry, maxDeliveries)
      .then((end) => {
        if (end.outcome === 'away') awayUntil = performance.now() + awayPauseMs;
        onEnd(end);
      })
      // Not settled: it stays pending, and comes again.
      .catch((error: unknown) => void (isGroupMissing(error) || onError(error)))
      .finally(() => running.delete(entry.id));
    running.set(entry.id, handled);
  };

  const isDue = ({ id, consumer, idleMs, deliveries }: PendingEntry): boolean => {
    if (running.has(id)) return false;
    if (consumer !== options.consumer) return idleMs >= takeOverMs;
    return idleMs >= Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, deliveries - 1));
  };
  const takeUp = async (): Promise<void> => {
    for await (const pending of pendingEntries(options, Math.min(firstPauseMs, takeOverMs))) {
      if (room() === 0 || signal.aborted) return;
      if (!isDue(pending)) continue;
      const entry = await claim(options, pending);
      if (entry !== null) begin(entry);
    }
    lookedAt = performance.now();
  };
  const turn = async (): Promise<void> => {
    if (performance.now() < awayUntil) return pause(awayUntil - performance.now(), signal);
    if (room() > 0 && performance.now() - lookedAt >= Math.min(blockMs, firstPauseMs)) {
      await takeUp();
    }
    if (room() === 0) return void (await Promise.race([...running.values()]));
    // What comes after the signal stays pending, for another.
    const read = readNew(options, { count: room(), blockMs });
    for (const entry of (await unlessAborted(read, signal)) ?? []) begin(entry);
  };

  while (!signal.aborted) {
    try {
      await turn();
    } catch (error) {
      if (isGroupMissing(error)) await createGroup(options).catch(onError);
      else {
        onError(error);
        await pause(errorPauseMs, signal);
      }
    }
  }
  await Promise.all(running.values());
}

/** Rejects when the entry could not be settled. */
async function handle<Schema extends z.ZodType>(
  options: RequestConsumerOptions<Schema>,
  entry: Entry,
  maxDeliveries: number,
): Promise<RequestEnd> {
  const { id, deliveries } = entry;
  const end = (outcome: RequestOutcome, reason: string | null = null, error?: unknown) => ({
    id,
    outcome,
    reason,
    deliveries,
    error,
  });
  const die = async (reason: string, isKept: boolean, error?: unknown): Promise<RequestEnd> => {
    await bury(options, entry, { reason, isKept });
    return end('dead', reason, error);
  };
  if (deliveries > maxDeliveries) {
    return die(`given up: ${maxDeliveries} consumers ended or were lost with it`, true);
  }
  const read = readRequest(entry, options.schema);
  if ('dead' in read) return die(read.dead, true);
  let verdict: RequestVerdict;
  try {
    verdict = await options.handler(read.request, { signal: options.signal });
  } catch (error) {
    if (deliveries < maxDeliveries) return end('failed', null, error);
    const name = error instanceof Error ? error.name : 'an error';
    return die(`given up after ${deliveries} tries: ${name}`, true, error);
  }
  if (verdict === 'accepted') {
    await settle(options, entry);
    return end('accepted');
  }
  if (verdict === 'away') {
    await uncount(options, entry);
    return end('away');
  }
  return die(verdict.dead, verdict.isKept ?? true);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** Null once the signal has come: Redis may be away, and then reads wait for it. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const aborted = Promise.withResolvers<null>();
  const abort = (): void => aborted.resolve(null);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  // A loser of the race must not become an unhandled rejection.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
