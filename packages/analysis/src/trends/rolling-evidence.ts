import type { AccountSummary, Evidence, RollingPoint } from '@viral-scan/contracts';
import { evidence, totalOf } from '../report/evidence.ts';

/** Whether any day of the rolling means has a post with known engagements. */
export function rollingEvidence(
  rolling: readonly RollingPoint[],
  summaries: readonly AccountSummary[],
): Evidence {
  const measured = rolling.some(({ mean_engagements: mean }) => mean !== null);
  const reason = measured
    ? 'mean engagements, latest known, of the posts of the 7 days before each point'
    : 'no post with known engagements in the window';
  return evidence(
    measured,
    reason,
    totalOf(summaries, (summary) => summary.posts_measured),
    1,
  );
}
