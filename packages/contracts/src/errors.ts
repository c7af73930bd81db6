import type { PlatformApi } from './connector.ts';

/**
 * Domain errors. Each says what happens next; the queue package turns them into job outcomes
 * and the API's error plugin into problem documents, once each.
 */
export abstract class DomainError extends Error {
  /** Stable, machine-readable; safe to show. */
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The request is wrong: never retried, the caller is told which field. */
export class InvalidInput extends DomainError {
  readonly code = 'invalid_input';
  readonly field: string;
  constructor(field: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/** Who was told of an event will never take it: it is kept with the reason, and the next one goes. */
export class EventRefused extends InvalidInput {
  /** Of the answer. */
  readonly status: number;
  constructor(message: string, status: number, options?: ErrorOptions) {
    super('event', message, options);
    this.status = status;
  }
}

/** The named thing does not exist for this caller (or belongs to another tenant). Never retried. */
export class NotFound extends DomainError {
  readonly code = 'not_found';
}

/** Whom a platform's limit is for: the whole application, or the user whose call it was. */
export type LimitScope = 'app' | 'user';

/** Which limit was met. `api` null: not told apart. */
export interface LimitOptions extends ErrorOptions {
  readonly api?: PlatformApi | null;
}

/** The upstream, or our own pace, asks us to slow down: retried after `retryAfterMs`, costs no attempt. */
export class RateLimited extends DomainError {
  readonly code = 'rate_limited';
  readonly retryAfterMs: number;
  readonly scope: LimitScope;
  readonly api: PlatformApi | null;
  constructor(
    message: string,
    retryAfterMs: number,
    { scope = 'app', api = null, ...options }: LimitOptions & { readonly scope?: LimitScope } = {},
  ) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
    this.scope = scope;
    this.api = api;
  }
}

/** A budget is used up until `resetsAt`: the step ends partial, what was collected stays. */
export class QuotaExhausted extends DomainError {
  readonly code = 'quota_exhausted';
  readonly resetsAt: Date;
  readonly api: PlatformApi | null;
  constructor(message: string, resetsAt: Date, { api = null, ...options }: LimitOptions = {}) {
    super(message, options);
    this.resetsAt = resetsAt;
    this.api = api;
  }
}

/** Our configuration or grant is refused: never retried, the source is `unavailable`. */
export class UpstreamRefused extends DomainError {
  readonly code = 'upstream_refused';
}

/**
 * An access token is expired, revoked or wrong: the grant is refreshed and the call made once more;
 * refused again it is `ReauthorizationRequired`.
 */
export class AccessTokenRejected extends DomainError {
  readonly code = 'access_token_rejected';
}

/**
 * The grant is dead or lacks a scope: only the user can mend it. Never retried; the account is
 * marked, further calls are not made, and what was collected before stays.
 */
export class ReauthorizationRequired extends DomainError {
  readonly code = 'reauthorization_required';
}

/**
 * All that is stored of the user, or of this account, is being deleted: nothing is taken on
 * meanwhile. Afterwards they may come again as somebody new.
 */
export class BeingErased extends DomainError {
  readonly code = 'being_erased';
}

/** This installation has no credentials for the platform's login: never retried, an operator must act. */
export class PlatformNotConfigured extends DomainError {
  readonly code = 'platform_not_configured';
}

/** The account does not exist there (any more): never retried, the source is `unavailable`. */
export class AccountNotFound extends DomainError {
  readonly code = 'account_not_found';
}

/** Timeout, connection loss or 5xx: retried with back-off and jitter, then `partial`. */
export class UpstreamUnavailable extends DomainError {
  readonly code = 'upstream_unavailable';
}

/** Not called, since it failed repeatedly: for the rest as `UpstreamUnavailable`. */
export class CircuitOpen extends UpstreamUnavailable {
  /** Until somebody may try whether it is back. */
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The answer does not match the contract (HTML for JSON, missing fields): retried a little. */
export class UpstreamContractBroken extends DomainError {
  readonly code = 'upstream_contract_broken';
}

/** A cursor we kept is no longer understood: the listing starts again from its beginning. */
export class CursorExpired extends DomainError {
  readonly code = 'cursor_expired';
}

/** A literal or resolved address outside what may be called: never retried. */
export class AddressForbidden extends DomainError {
  readonly code = 'address_forbidden';
}

/** Another worker took the step over: stop at once, write nothing, report nothing. */
export class StepLost extends DomainError {
  readonly code = 'step_lost';
}

/** The uploaded file cannot be read on from here: the import is rolled back as a whole. */
export class UnreadableFile extends DomainError {
  readonly code = 'unreadable_file';
  readonly line: number | null;
  constructor(message: string, line: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}
