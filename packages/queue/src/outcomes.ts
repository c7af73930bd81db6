import {
  AccessTokenRejected,
  AccountNotFound,
  AddressForbidden,
  BeingErased,
  CursorExpired,
  InvalidInput,
  NotFound,
  PlatformNotConfigured,
  QuotaExhausted,
  RateLimited,
  ReauthorizationRequired,
  StepLost,
  UnreadableFile,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';

/** What becomes of a job whose handler threw. */
export type Outcome =
  /** Again after `afterMs`; costs no attempt. */
  | { readonly kind: 'delay'; readonly afterMs: number }
  /** Again after the back-off, as long as attempts are left. */
  | { readonly kind: 'retry' }
  /** Failed for good. */
  | { readonly kind: 'give_up' }
  /** Somebody else has the step: ended without a word. */
  | { readonly kind: 'lost' };

const shortestDelayMs = 1_000;
const longestDelayMs = 3_600_000;
/** A broken answer seldom mends itself. */
const attemptsAtBrokenContracts = 2;

type Rule = (error: unknown, attempt: number) => Outcome | undefined;
type ErrorClass = abstract new (...args: never) => Error;

const when = (errorClass: ErrorClass, outcome: Outcome): Rule => {
  return (error) => (error instanceof errorClass ? outcome : undefined);
};
const retry: Outcome = { kind: 'retry' };
const giveUp: Outcome = { kind: 'give_up' };

/** The one place where errors become outcomes; what matches no rule is retried. */
const rules: readonly Rule[] = [
  (error) =>
    error instanceof RateLimited
      ? { kind: 'delay', afterMs: boundedDelayMs(error.retryAfterMs) }
      : undefined,
  when(StepLost, { kind: 'lost' }),
  when(BeingErased, { kind: 'lost' }),
  when(UpstreamUnavailable, retry),
  when(CursorExpired, retry),
  (error, attempt) =>
    error instanceof UpstreamContractBroken
      ? attempt < attemptsAtBrokenContracts
        ? retry
        : giveUp
      : undefined,
  // Handlers end the step for these themselves; one that lets them through gains nothing by more tries.
  when(InvalidInput, giveUp),
  when(UpstreamRefused, giveUp),
  when(AccessTokenRejected, giveUp),
  when(ReauthorizationRequired, giveUp),
  when(PlatformNotConfigured, giveUp),
  when(AccountNotFound, giveUp),
  when(QuotaExhausted, giveUp),
  when(NotFound, giveUp),
  when(AddressForbidden, giveUp),
  when(UnreadableFile, giveUp),
];

/** `attempt` counts from 1. */
export function outcomeOf(error: unknown, attempt: number): Outcome {
  for (const rule of rules) {
    const outcome = rule(error, attempt);
    if (outcome !== undefined) return outcome;
  }
  return retry;
}

/** An upstream may ask for anything. */
function boundedDelayMs(wishedMs: number): number {
  if (!Number.isFinite(wishedMs)) return wishedMs > 0 ? longestDelayMs : shortestDelayMs;
  return Math.min(longestDelayMs, Math.max(shortestDelayMs, Math.ceil(wishedMs)));
}
