/**
 * One window per result: the values with index in [starts[i], ends[i]). Neither bound ever
 * decreases, so that sums over all windows take linear time.
 */
export interface Windows {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Fewer values than this (NaN and infinities do not count) give NaN. */
  readonly minPeriods: number;
}

export interface FixedWindowOptions {
  /** From 0 to the size; the size unless told. */
  readonly minPeriods?: number;
  /** Whether the window lies around its value (an even one reaches further back). */
  readonly center?: boolean;
}

/**
 * Windows of `size` values that end at, or lie around, each of `count` values, cut off at
 * the ends of the series: pandas' `rolling(size, min_periods, center)`. O(count).
 */
export function fixedWindows(
  count: number,
  size: number,
  { minPeriods = size, center = false }: FixedWindowOptions = {},
): Windows {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`window must be a whole number above 0, was ${size}`);
  }
  if (!(minPeriods >= 0 && minPeriods <= size)) {
    throw new RangeError(`minPeriods must be from 0 to the window's ${size}, was ${minPeriods}`);
  }
  const ahead = center ? (size - 1) >> 1 : 0;
  const clipped = (bound: number): number => Math.min(count, Math.max(0, bound));
  const ends = Int32Array.from({ length: count }, (_, i) => clipped(i + 1 + ahead));
  const starts = Int32Array.from({ length: count }, (_, i) => clipped(i + 1 + ahead - size));
  return { starts, ends, minPeriods };
}

export interface TimeWindowOptions {
  /** 'right' is (t − width, t], 'left' is [t − width, t); 'right' unless told. */
  readonly closed?: 'right' | 'left';
  /** 1 unless told. */
  readonly minPeriods?: number;
}

/** Refuses times that descend or are not numbers. */
function checkAscending(times: ArrayLike<number>): void {
  for (let i = 0; i < times.length; i += 1) {
    if (
      !((times[i] as number) >= (i === 0 ? Number.NEGATIVE_INFINITY : (times[i - 1] as number)))
    ) {
      throw new RangeError(`times must ascend, position ${i} does not`);
    }
  }
}

/**
 * The window of `width` before each value's own time, for ascending times in any one unit:
 * pandas' `rolling('7D', closed)`. As there, of values with the same time the earlier row
 * belongs to the later row's window and not the other way round. O(n).
 */
export function timeWindows(
  times: ArrayLike<number>,
  width: number,
  { closed = 'right', minPeriods = 1 }: TimeWindowOptions = {},
): Windows {
  checkAscending(times);
  const count = times.length;
  const starts = new Int32Array(count);
  let start = 0;
  for (let i = 0; i < count; i += 1) {
    const bound = (times[i] as number) - width;
    while (
      start < i &&
      ((times[start] as number) < bound || (closed === 'right' && times[start] === bound))
    ) {
      start += 1;
    }
    starts[i] = start;
  }
  const ends = Int32Array.from({ length: count }, (_, i) => (closed === 'right' ? i + 1 : i));
  return { starts, ends, minPeriods };
}

/**
 * The window (m − width, m] of each of some ascending moments, which need not be times of
 * values. O(values + moments).
 */
export function momentWindows(
  times: ArrayLike<number>,
  moments: ArrayLike<number>,
  width: number,
  minPeriods = 1,
): Windows {
  checkAscending(times);
  checkAscending(moments);
  const upTo = (offset: number): Int32Array => {
    let past = 0;
    return Int32Array.from(moments, (moment) => {
      while (past < times.length && (times[past] as number) <= moment - offset) past += 1;
      return past;
    });
  };
  return { starts: upTo(width), ends: upTo(0), minPeriods };
}
