const dayMs = 86_400_000;

/** Where a moment falls on an account's wall clock. */
export interface LocalTime {
  readonly hour: number;
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  readonly weekday: number;
  /** Local date, in days since 1970-01-01. */
  readonly day: number;
}

export type ZoneClock = (utcMs: number) => LocalTime;

/** The first of the zones that this runtime knows; UTC when none is. */
export function firstKnownZone(...zones: readonly (string | null)[]): string {
  for (const zone of zones) {
    if (zone === null) continue;
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: zone });
      return zone;
    } catch {}
  }
  return 'UTC';
}

/**
 * Reads local hours and weekdays in an IANA zone, correct over daylight-saving changes
 * and offsets of parts of an hour. The offset is asked of Intl only at the two ends of
 * each UTC day; where they differ the day holds a change, and each of its moments is
 * asked for itself. Amortised O(1), two look-ups per day met.
 */
export function zoneClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const exactOffset = (utcMs: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utcMs)) part[type] = Number(value);
    const local = Date.UTC(
      part.year ?? 0,
      (part.month ?? 1) - 1,
      part.day ?? 1,
      part.hour ?? 0,
      part.minute ?? 0,
      part.second ?? 0,
    );
    return local - Math.floor(utcMs / 1000) * 1000;
  };
  const starts = new Map<number, number>();
  const offsetAtDay = (day: number): number => {
    const cached = starts.get(day);
    if (cached !== undefined) return cached;
    const offset = exactOffset(day * dayMs);
    starts.set(day, offset);
    return offset;
  };
  return (utcMs) => {
    const day = Math.floor(utcMs / dayMs);
    const offset = offsetAtDay(day);
    const localMs = utcMs + (offset === offsetAtDay(day + 1) ? offset : exactOffset(utcMs));
    const localDay = Math.floor(localMs / dayMs);
    return {
      hour: Math.floor((localMs - localDay * dayMs) / 3_600_000),
      // 1970-01-01 was a Thursday.
      weekday: ((((localDay + 3) % 7) + 7) % 7) + 1,
      day: localDay,
    };
  };
}
