import type { OptimalTime, Platform, ReportBody } from '@viral-scan/contracts';

/** The findings of one own account, as `optimal_hours` sums them up. */
export interface AccountHours {
  readonly accountId: string;
  readonly platform: Platform;
  readonly timezone: string;
  readonly posts: number;
  readonly times: readonly OptimalTime[];
}

/** Recommended hours of any day, strongest evidence first. */
const plainHours = ({ times }: AccountHours): number[] =>
  times.filter(({ weekday }) => weekday === null).map(({ hour }) => hour);

/** Accounts with a recommendation first, then by posts behind it, then by id. */
const byEvidence = (a: AccountHours, b: AccountHours): number =>
  Math.min(1, b.times.length) - Math.min(1, a.times.length) ||
  b.posts - a.posts ||
  (a.accountId < b.accountId ? -1 : 1);

/**
 * The hours of the own account with most evidence, and of the best one per platform. A
 * platform without a recommendation is there with no hours. O(accounts log accounts).
 */
export function summarizeHours(
  accounts: readonly AccountHours[],
  timezone: string,
): ReportBody['optimal_hours'] {
  const ordered = [...accounts].sort(byEvidence);
  const best = ordered[0];
  const platforms = [...new Set(ordered.map(({ platform }) => platform))];
  return {
    platform: best?.platform ?? null,
    hours: best === undefined ? [] : plainHours(best),
    timezone: best?.timezone ?? timezone,
    by_platform: platforms.flatMap((platform) => {
      const first = ordered.find((account) => account.platform === platform);
      return first === undefined
        ? []
        : [{ platform, hours: plainHours(first), timezone: first.timezone }];
    }),
  };
}
