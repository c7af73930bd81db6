import type {
  AccountSummary,
  CompetitorBenchmark,
  DropOff,
  ReportBody,
  RollingPoint,
  ViralPost,
} from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { fewestHooks, type HookFindings } from '../hooks/hook-effects.ts';
import { fewestPosts, type TimeFindings } from '../hours/recommend-times.ts';
import { evidence, joinReasons, unofferedEvidence } from './evidence.ts';
import type { Section } from './section.ts';

type Of<Findings> = Findings & { readonly comparable: ComparablePosts };

export interface Sections {
  readonly summaries: readonly AccountSummary[];
  readonly times: readonly Of<TimeFindings>[];
  readonly hooks: readonly Of<HookFindings>[];
  readonly benchmarks: Section<CompetitorBenchmark[]>;
  readonly viralPosts: Section<ViralPost[]>;
  readonly dropOffs: Section<DropOff[]>;
  readonly rolling: readonly RollingPoint[];
}

const label = ({ account }: ComparablePosts): string => account.name ?? account.accountId;
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
  return {
    ...unofferedEvidence(posts),
    optimal_times: timesEvidence(sections),
    hooks: hooksEvidence(sections),
    competitor_benchmarks: sections.benchmarks.evidence,
    drop_offs: sections.dropOffs.evidence,
    viral_posts: sections.viralPosts.evidence,
    rolling_7d: rollingEvidence(sections),
  };
}
