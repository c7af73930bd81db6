/** Hour and weekday of a moment on the wall clock of a zone, through daylight-saving changes. */
export interface LocalTime {
  /** 0–23. */
  readonly hour: number;
  /** 1 (Monday) – 7 (Sunday). */
  readonly weekday: number;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `timezone` is an IANA name. */
export function localTimeIn(timezone: string): (at: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
    return { hour: Number(part('hour')), weekday: weekdays.indexOf(part('weekday')) + 1 };
  };
}

/** Hours between two hours of the day, the short way round: 23 and 1 are 2 apart. */
export function hoursApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % 24;
  return Math.min(apart, 24 - apart);
}
