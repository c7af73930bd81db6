import type { AccountSchedule } from '@viral-scan/contracts';
import { type AccountTimes, scheduleRule } from '@viral-scan/scan';

export function accountScheduleOf({
  ref,
  asOf,
  posting,
  collections,
}: AccountTimes): AccountSchedule {
  const { nextAt, reason, due, upcoming } = collections;
  const rule = scheduleRule.refresh.map(({ youngerThanMs, everyMs }) => ({
    younger_than: duration(youngerThanMs),
    every: duration(everyMs),
  }));
  return {
    account_id: ref,
    as_of: asOf.toISOString(),
    posting: {
      slots: [...posting.slots],
      reason: posting.reason,
      scan_id: posting.report?.scan_id ?? null,
      as_of: posting.report?.as_of ?? null,
    },
    collections: {
      scheduled: reason === null,
      reason,
      rule,
      new_posts_every: duration(scheduleRule.listingEveryMs),
      next_at: nextAt?.toISOString() ?? null,
      due_now: due,
      upcoming: upcoming.map(({ at, posts, rule: place }) => ({
        at: at.toISOString(),
        posts,
        reason: `younger than ${rule[place]?.younger_than}: every ${rule[place]?.every}`,
      })),
    },
  };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Of whole hours. */
const duration = (ms: number): string =>
  ms % dayMs === 0 ? `P${ms / dayMs}D` : `PT${ms / hourMs}H`;
