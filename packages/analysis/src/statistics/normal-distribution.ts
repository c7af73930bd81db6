/**
 * Upper tail probability of the standard normal, P(Z > z), with a relative error
 * below 1e-12: a Taylor series of the density near 0, Lentz's continued fraction of
 * Mills' ratio in the tail (Abramowitz & Stegun 26.2.10 and 26.2.14). Equals
 * scipy.stats.norm.sf. O(1).
 *
 * @example upperTail(1.959963984540054) // 0.025
 */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let k = 1; k < 200 && term > sum * 1e-17; k += 1) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 160; k >= 1; k -= 1) fraction = z + k / fraction;
  return density / fraction;
}

/**
 * ln P(Z > z) of the standard normal, where the probability itself has long been 0
 * (z above 38): the logarithm of `upperTail`, or of the density times Mills' ratio.
 * Equals scipy.stats.norm.logsf. O(1).
 *
 * @example logUpperTail(100) // -5005.524…
 */
export function logUpperTail(z: number): number {
  if (z < -1) return Math.log1p(-upperTail(-z));
  if (z < 30) return Math.log(upperTail(z));
  let fraction = z;
  for (let k = 60; k >= 1; k -= 1) fraction = z + k / fraction;
  return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction);
}
