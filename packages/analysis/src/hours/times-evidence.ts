import type { Evidence } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import { fewestPosts, type TimeFindings } from './recommend-times.ts';

export type AccountTimes = TimeFindings & { readonly comparable: ComparablePosts };

const clockFace = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** What was found on each own account, or why nothing was. */
export function timesEvidence(accounts: readonly AccountTimes[]): Evidence {
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
