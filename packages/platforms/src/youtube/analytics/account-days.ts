import type { AccountDay, Day } from '@viral-scan/contracts';
import { broken, requiredText } from '../../answer/json-node.ts';
import { isDay } from '../../day-range.ts';
import { addDays, pacificDay } from '../pacific-day.ts';
import type { ReportRow } from './report.ts';
import { optionalDifference, optionalWhole } from './whole-number.ts';

export const dayMetrics = [
  'views',
  'likes',
  'comments',
  'shares',
  'subscribersGained',
  'subscribersLost',
];

/** YouTube is done with a day 48 to 72 hours after its end. */
const daysUntilSettled = 3;

/**
 * The Pacific days of a report, in order. Days that YouTube has nothing of (yet) are missing rather
 * than zero.
 */
export function parseAccountDays(rows: readonly ReportRow[], now: Date): AccountDay[] {
  const settledBefore = addDays(pacificDay(now), -daysUntilSettled);
  const days = new Map<Day, AccountDay>();
  for (const row of rows) {
    const cell = row('day');
    const day = requiredText(cell);
    if (!isDay(day)) throw broken(cell, 'is not a day');
    if (days.has(day)) throw broken(cell, 'comes twice');
    days.set(day, {
      day,
      views: optionalWhole(row('views')),
      reach: null,
      profileViews: null,
      likes: optionalDifference(row('likes')),
      comments: optionalDifference(row('comments')),
      shares: optionalDifference(row('shares')),
      followers: null,
      newFollowers: optionalWhole(row('subscribersGained')),
      lostFollowers: optionalWhole(row('subscribersLost')),
      provisional: day >= settledBefore,
    });
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
