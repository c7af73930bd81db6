import type { Evidence, OptimalTime, ReportBody } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { Random } from '../random/sfc32.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { type AccountTimes, summarizeHours } from './optimal-hours.ts';
import { platformPattern } from './platform-pattern.ts';
import { fewestPosts, recommendTimes } from './recommend-times.ts';

export interface TimesOptions {
  /** Where no own account has a zone to tell. */
  readonly timezone: string;
  /** Rearrangements of the permutation test. */
  readonly permutations: number;
  readonly generator: (accountId: string) => Random;
}

export interface TimesSection extends Section<OptimalTime[]> {
  readonly hours: ReportBody['optimal_hours'];
}

/** Posting times of every own account; the others on its platform steer where it looks first. */
export function findTimesOfAll(
  accounts: readonly ComparablePosts[],
  { timezone, permutations, generator }: TimesOptions,
): TimesSection {
  const own = accounts
    .filter(({ account }) => account.role === 'own')
    .map((comparable) => ({
      comparable,
      ...recommendTimes(
        comparable,
        platformPattern(comparable, accounts),
        permutations,
        generator(comparable.account.accountId),
      ),
    }));
  return {
    found: own.flatMap(({ times }) => times),
    hours: summarizeHours(own, timezone),
    evidence: timesEvidence(own),
  };
}

const clockFace = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** What was found on each own account, or why nothing was. */
function timesEvidence(accounts: readonly AccountTimes[]): Evidence {
  const reasons = accounts.map(({ comparable, times, posts, refusal }) => {
    const hours = times
      .filter(({ weekday }) => weekday === null)
      .map(({ hour }) => clockFace(hour));
    const measure = comparable.outcome === 'views' ? ' (by views: engagements are unknown)' : '';
    const sentence =
      refusal ??
      `${hours.join(', ')} better than the rest by more than chance, ${posts} posts compared`;
    const { account } = comparable;
    return { account: account.name ?? account.accountId, reason: `${sentence}${measure}` };
  });
  return evidence(
    accounts.some(({ times }) => times.length > 0),
    joinReasons(reasons, 'no own account in this scan'),
    totalOf(accounts, ({ posts }) => posts),
    fewestPosts,
  );
}
