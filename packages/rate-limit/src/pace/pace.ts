import type { LimitScope, PlatformApi, PlatformRequest } from '@viral-scan/contracts';
import type { Budget, BudgetRule } from '../budget.ts';

/** A call as budgets count it; a `PlatformRequest` is one. */
export type PaceCall = Pick<PlatformRequest, 'api' | 'operation' | 'units' | 'onBehalfOf'>;

/** What a platform said about the pace. */
export type PaceFeedback =
  /** A 429 with `Retry-After`, an error code that asks for a pause: nobody, or not this user, calls before. */
  | { readonly scope: LimitScope; readonly retryAfterMs: number }
  /** A usage header, 0 to 1: from 0.75 on the budgets of that scope are stretched, for a minute. */
  | { readonly scope: LimitScope; readonly usage: number }
  /** An error code that says so: calls throw `QuotaExhausted` until then. For all users unless `scope` is `user`. */
  | { readonly exhausted: true; readonly resetsAt: Date; readonly scope?: LimitScope };

export interface Remaining {
  readonly budget: string;
  readonly limit: number;
  /** What could go out from now on without waiting for more than what is being waited for; never negative. */
  readonly remaining: number;
  /** When all of `limit` is there again if nobody calls; null: it is now. */
  readonly resetsAt: Date | null;
}

/**
 * Holds every call back until it may go out, over all processes that share a Redis and a prefix.
 * Without Redis nothing goes out.
 */
export interface Pace {
  /**
   * Resolves when the call may go out now; it is counted then, in all its budgets or in none.
   * Throws `RateLimited` as soon as it is clear that it would wait longer than `patienceMs`,
   * `QuotaExhausted` when a day's units are used up, `UpstreamUnavailable` when Redis has not
   * answered for `patienceMs` (at least 1.5 s), the signal's reason when that aborts. A turn that an abort leaves
   * unused is given back where possible.
   */
  take(call: PaceCall, options: { readonly signal: AbortSignal }): Promise<void>;
  /** Passes on what the platform said; every process obeys. Throws `UpstreamUnavailable` after 1.5 s without Redis. */
  penalize(call: Pick<PaceCall, 'api' | 'onBehalfOf'>, feedback: PaceFeedback): Promise<void>;
  /** What remains of the budgets that hold for this user; those kept per endpoint only with `operation`. */
  remaining(
    api: PlatformApi,
    onBehalfOf: string,
    operation?: string,
  ): Promise<readonly Remaining[]>;
  /** The budgets of an API, with the rules that hold now. */
  getBudgets(api: PlatformApi): Promise<readonly Budget[]>;
  /**
   * Changes a budget for all processes, from the next call on; null brings the configured rule back.
   * What the old rule let out is counted by the new one as far as it was kept. Days keep their zone.
   */
  setBudget(api: PlatformApi, name: string, rule: BudgetRule | null): Promise<void>;
}
