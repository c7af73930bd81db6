import type { Destination, OutboundDelivery } from '@viral-scan/contracts';

/** Of what waits for one destination. */
export interface OutboundLag {
  readonly destination: Destination;
  readonly waiting: number;
  readonly oldestSeconds: number;
}

/** Events on their way out: each is delivered to every destination at least once. */
export interface OutboundRepository {
  /**
   * Makes deliveries of events that wait in the outbox, in the order in which they were written; one
   * process at a time. `viral-engine` gets only those that tell of posts, with the posts, which nobody
   * else is told of and which are forgotten once it has them. Answers how many events.
   */
  fanOut(destinations: readonly Destination[], limit: number): Promise<number>;
  /**
   * Takes what is due, for `leaseMs`: of every partition key only the first that waits, so that what
   * follows waits for it.
   */
  take(
    destination: Destination,
    call: { readonly limit: number; readonly leaseMs: number },
  ): Promise<readonly OutboundDelivery[]>;
  /** Nothing happens where another process has taken it since. */
  delivered(deliveries: readonly OutboundDelivery[]): Promise<void>;
  /** @param error names no secret */
  postpone(delivery: OutboundDelivery, error: string, pauseMs: number): Promise<void>;
  /** The destination will never take it: kept with the reason, and what follows goes on. */
  refuse(delivery: OutboundDelivery, error: string, status: number | null): Promise<void>;
  /** All that waits for it is due now: it is back. */
  hurry(destination: Destination): Promise<void>;
  lag(destinations: readonly Destination[]): Promise<readonly OutboundLag[]>;
  /** Forgets what was delivered or refused before; and, of any kind, what waits since `givenUpBefore`. */
  forget(
    before: Date,
    givenUpBefore: Date,
  ): Promise<{ readonly forgotten: number; readonly givenUp: number }>;
}

/**
 * A place events go to. Throws domain errors: `EventRefused` (any `InvalidInput`) is its refusal for
 * good, `RateLimited` its wish for a pause, all else is tried again.
 */
export interface EventDestination {
  readonly name: Destination;
  /** While it is known to be away, how long until it is worth a try; 0 or absent: now. */
  restsForMs?(): number;
  send(delivery: OutboundDelivery, call: { readonly signal: AbortSignal }): Promise<void>;
}
