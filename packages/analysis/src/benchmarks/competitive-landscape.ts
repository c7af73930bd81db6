import { type AccountSummary, benchmarkFigures, type Landscape } from '@viral-scan/contracts';
import { midRankPercentile } from '../statistics/mid-rank-percentile.ts';
import { mean } from '../statistics/moments.ts';
import { rounded } from '../statistics/rounding.ts';

type Figure = (typeof benchmarkFigures)[number];

const readFigure: Readonly<Record<Figure, (summary: AccountSummary) => number | null>> = {
  median_views: (summary) => summary.median_views,
  median_engagements: (summary) => summary.median_engagements,
  posts_per_week: (summary) => summary.posts_per_week,
  engagement_rate_by_views: (summary) => summary.engagement_rate.by_views,
  engagement_rate_by_reach: (summary) => summary.engagement_rate.by_reach,
  engagement_rate_by_followers: (summary) => summary.engagement_rate.by_followers,
};

/** Rates have eight decimals, the rest four. */
const decimals = (figure: Figure): number => (figure.startsWith('engagement_rate') ? 8 : 4);

/**
 * Each figure of each own account among the competitors on its platform: their average
 * without the user, the average with, and the user's mid-rank percentile among all of them.
 * Figures that neither side knows are left out. O(own × figures × competitors).
 */
export function competitiveLandscape(summaries: readonly AccountSummary[]): Landscape[] {
  const own = summaries.filter(({ role }) => role === 'own');
  const rivals = summaries.filter(({ role }) => role === 'competitor');
  return own.flatMap((account) => {
    const beside = rivals.filter(({ platform }) => platform === account.platform);
    if (beside.length === 0) return [];
    return benchmarkFigures.flatMap((figure) => {
      const value = readFigure[figure](account);
      const others = Float64Array.from(
        beside.map(readFigure[figure]).filter((known) => known !== null),
      );
      if (value === null && others.length === 0) return [];
      const all = value === null ? others : Float64Array.of(...others, value);
      return [
        {
          account_id: account.account_id,
          platform: account.platform,
          figure,
          own: value,
          competitors: others.length,
          competitors_average: rounded(mean(others), decimals(figure)),
          landscape_average: rounded(mean(all), decimals(figure)),
          percentile:
            value === null || others.length === 0
              ? null
              : rounded(midRankPercentile(all.slice().sort(), value), 2),
        },
      ];
    });
  });
}
