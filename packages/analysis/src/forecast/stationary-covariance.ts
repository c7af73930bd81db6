/** The product of r × r matrices, row-major. */
function multiply(a: Float64Array, b: Float64Array, into: Float64Array, r: number): void {
  for (let i = 0; i < r; i += 1) {
    for (let j = 0; j < r; j += 1) {
      let sum = 0;
      for (let k = 0; k < r; k += 1) sum += (a[i * r + k] as number) * (b[k * r + j] as number);
      into[i * r + j] = sum;
    }
  }
}

/**
 * Writes into `p` (r × r) the covariance P = T P Tᵀ + R Rᵀ of an ARMA process' state in
 * Harvey's form: T has φ in its first column and ones above the diagonal, R is `impact`.
 * By doubling (Anderson & Moore 1979): each turn squares T, so that 2^k terms of the sum
 * take k turns. False where it does not converge (φ not stationary). O(r³ log(1 / gap)).
 */
export function stationaryCovariance(
  phi: Float64Array,
  impact: Float64Array,
  p: Float64Array,
): boolean {
  const r = impact.length;
  let t = new Float64Array(r * r);
  for (let i = 0; i < r; i += 1) {
    t[i * r] = phi[i] ?? 0;
    if (i + 1 < r) t[i * r + i + 1] = 1;
    for (let j = 0; j < r; j += 1) p[i * r + j] = (impact[i] as number) * (impact[j] as number);
  }
  const half = new Float64Array(r * r);
  for (let turn = 0; turn < 60; turn += 1) {
    let largest = 0;
    let growth = 0;
    multiply(t, p, half, r);
    for (let i = 0; i < r; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let sum = 0;
        for (let k = 0; k < r; k += 1) {
          sum += (half[i * r + k] as number) * (t[j * r + k] as number);
        }
        const updated = (p[i * r + j] as number) + sum;
        largest = Math.max(largest, Math.abs(updated));
        growth = Math.max(growth, Math.abs(sum));
        p[i * r + j] = updated;
      }
    }
    for (let i = 0; i < r; i += 1) {
      for (let j = 0; j < i; j += 1) p[j * r + i] = p[i * r + j] as number;
    }
    if (!Number.isFinite(largest)) return false;
    if (growth <= 1e-14 * largest) return true;
    const squared = new Float64Array(r * r);
    multiply(t, t, squared, r);
    t = squared;
  }
  return false;
}
