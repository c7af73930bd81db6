import type { AccountSummary, ReportBody, RollingPoint, ViralPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { fewestHooks, type HookFindings } from '../hooks/hook-effects.ts';
import { fewestPosts, type TimeFindings } from '../hours/recommend-times.ts';
import { fewestComparable, leastMultiple } from '../outliers/viral-posts.ts';
import { evidence, joinReasons, unofferedEvidence } from './evidence.ts';

type Of<Findings> = Findings & { readonly comparable: ComparablePosts };

export interface Sections {
  readonly accounts: readonly ComparablePosts[];
  readonly summaries: readonly AccountSummary[];
  readonly times: readonly Of<TimeFindings>[];
  readonly hooks: readonly Of<HookFindings>[];
  readonly viralPosts: readonly ViralPost[];
  readonly rolling: readonly RollingPoint[];
}

const label = ({ account }: ComparablePosts): string => account.name ?? account.accountId;
const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

function timesEvidence({ times }: Sections) {
  const reasons = times.map(({ comparable, times: found, posts, refusal }) => {
    const hours = found.filter(({ weekday }) => weekday === null).map(({ hour }) => `${hour}:00`);
    const measure = comparable.outcome === 'views' ? ' (by views: engagements are unknown)' : '';
    const sentence =
      refusal ??
      `${hours.join(', ')} better than the rest by more than chance, ${posts} posts compared`;
    return { account: label(comparable), reason: `${sentence}${measure}` };
  });
  return evidence(
    times.some(({ times: found }) => found.length > 0),
    joinReasons(reasons, 'no own account in this scan'),
    total(times.map(({ posts }) => posts)),
    fewestPosts,
  );
}

function hooksEvidence({ hooks }: Sections) {
  return evidence(
    hooks.some(({ hooks: found }) => found.length > 0),
    joinReasons(
      hooks.map(({ comparable, summary }) => ({ account: label(comparable), reason: summary })),
      'no account in this scan',
    ),
    total(hooks.map(({ posts }) => posts)),
    fewestHooks,
  );
}

function benchmarkEvidence({ summaries }: Sections) {
  const own = summaries.filter(({ role }) => role === 'own');
  const competitors = summaries.filter(({ role }) => role === 'competitor');
  const posts = total(competitors.map((summary) => summary.posts_measured));
  if (competitors.length === 0)
    return evidence(
      false,
      'no competitor was named, or none could be read (see dataset.coverage)',
      0,
      1,
    );
  const ownPosts = total(own.map((summary) => summary.posts_measured));
  if (own.length === 0) return evidence(false, 'no own account to compare with', posts, 1);
  if (posts === 0 || ownPosts === 0) {
    const side = posts === 0 ? 'competitor' : 'own account';
    return evidence(false, `no ${side} has a post with known engagements`, posts, 1);
  }
  return evidence(
    true,
    `${counted(competitors.length, 'competitor')} beside ${counted(own.length, 'own account')}`,
    posts,
    1,
  );
}

function viralEvidence({ accounts, viralPosts }: Sections) {
  const posts = total(
    accounts.map(({ views, engagements }) => new Set([...views.index, ...engagements.index]).size),
  );
  const enough = accounts.some(
    ({ views, engagements }) =>
      Math.max(views.values.length, engagements.values.length) >= fewestComparable,
  );
  const found = viralPosts.length === 0 ? 'no post reaches' : `${viralPosts.length} posts reach`;
  return evidence(
    enough,
    enough
      ? `${found} ${leastMultiple} times its account's median at equal age, of ${posts} compared`
      : `no account has ${fewestComparable} posts comparable at equal age`,
    posts,
    fewestComparable,
  );
}

function rollingEvidence({ rolling, summaries }: Sections) {
  const posts = total(summaries.map((summary) => summary.posts_measured));
  const measured = rolling.some(({ mean_engagements: mean }) => mean !== null);
  const reason = measured
    ? 'mean engagements, latest known, of the posts of the 7 days before each point'
    : 'no post with known engagements in the window';
  return evidence(measured, reason, posts, 1);
}

/** An entry for every section of the report: an empty list never stands alone. */
export function reportEvidence(sections: Sections): ReportBody['evidence'] {
  const posts = total(sections.summaries.map((summary) => summary.posts));
  const platforms = sections.summaries.map(({ platform }) => platform);
  return {
    ...unofferedEvidence(platforms, posts),
    optimal_times: timesEvidence(sections),
    hooks: hooksEvidence(sections),
    competitor_benchmarks: benchmarkEvidence(sections),
    viral_posts: viralEvidence(sections),
    rolling_7d: rollingEvidence(sections),
  };
}
