/**
 * How a destination does, as this process saw it last. *Failing*: the last answer was a failure; from
 * there on one delivery is tried at a time, after a rest that grows, until one goes through. *Away*:
 * it failed so often in a row that it cannot have been the event.
 */
export interface DestinationHealth {
  readonly isFailing: boolean;
  /** Nothing should be sent for so long; 0: something may. */
  restMs(): number;
  /** It was asked to rest for so long (null: for no time), and rests for no less than it would. */
  failed(askedMs: number | null): void;
  /** Answers whether it was away. */
  succeeded(): boolean;
}

export interface HealthDeps {
  /** 0 to 1. */
  readonly random: () => number;
  /** Of a monotonic clock. */
  readonly nowMs: () => number;
}

const firstRestMs = 100;
const longestRestMs = 1_000;
const awayAfter = 5;

export function createHealth({ random, nowMs }: HealthDeps): DestinationHealth {
  let failures = 0;
  let restsUntilMs = Number.NEGATIVE_INFINITY;
  return {
    get isFailing() {
      return failures > 0;
    },
    restMs: () => Math.max(0, restsUntilMs - nowMs()),
    failed(askedMs) {
      failures += 1;
      const own = growing(failures, firstRestMs, longestRestMs, random());
      restsUntilMs = Math.max(restsUntilMs, nowMs() + Math.max(askedMs ?? 0, own));
    },
    succeeded() {
      const wasAway = failures >= awayAfter;
      failures = 0;
      return wasAway;
    },
  };
}

/** Doubles with each time, from 1; shortened by up to a half at random. */
export const growing = (time: number, firstMs: number, longestMs: number, random: number): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(30, time - 1)) * (0.5 + random / 2);
