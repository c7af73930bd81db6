import { at, indexAt } from '../statistics/at.ts';
import { midRanks } from '../statistics/mid-ranks.ts';
import { upperTail } from '../statistics/normal-distribution.ts';
import type { Contrast } from './contrast.ts';

const furthestLag = 50;

/** Residuals of an account in time order with their ranks, made once for all groups tried on them. */
export interface RankedResiduals {
  readonly residuals: Float64Array;
  readonly ranks: Float64Array;
  readonly sum: number;
  /** Variance of the ranks (divisor n): equal residuals make it smaller. */
  readonly rankVariance: number;
  /** Autocorrelation of the ranks at lags 1, 2, … as long as it is positive, 50 at most. */
  readonly persistence: Float64Array;
}

/** O(n log n + lags · n). */
export function rankResiduals(residuals: Float64Array): RankedResiduals {
  const ranks = midRanks(residuals);
  const n = ranks.length;
  const centre = (n + 1) / 2;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    sum += at(residuals, i);
    squares += (at(ranks, i) - centre) ** 2;
  }
  const persistence: number[] = [];
  for (let lag = 1; lag <= Math.min(furthestLag, n - 1) && squares > 0; lag += 1) {
    let product = 0;
    for (let i = lag; i < n; i += 1) {
      product += (at(ranks, i) - centre) * (at(ranks, i - lag) - centre);
    }
    if (product <= 0) break;
    persistence.push(product / squares);
  }
  return {
    residuals,
    ranks,
    sum,
    rankVariance: n === 0 ? 0 : squares / n,
    persistence: Float64Array.from(persistence),
  };
}

/**
 * How much wider the rank sum of these posts spreads than that of posts drawn at random:
 * 1 + 2 Σ ρ_members(l) ρ_ranks(l), at least 1 (Bartlett 1935; Bayley & Hammersley 1946). Where
 * posts of a kind come in runs and good weeks follow good weeks, a few lucky weeks would
 * otherwise look like the merit of the kind. O(lags · members).
 */
function inflation({ ranks, persistence }: RankedResiduals, members: Int32Array): number {
  const n = ranks.length;
  const share = members.length / n;
  const flags = new Uint8Array(persistence.length === 0 ? 0 : n);
  for (const member of members) flags[member] = 1;
  let factor = 1;
  for (let lag = 1; lag <= persistence.length; lag += 1) {
    let pairs = 0;
    let early = 0;
    let late = 0;
    for (const member of members) {
      pairs += member + lag < n ? (flags[member + lag] as number) : 0;
      early += member < n - lag ? 1 : 0;
      late += member >= lag ? 1 : 0;
    }
    const product = pairs - share * (early + late) + (n - lag) * share * share;
    const runs = product / (members.length * (1 - share));
    factor += 2 * runs * at(persistence, lag - 1);
  }
  return Math.max(1, factor);
}

export interface GroupTest {
  /** Mean residual of the members less the others'. */
  readonly lift: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * The posts at the given positions against all others: Wilcoxon's rank-sum by the normal
 * approximation with tie and continuity correction, as `mannWhitney`, without sorting again;
 * its variance widened where members come in runs and residuals persist. Null when a side has
 * fewer than `fewest`. O(lags · members).
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
  const plain = (inside * outside * ranked.rankVariance) / (n - 1);
  const variance = plain * inflation(ranked, members);
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
