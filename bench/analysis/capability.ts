import type { DataName } from './data.ts';
import type { Size } from './sizes.ts';

/** An implementation that stands beside ours. */
export interface Rival {
  readonly name: string;
  readonly by: 'python' | 'node';
  /** Our goals are shares of its time and memory. */
  readonly isYardstick?: boolean;
  /** Sizes at which it is not run, and why; with `--all` only those without end are left out. */
  readonly leftOut?: Partial<Record<Size, LeftOut>>;
}

export interface LeftOut {
  readonly reason: string;
  /** `--all` runs it none the less. */
  readonly onlyPatience?: boolean;
}

/** What is read off the results of an implementation, beside ours where that ran. */
export interface Judgement {
  readonly text: string;
  /** Null where nothing was promised. */
  readonly met: boolean | null;
}

export interface Judged {
  readonly rows: number;
  readonly data: string;
  readonly result: Float64Array;
  /** Null while ours itself is looked at. */
  readonly ours: Float64Array | null;
}

export interface Capability {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  readonly data: DataName;
  readonly rivals: readonly Rival[];
  /** Our time as a share of the yardstick's. */
  readonly timeShare?: Partial<Record<Size, number>>;
  /** Our own time and memory. */
  readonly seconds?: Partial<Record<Size, number>>;
  readonly megabytes?: Partial<Record<Size, number>>;
  readonly judge: (judged: Judged) => Judgement;
  /** For the processes of Node. */
  readonly nodeFlags?: readonly string[];
}

/** Our peak memory as a share of a yardstick's, where there is a goal for the time. */
export const memoryShare: Partial<Record<Size, number>> = { '100k': 0.5 };
