/**
 * Two-sided exact p of Kendall's rank correlation without ties: twice the chance that a
 * random order of n has at most `inversions` inversions (of the smaller side), at most 1.
 * Recursion over n of the inversion counts, kept as probabilities so that nothing
 * overflows (Kendall, Rank Correlation Methods, 1970, ch. 5; scipy's `_kendall_p_exact`).
 * O(n · inversions).
 */
export function kendallExactPValue(n: number, inversions: number): number {
  const most = (n * (n - 1)) / 2;
  const c = Math.min(inversions, most - inversions);
  if (n < 2 || 2 * c === most) return 1;
  let probability = new Float64Array(c + 1);
  probability[0] = 1;
  for (let j = 2; j <= n; j += 1) {
    const next = new Float64Array(c + 1);
    let window = 0;
    for (let k = 0; k <= c; k += 1) {
      window += probability[k] as number;
      if (k >= j) window -= probability[k - j] as number;
      next[k] = window / j;
    }
    probability = next;
  }
  return Math.min(1, 2 * probability.reduce((sum, p) => sum + p, 0));
}
