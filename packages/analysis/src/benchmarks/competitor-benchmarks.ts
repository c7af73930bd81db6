import type { AccountSummary, CompetitorBenchmark } from '@viral-scan/contracts';
import { counted, evidence, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { mean } from '../statistics/moments.ts';
import { rounded } from '../statistics/rounding.ts';

type Figure = (summary: AccountSummary) => number | null;

/** Relative to the mean of the own accounts' figures, in %; null where either is unknown or 0. */
function versusOwn(competitor: AccountSummary, own: readonly AccountSummary[], figure: Figure) {
  const value = figure(competitor);
  const base = mean(Float64Array.from(own.map(figure).filter((known) => known !== null)));
  return value === null || base === null || base <= 0 ? null : rounded(100 * (value / base - 1), 2);
}

/** The own accounts a competitor compares with: those on its platform, else all. */
function counterparts(competitor: AccountSummary, own: readonly AccountSummary[]) {
  const same = own.filter(({ platform }) => platform === competitor.platform);
  return same.length > 0 ? same : own;
}

/** Each competitor beside the user's own accounts. O(competitors × own). */
export function benchmarkCompetitors(
  summaries: readonly AccountSummary[],
): Section<CompetitorBenchmark[]> {
  const own = summaries.filter(({ role }) => role === 'own');
  const found = summaries
    .filter(({ role }) => role === 'competitor')
    .map((summary) => {
      const beside = counterparts(summary, own);
      return {
        ...summary,
        views_vs_own_pct: versusOwn(summary, beside, (each) => each.median_views),
        engagements_vs_own_pct: versusOwn(summary, beside, (each) => each.median_engagements),
        // All accounts are looked at over the same window: posts compare as posts a week do.
        cadence_vs_own_pct: versusOwn(summary, beside, (each) => each.posts),
      };
    });
  return { found, evidence: benchmarkEvidence(own, found) };
}

function benchmarkEvidence(own: readonly AccountSummary[], competitors: readonly AccountSummary[]) {
  const posts = totalOf(competitors, (summary) => summary.posts_measured);
  if (competitors.length === 0)
    return evidence(
      false,
      'no competitor was named, or none could be read (see dataset.coverage)',
      0,
      1,
    );
  const ownPosts = totalOf(own, (summary) => summary.posts_measured);
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
