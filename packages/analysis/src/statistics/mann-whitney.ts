import { at, indexAt } from './at.ts';
import { mannWhitneyExactPValue } from './mann-whitney-distribution.ts';
import { upperTail } from './normal-distribution.ts';

export interface MannWhitney {
  /** Pairs in which the first group is larger; ties count a half. */
  readonly u: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** The smaller group up to which the distribution of U is counted out, as scipy does. */
const exactUpTo = 8;

/**
 * Mann–Whitney U test of the members against the others: scipy.stats.mannwhitneyu(x, y,
 * use_continuity=True, alternative='two-sided'). `auto` is exact where no values are
 * equal and a group has 8 or fewer, else the normal approximation with tie and continuity
 * correction; `asymptotic` forces that. Null when a group is empty or a value is not finite; all values tied gives
 * p = 1. O(n log n).
 */
export function mannWhitney(
  values: Float64Array,
  members: Uint8Array,
  method: 'auto' | 'asymptotic' = 'auto',
): MannWhitney | null {
  const n = values.length;
  if (!values.every(Number.isFinite)) return null;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => at(values, a) - at(values, b),
  );
  let inside = 0;
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < n; ) {
    let end = start;
    const value = at(values, indexAt(order, start));
    let membersHere = 0;
    while (end < n && at(values, indexAt(order, end)) === value) {
      membersHere += members[indexAt(order, end)] === 1 ? 1 : 0;
      end += 1;
    }
    const size = end - start;
    ties += size * (size * size - 1);
    inside += membersHere;
    rankSum += membersHere * ((start + 1 + end) / 2);
    start = end;
  }
  const outside = n - inside;
  if (inside === 0 || outside === 0) return null;
  const u = rankSum - (inside * (inside + 1)) / 2;
  if (method === 'auto' && ties === 0 && Math.min(inside, outside) <= exactUpTo) {
    return { u, pValue: mannWhitneyExactPValue(u, inside, outside) };
  }
  const variance = ((inside * outside) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return { u, pValue: 1 };
  const distance = Math.abs(u - (inside * outside) / 2) - 0.5;
  return { u, pValue: Math.min(1, 2 * upperTail(distance / Math.sqrt(variance))) };
}
