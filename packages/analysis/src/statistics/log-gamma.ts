/** Bernoulli terms B₂ₖ / (2k (2k − 1)) of Stirling's series (DLMF 5.11.1). */
const stirling = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
] as const;

/** ln Γ(x) less (x − ½) ln x − x + ½ ln 2π, for x ≥ 10. O(1). */
export function stirlingRemainder(x: number): number {
  const inverse = 1 / (x * x);
  let sum = 0;
  for (let k = stirling.length - 1; k >= 0; k -= 1) sum = sum * inverse + (stirling[k] as number);
  return sum / x;
}

/**
 * ln Γ(x) for x > 0: Stirling's series at x ≥ 10, below it after the recurrence
 * Γ(x + 1) = x Γ(x) (DLMF 5.11.1, 5.5.1). Error about 1e-15 of the largest term;
 * equals scipy.special.gammaln. O(1).
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const series =
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    0.5 * Math.log(2 * Math.PI) +
    stirlingRemainder(shifted);
  return series - Math.log(product);
}

/**
 * ln B(a, b) for a, b > 0. With the larger argument beyond 10 the big logarithms are
 * cancelled on paper, so that B(50 000, ½) keeps its digits. Equals scipy.special.betaln. O(1).
 */
export function logBeta(a: number, b: number): number {
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (large < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  // ln Γ(large) − ln Γ(large + small), by Stirling on both
  const difference =
    -(large - 0.5) * Math.log1p(small / large) -
    small * Math.log(large + small) +
    small +
    stirlingRemainder(large) -
    stirlingRemainder(large + small);
  return logGamma(small) + difference;
}
