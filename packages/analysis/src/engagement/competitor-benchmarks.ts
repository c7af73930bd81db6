import type { AccountSummary, ReportBody } from '@viral-scan/contracts';
import { mean } from '../statistics/moments.ts';
import { rounded } from '../statistics/rounding.ts';

type Figure = (summary: AccountSummary) => number | null;

/** Relative to the mean of the own accounts' figures, in %; null where either is unknown or 0. */
function versusOwn(competitor: AccountSummary, own: readonly AccountSummary[], figure: Figure) {
  const value = figure(competitor);
  const base = mean(Float64Array.from(own.map(figure).filter((known) => known !== null)));
  return value === null || base === null || base <= 0 ? null : rounded(100 * (value / base - 1), 2);
}

/** Each competitor beside the user's own accounts. O(competitors × own). */
export function benchmarkCompetitors(
  summaries: readonly AccountSummary[],
): ReportBody['competitor_benchmarks'] {
  const own = summaries.filter(({ role }) => role === 'own');
  return summaries
    .filter(({ role }) => role === 'competitor')
    .map((summary) => ({
      ...summary,
      views_vs_own_pct: versusOwn(summary, own, (each) => each.median_views),
      engagements_vs_own_pct: versusOwn(summary, own, (each) => each.median_engagements),
      cadence_vs_own_pct: versusOwn(summary, own, (each) => each.posts_per_week),
    }));
}
