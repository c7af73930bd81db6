import type { Size } from './sizes.ts';

/** A line of the table; null where there is nothing to say. */
export interface Row {
  readonly capability: string;
  readonly size: Size;
  readonly implementation: string;
  readonly seconds: number | null;
  readonly peakBytes: number | null;
  readonly restBytes: number | null;
  /** Our time and peak memory over those of this implementation. */
  readonly timeShare: number | null;
  readonly memoryShare: number | null;
  readonly goals: readonly Goal[];
  /** What the results show, or why it was not run. */
  readonly remark: string;
}

export interface Goal {
  /** Such as "time ≤ 0.20". */
  readonly wanted: string;
  readonly met: boolean;
}

export const atMost = (what: string, value: number, limit: number, unit = ''): Goal => ({
  wanted: `${what} ≤ ${limit}${unit}`,
  met: value <= limit,
});

export const emptyRow = (capability: string, size: Size, implementation: string): Row => ({
  capability,
  size,
  implementation,
  seconds: null,
  peakBytes: null,
  restBytes: null,
  timeShare: null,
  memoryShare: null,
  goals: [],
  remark: '',
});
