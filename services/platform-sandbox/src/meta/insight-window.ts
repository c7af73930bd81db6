import { dayAfter, pacificDayOf, startOfPacificDay } from '../analytics/pacific-days.ts';
import { badParameter } from './graph-error.ts';
import { readMoment } from './parameters.ts';

export interface InsightWindow {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** A Pacific day that is over. */
export interface ClosedDay {
  readonly day: string;
  /** The midnight that closes it. */
  readonly endTime: Date;
}

const dayMs = 86_400_000;
const mostDays = 30;

/** `since` and `until`; the 24 hours before `at` by default. */
export function readWindow(query: URLSearchParams, at: Date): InsightWindow {
  const until = readMoment(query, 'until');
  const since = readMoment(query, 'since');
  const untilMs = until ?? at.getTime();
  const sinceMs = since ?? untilMs - dayMs;
  if (sinceMs > untilMs) throw badParameter('since param is not valid. It must be before until');
  return { sinceMs, untilMs };
}

export function checkLength({ sinceMs, untilMs }: InsightWindow): void {
  if (untilMs - sinceMs > mostDays * dayMs) {
    throw badParameter('There cannot be more than 30 days (2592000 s) between since and until');
  }
}

/** The days that end within (since, until], as far as they are over; oldest first. */
export function closedDays({ sinceMs, untilMs }: InsightWindow, at: Date): readonly ClosedDay[] {
  const lastMs = Math.min(untilMs, at.getTime());
  const days: ClosedDay[] = [];
  // Its midnight is behind `since`, at whatever hour of the day that is.
  let day = pacificDayOf(new Date(sinceMs));
  for (;;) {
    const next = dayAfter(day);
    const endTime = startOfPacificDay(next);
    if (endTime.getTime() > lastMs) return days;
    days.push({ day, endTime });
    day = next;
  }
}

/** `paging` that moves the window, with the token in it. */
export function windowPaging(
  { sinceMs, untilMs }: InsightWindow,
  call: { readonly address: string; readonly token: string; readonly query: URLSearchParams },
): object {
  const lengthMs = untilMs - sinceMs;
  const link = (fromMs: number): string => {
    const url = new URL(call.address);
    url.searchParams.set('access_token', call.token);
    for (const [key, value] of call.query) url.searchParams.set(key, value);
    url.searchParams.set('access_token', call.token);
    url.searchParams.set('since', String(Math.floor(fromMs / 1_000)));
    url.searchParams.set('until', String(Math.floor((fromMs + lengthMs) / 1_000)));
    return url.href;
  };
  return { previous: link(sinceMs - lengthMs), next: link(untilMs) };
}
