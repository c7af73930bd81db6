import { at, indexAt } from './at.ts';
import { kendallExactPValue } from './kendall-distribution.ts';
import { upperTail } from './normal-distribution.ts';
import type { Correlation } from './pearson.ts';

interface Ties {
  /** Σ t (t − 1) / 2 over the groups of t equal values. */
  readonly pairs: number;
  /** Σ t (t − 1) (t − 2). */
  readonly triples: number;
  /** Σ t (t − 1) (2 t + 5). */
  readonly variance: number;
}

function tiesOf(n: number, equalToPrevious: (position: number) => boolean): Ties {
  let pairs = 0;
  let triples = 0;
  let variance = 0;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && equalToPrevious(end)) end += 1;
    const t = end - start;
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    variance += t * (t - 1) * (2 * t + 5);
    start = end;
  }
  return { pairs, triples, variance };
}

/** Sorts in place, bottom up, and counts the pairs that stood in the wrong order. O(n log n). */
function sortCountingInversions(values: Float64Array<ArrayBuffer>): number {
  const n = values.length;
  let from = values;
  let into = new Float64Array(n);
  let inversions = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k += 1) {
        if (left < middle && (right >= end || at(from, left) <= at(from, right))) {
          into[k] = at(from, left++);
        } else {
          inversions += middle - left;
          into[k] = at(from, right++);
        }
      }
    }
    [from, into] = [into, from];
  }
  if (from !== values) values.set(from);
  return inversions;
}

/**
 * Kendall's τ-b by Knight's algorithm (1966): scipy.stats.kendalltau. Two-sided p; `auto`
 * is exact without ties up to 33 pairs (or when at most one pair disagrees with the
 * rest), else by the normal approximation with tie correction, as scipy's
 * `method='auto'`; `asymptotic` forces the approximation. Null for fewer than two pairs,
 * a side that does not vary, or values that are not finite. O(n log n).
 */
export function kendall(
  x: Float64Array,
  y: Float64Array,
  method: 'auto' | 'asymptotic' = 'auto',
): Correlation | null {
  const n = x.length;
  if (n !== y.length || n < 2 || !x.every(Number.isFinite) || !y.every(Number.isFinite))
    return null;
  const order = Int32Array.from(x.keys()).sort(
    (a, b) => at(x, a) - at(x, b) || at(y, a) - at(y, b),
  );
  const sortedX = Float64Array.from(order, (index) => at(x, index));
  const byX = Float64Array.from(order, (index) => at(y, index));
  const sameX = (i: number): boolean => at(sortedX, i) === at(sortedX, i - 1);
  const tiesX = tiesOf(n, sameX);
  const joint = tiesOf(
    n,
    (i) => sameX(i) && at(y, indexAt(order, i)) === at(y, indexAt(order, i - 1)),
  );
  const discordant = sortCountingInversions(byX);
  const tiesY = tiesOf(n, (i) => at(byX, i) === at(byX, i - 1));
  const all = (n * (n - 1)) / 2;
  if (tiesX.pairs === all || tiesY.pairs === all) return null;
  const difference = all - tiesX.pairs - tiesY.pairs + joint.pairs - 2 * discordant;
  const tau = difference / Math.sqrt(all - tiesX.pairs) / Math.sqrt(all - tiesY.pairs);
  const untied = tiesX.pairs === 0 && tiesY.pairs === 0;
  const few = n <= 33 || Math.min(discordant, all - discordant) <= 1;
  const pValue =
    method === 'auto' && untied && few
      ? kendallExactPValue(n, discordant)
      : asymptoticPValue(n, difference, tiesX, tiesY);
  return { coefficient: Math.max(-1, Math.min(1, tau)), pValue };
}

/** Normal approximation of concordant less discordant pairs (Kendall 1970, ch. 4). */
function asymptoticPValue(n: number, difference: number, x: Ties, y: Ties): number {
  const m = n * (n - 1);
  const triples = n > 2 ? (x.triples * y.triples) / (9 * m * (n - 2)) : 0;
  const variance =
    (m * (2 * n + 5) - x.variance - y.variance) / 18 + (2 * x.pairs * y.pairs) / m + triples;
  return Math.min(1, 2 * upperTail(Math.abs(difference) / Math.sqrt(variance)));
}
