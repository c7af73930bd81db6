/** What a process that measures prints. */
export interface Measured {
  /** Of each run, after the warm-up. */
  readonly seconds: readonly number[];
  /** Resident memory with the program and its libraries loaded, before any data. */
  readonly restBytes: number;
  /** Highest resident memory up to the end of the first of these runs. */
  readonly peakBytes: number;
  /** Such as "scikit-learn 1.2.1". */
  readonly version: string | null;
}

export interface Pace {
  /** Short work is repeated beyond this, until `leastSeconds` have passed. */
  readonly runs: number;
  /** Long work ends after this time, whatever the runs. */
  readonly mostSeconds: number;
}

const leastSeconds = 0.3;
const mostRuns = 200;

export function isEnough(seconds: readonly number[], pace: Pace): boolean {
  const passed = seconds.reduce((sum, value) => sum + value, 0);
  if (seconds.length === 0) return false;
  if (passed >= pace.mostSeconds || seconds.length >= mostRuns) return true;
  return seconds.length >= pace.runs && passed >= leastSeconds;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1
    ? upper
    : (upper + (sorted[(sorted.length >> 1) - 1] ?? upper)) / 2;
}
