/**
 * One breaker per origin.
 *
 *   closed ── `failureThreshold` failures in a row ──▶ open
 *   open ── cool-down over ──▶ half-open: one call (the probe) may pass, the others are refused
 *   half-open ── probe succeeds ──▶ closed      probe fails ──▶ open again
 *
 * Terminology: a *failure* is a timeout, a lost connection or a 5xx; whatever else the upstream
 * answers proves that it is there. A call given up by its caller proves nothing and is *released*.
 * Calls that started before the breaker opened no longer count. The cool-down has jitter, so that
 * many workers do not probe at once.
 */
export interface BreakerOptions {
  readonly failureThreshold: number;
  readonly coolDownMs: number;
  /** Monotonic or wall milliseconds. */
  readonly nowMs: () => number;
  /** 0 ≤ random < 1. */
  readonly random: () => number;
}

/** To be told exactly once how the call ended. */
export interface BreakerPass {
  readonly succeed: () => void;
  readonly fail: () => void;
  readonly release: () => void;
}

interface OriginState {
  failures: number;
  /** When the next probe may pass; null while closed. */
  openUntilMs: number | null;
  isProbing: boolean;
}

export class CircuitBreaker {
  readonly #options: BreakerOptions;
  /** Origins without recent failures are not kept. */
  readonly #states = new Map<string, OriginState>();

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** A pass for one call, or how long to stay away. */
  enter(origin: string): BreakerPass | { readonly retryInMs: number } {
    const state = this.#states.get(origin);
    if (state === undefined || state.openUntilMs === null) return this.#passClosed(origin);
    const retryInMs = state.openUntilMs - this.#options.nowMs();
    if (retryInMs > 0 || state.isProbing) return { retryInMs: Math.max(retryInMs, 0) };
    state.isProbing = true;
    return {
      succeed: () => this.#states.delete(origin),
      fail: () => this.#open(state),
      release: () => {
        state.isProbing = false;
      },
    };
  }

  #passClosed(origin: string): BreakerPass {
    const isClosed = () => (this.#states.get(origin)?.openUntilMs ?? null) === null;
    return {
      succeed: () => {
        if (isClosed()) this.#states.delete(origin);
      },
      fail: () => {
        if (!isClosed()) return;
        const state = this.#states.get(origin) ?? {
          failures: 0,
          openUntilMs: null,
          isProbing: false,
        };
        state.failures += 1;
        this.#states.set(origin, state);
        if (state.failures >= this.#options.failureThreshold) this.#open(state);
      },
      release: () => {},
    };
  }

  #open(state: OriginState): void {
    const { coolDownMs, nowMs, random } = this.#options;
    state.openUntilMs = nowMs() + coolDownMs * (1 + random() / 2);
    state.isProbing = false;
  }
}
