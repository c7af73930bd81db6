import { at, indexAt } from '../statistics/at.ts';
import { midRanks } from '../statistics/mid-ranks.ts';
import { upperTail } from '../statistics/normal-distribution.ts';
import type { Contrast } from './contrast.ts';

/** Residuals of an account with their ranks, made once for all the groups tried on them. */
export interface RankedResiduals {
  readonly residuals: Float64Array;
  readonly ranks: Float64Array;
  readonly sum: number;
  /** Variance of the ranks (divisor n): equal residuals make it smaller. */
  readonly rankVariance: number;
}

/** O(n log n). */
export function rankResiduals(residuals: Float64Array): RankedResiduals {
  const ranks = midRanks(residuals);
  const n = ranks.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    sum += at(residuals, i);
    squares += (at(ranks, i) - (n + 1) / 2) ** 2;
  }
  return { residuals, ranks, sum, rankVariance: n === 0 ? 0 : squares / n };
}

export interface GroupTest {
  /** Mean residual of the members less the others'. */
  readonly lift: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * The posts at the given positions against all others: Wilcoxon's rank-sum by the normal
 * approximation with tie and continuity correction, as `mannWhitney`, without sorting again.
 * Null when a side has fewer than `fewest`. O(members).
 */
export function testGroup(
  ranked: RankedResiduals,
  members: Int32Array,
  fewest: number,
): GroupTest | null {
  const n = ranked.ranks.length;
  const inside = members.length;
  const outside = n - inside;
  if (inside < Math.max(1, fewest) || outside < Math.max(1, fewest)) return null;
  let rankSum = 0;
  let sum = 0;
  for (let i = 0; i < inside; i += 1) {
    rankSum += at(ranked.ranks, indexAt(members, i));
    sum += at(ranked.residuals, indexAt(members, i));
  }
  const lift = sum / inside - (ranked.sum - sum) / outside;
  const variance = (inside * outside * ranked.rankVariance) / (n - 1);
  if (!(variance > 0)) return { lift, pValue: 1 };
  const distance = Math.abs(rankSum - (inside * (n + 1)) / 2) - 0.5;
  return { lift, pValue: Math.min(1, 2 * upperTail(distance / Math.sqrt(variance))) };
}

/** The same comparison for the bootstrap. O(n). */
export function contrastOfGroup(residuals: Float64Array, members: Int32Array): Contrast {
  const inside = new Float64Array(residuals.length);
  const outside = new Float64Array(residuals.length).fill(1);
  for (const position of members) {
    inside[position] = 1;
    outside[position] = 0;
  }
  return { residuals, inside, outside };
}

/**
 * Of groups in order of certainty, those that still differ (p ≤ `level`) once the effects of
 * the ones before were taken from their posts: where a hashtag does worse, short captions would
 * seem to do better only because they hold fewer hashtags. O(groups · n log n).
 */
export function standingAlone<Group extends { readonly members: Int32Array }>(
  groups: readonly Group[],
  residuals: Float64Array,
  level: number,
): Group[] {
  const left = residuals.slice();
  return groups.filter(({ members }, i) => {
    const test = testGroup(rankResiduals(left), members, 1);
    if (test === null || (i > 0 && test.pValue > level)) return false;
    for (const position of members) left[position] = at(left, position) - test.lift;
    return true;
  });
}
