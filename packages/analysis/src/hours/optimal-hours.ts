import type { ReportBody } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { TimeFindings } from './recommend-times.ts';

/** What was found on one own account. */
export type AccountTimes = TimeFindings & { readonly comparable: ComparablePosts };

/** Recommended hours of any day, strongest evidence first. */
const plainHours = ({ times }: AccountTimes): number[] =>
  times.filter(({ weekday }) => weekday === null).map(({ hour }) => hour);

/** Accounts with a recommendation first, then by posts behind it, then by id. */
const byEvidence = (a: AccountTimes, b: AccountTimes): number =>
  Math.min(1, b.times.length) - Math.min(1, a.times.length) ||
  b.posts - a.posts ||
  (a.comparable.account.accountId < b.comparable.account.accountId ? -1 : 1);

/**
 * The hours of the own account with most evidence, and of the best one per platform. A
 * platform without a recommendation is there with no hours. O(accounts log accounts).
 */
export function summarizeHours(
  accounts: readonly AccountTimes[],
  timezone: string,
): ReportBody['optimal_hours'] {
  const ordered = [...accounts].sort(byEvidence);
  const best = ordered[0];
  const platformOf = ({ comparable }: AccountTimes) => comparable.account.platform;
  return {
    platform: best === undefined ? null : platformOf(best),
    hours: best === undefined ? [] : plainHours(best),
    timezone: best?.comparable.timezone ?? timezone,
    by_platform: [...new Set(ordered.map(platformOf))].flatMap((platform) => {
      const first = ordered.find((each) => platformOf(each) === platform);
      return first === undefined
        ? []
        : [{ platform, hours: plainHours(first), timezone: first.comparable.timezone }];
    }),
  };
}
