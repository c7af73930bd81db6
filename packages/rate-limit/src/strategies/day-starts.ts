const hourMs = 3_600_000;

/**
 * When the days around `nowMs` begin in `zone`, in ms since the epoch: yesterday, today, tomorrow
 * and the day after, so that a clock that is a little off still finds its day. Days of 23 and 25
 * hours are as long as they are; a day without a midnight begins with its first moment.
 */
export function dayStarts(zone: string, nowMs: number): readonly number[] {
  const dateOf = dateIn(zone);
  const starts: number[] = [];
  let start = nextStart(dateOf, nowMs - 60 * hourMs);
  while (starts.length < 4) {
    const next = nextStart(dateOf, start);
    if (starts.length > 0 || nextStart(dateOf, next) > nowMs) starts.push(start);
    start = next;
  }
  return starts;
}

/** Starts of days, reckoned anew when one has ended. */
export function createDays(now: () => number): (zone: string) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (zone) => {
    const nowMs = now();
    const kept = known.get(zone);
    const [, today = Number.POSITIVE_INFINITY, tomorrow = 0] = kept ?? [];
    if (kept !== undefined && today <= nowMs && nowMs < tomorrow) return kept;
    const starts = dayStarts(zone, nowMs);
    known.set(zone, starts);
    return starts;
  };
}

export function isZone(zone: string): boolean {
  try {
    dateIn(zone)(0);
    return true;
  } catch {
    return false;
  }
}

function dateIn(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return (ms) => format.format(ms);
}

/** The first moment after `ms` that has another date. */
function nextStart(dateOf: (ms: number) => string, ms: number): number {
  const date = dateOf(ms);
  let before = ms;
  while (dateOf(before + hourMs) === date) before += hourMs;
  let after = before + hourMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateOf(middle) === date) before = middle;
    else after = middle;
  }
  return after;
}
