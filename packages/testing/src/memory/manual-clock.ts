import type { Clock } from '@viral-scan/scan';

export interface ManualClock extends Clock {
  advance(ms: number): void;
  set(to: Date): void;
  /** How often somebody asked to learn the present anew. */
  readonly refreshes: number;
}

/** Stands still until it is moved. */
export function manualClock(start: Date = new Date('2026-06-01T12:00:00.000Z')): ManualClock {
  let nowMs = start.getTime();
  let refreshes = 0;
  return {
    now: () => new Date(nowMs),
    async refresh() {
      refreshes += 1;
    },
    advance(ms) {
      nowMs += ms;
    },
    set(to) {
      nowMs = to.getTime();
    },
    get refreshes() {
      return refreshes;
    },
  };
}
