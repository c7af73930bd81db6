/**
 * Two-sided exact p of Mann–Whitney's U without ties, for groups of a and b: twice the
 * chance of a U at least as far from a·b/2, at most 1. The counts of orders by U are the
 * coefficients of the Gaussian binomial ∏ (1 − q^(b+i)) / (1 − q^i), i = 1 … a (Mann &
 * Whitney 1947), multiplied out up to the smaller tail, as shares of all orders so that
 * nothing overflows. Equals scipy's method='exact'. O(min(a, b) · U).
 */
export function mannWhitneyExactPValue(u: number, a: number, b: number): number {
  const few = Math.min(a, b);
  const many = Math.max(a, b);
  const tail = Math.min(u, a * b - u);
  const shares = new Float64Array(tail + 1);
  shares[0] = 1;
  for (let i = 1; i <= few; i += 1) {
    // Backwards, so that each factor is applied to what was there before it.
    for (let k = tail; k >= many + i; k -= 1) {
      shares[k] = (shares[k] as number) - (shares[k - many - i] as number);
    }
    for (let k = i; k <= tail; k += 1) {
      shares[k] = (shares[k] as number) + (shares[k - i] as number);
    }
    const factor = i / (many + i);
    for (let k = 0; k <= tail; k += 1) shares[k] = (shares[k] as number) * factor;
  }
  return Math.min(1, 2 * shares.reduce((sum, share) => sum + share, 0));
}
