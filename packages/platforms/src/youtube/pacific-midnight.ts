import { pacificDay } from './pacific-day.ts';

const hourMs = 3_600_000;

/**
 * The next midnight in America/Los_Angeles after `now`, when YouTube's daily quota resets. Zone
 * changes happen at 2:00, so the midnight is found by stepping to the first hour of the next day.
 */
export function nextPacificMidnight(now: Date): Date {
  const today = pacificDay(now);
  let midnightMs = Math.floor(now.getTime() / hourMs) * hourMs + hourMs;
  while (pacificDay(new Date(midnightMs)) === today) midnightMs += hourMs;
  return new Date(midnightMs);
}
