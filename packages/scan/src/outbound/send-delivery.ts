import {
  CircuitOpen,
  DomainError,
  EventRefused,
  InvalidInput,
  type OutboundDelivery,
  RateLimited,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { EventDestination, OutboundRepository } from '../ports/outbound.ts';
import { type DestinationHealth, growing } from './destination-health.ts';

export type DeliveryOutcome = 'delivered' | 'refused' | 'postponed';

export interface SendingDeps {
  readonly outbound: Pick<OutboundRepository, 'delivered' | 'refuse' | 'postpone' | 'hurry'>;
  /** `error` is null for what was delivered. */
  readonly onOutcome: (
    outcome: DeliveryOutcome,
    delivery: OutboundDelivery,
    error: unknown,
  ) => void;
  readonly random: () => number;
  /** The longest a send may take; then it counts as not answered. */
  readonly sendWithinMs: number;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
const longestRetryAfterMs = 300_000;

/** Sends one delivery and keeps what came of it. Rejects only when that cannot be kept. */
export async function sendDelivery(
  deps: SendingDeps,
  { destination, health }: { destination: EventDestination; health: DestinationHealth },
  delivery: OutboundDelivery,
  signal: AbortSignal,
): Promise<void> {
  const { outbound, onOutcome, random } = deps;
  const failure = await failureOf(deps, destination, delivery, signal);
  if (failure === null || failure instanceof InvalidInput) {
    // Also a refusal is an answer; while the breaker is open it was asked for before, and proves nothing.
    const isLate = (destination.restsForMs?.() ?? 0) > 0;
    const wasAway = !isLate && health.succeeded();
    if (failure === null) await outbound.delivered([delivery]);
    else await outbound.refuse(delivery, failure.message, statusOf(failure));
    onOutcome(failure === null ? 'delivered' : 'refused', delivery, failure);
    if (wasAway) await outbound.hurry(destination.name);
    return;
  }
  if (signal.aborted) {
    await outbound.postpone(delivery, 'the process ended meanwhile', 0);
    return;
  }
  const askedMs =
    failure instanceof RateLimited ? Math.min(failure.retryAfterMs, longestRetryAfterMs) : null;
  health.failed(failure instanceof CircuitOpen ? failure.retryAfterMs : askedMs);
  onOutcome('postponed', delivery, failure);
  // Who asks for no pause at all gets ours: "Retry-After: 0" is no wish to be called without end.
  const ownMs = growing(delivery.attempt, firstPauseMs, longestPauseMs, random());
  await outbound.postpone(delivery, textOf(failure), Math.max(askedMs ?? 0, ownMs));
}

/** Null: it was delivered. Ends within `sendWithinMs`, whatever the destination does. */
async function failureOf(
  { sendWithinMs }: SendingDeps,
  destination: EventDestination,
  delivery: OutboundDelivery,
  signal: AbortSignal,
): Promise<unknown> {
  const limit = new AbortController();
  const giveUp = Promise.withResolvers<unknown>();
  const stop = (): void => {
    limit.abort();
    giveUp.resolve(new UpstreamUnavailable(`no answer within ${sendWithinMs} ms`));
  };
  const timer = setTimeout(stop, sendWithinMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const sent = destination.send(delivery, { signal: limit.signal }).then(
      () => null,
      (error: unknown) => error ?? new Error('failed for no reason'),
    );
    return await Promise.race([sent, giveUp.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

const statusOf = (error: InvalidInput): number | null =>
  error instanceof EventRefused ? error.status : null;

/** Texts of domain errors hold no secrets; of others nobody knows. */
function textOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return error instanceof Error ? `failed with ${error.name}` : 'failed';
}
