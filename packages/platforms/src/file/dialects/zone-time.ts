const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Milliseconds since 1970 UTC of a wall-clock reading, given as if it were UTC. */
export type ZoneTime = (wallMs: number) => number;

/**
 * Turns readings of the wall clocks of an IANA zone into moments. A reading that a clock shows
 * twice (summer time ends) is the earlier one; one that it skips counts on from the hour before.
 * The zone's offset is asked of Intl once per day met, except around its changes. Amortised O(1).
 */
export function zoneTime(timeZone: string): ZoneTime {
  const offsetAt = offsetsOf(timeZone);
  const atDayStart = new Map<number, number>();
  const offsetOfDay = (day: number): number => {
    const known = atDayStart.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * dayMs);
    atDayStart.set(day, offset);
    return offset;
  };
  return (wallMs) => {
    const day = Math.floor(wallMs / dayMs);
    // Wall clocks are at most 14 hours from UTC: the moment lies between these two.
    const before = offsetOfDay(day - 1);
    const after = offsetOfDay(day + 2);
    if (before === after) return wallMs - before;
    const moments = [wallMs - before, wallMs - after].filter(
      (utcMs) => utcMs + offsetAt(utcMs) === wallMs,
    );
    return moments.length === 0 ? wallMs - before : Math.min(...moments);
  };
}

function offsetsOf(timeZone: string): (utcMs: number) => number {
  if (timeZone === 'UTC') return () => 0;
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
  return (utcMs) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utcMs)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
  };
}
