import { at } from '../statistics/at.ts';

/** Yule–Walker coefficients of an autoregression of that order (Durbin–Levinson). O(n · m + m²). */
function longAutoregression(values: Float64Array, order: number): Float64Array {
  const n = values.length;
  const covariances = new Float64Array(order + 1);
  for (let lag = 0; lag <= order; lag += 1) {
    let sum = 0;
    for (let i = lag; i < n; i += 1) sum += at(values, i) * at(values, i - lag);
    covariances[lag] = sum;
  }
  const phi = new Float64Array(order);
  const previous = new Float64Array(order);
  let left = at(covariances, 0);
  for (let k = 0; k < order && left > 0; k += 1) {
    let partial = at(covariances, k + 1);
    for (let i = 0; i < k; i += 1) partial -= at(phi, i) * at(covariances, k - i);
    partial /= left;
    previous.set(phi);
    for (let i = 0; i < k; i += 1) phi[i] = at(previous, i) - partial * at(previous, k - 1 - i);
    phi[k] = partial;
    left *= 1 - partial * partial;
  }
  return phi;
}

/** Solves the k × k system (row-major, symmetric, positive) by Cholesky; null where it is not. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const k = right.length;
  const root = Float64Array.from(matrix);
  const x = Float64Array.from(right);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = at(root, i * k + j);
      for (let m = 0; m < j; m += 1) sum -= at(root, i * k + m) * at(root, j * k + m);
      if (i === j && !(sum > 1e-10 * at(matrix, i * k + i))) return null;
      root[i * k + j] = i === j ? Math.sqrt(sum) : sum / at(root, j * k + j);
    }
  }
  for (let i = 0; i < k; i += 1) {
    let sum = at(x, i);
    for (let j = 0; j < i; j += 1) sum -= at(root, i * k + j) * at(x, j);
    x[i] = sum / at(root, i * k + i);
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    let sum = at(x, i);
    for (let j = i + 1; j < k; j += 1) sum -= at(root, j * k + i) * at(x, j);
    x[i] = sum / at(root, i * k + i);
  }
  return x;
}

/**
 * First guess of ARMA coefficients by regression (Hannan & Rissanen 1982): the innovations
 * are those of a long autoregression, then each value is regressed on p values and q
 * innovations before it. Φ first, then θ; null where the regression has no solution. They
 * need not be stationary or invertible. `values` are around 0. O(n · (order + (p + q)²)).
 */
export function hannanRissanen(values: Float64Array, p: number, q: number): Float64Array | null {
  const n = values.length;
  const k = p + q;
  const order = Math.min(Math.floor(n / 4), Math.max(p + q + 2, Math.floor(10 * Math.log10(n))));
  if (k === 0 || n < order + 3 * k + 5) return null;
  const innovations = Float64Array.from(values);
  if (q > 0) {
    const long = longAutoregression(values, order);
    for (let t = n - 1; t >= 0; t -= 1) {
      let expected = 0;
      for (let i = 0; i < Math.min(order, t); i += 1)
        expected += at(long, i) * at(values, t - 1 - i);
      innovations[t] = at(values, t) - expected;
    }
  }
  const matrix = new Float64Array(k * k);
  const right = new Float64Array(k);
  const row = new Float64Array(k);
  for (let t = q > 0 ? order + Math.max(p, q) : p; t < n; t += 1) {
    for (let i = 0; i < p; i += 1) row[i] = at(values, t - 1 - i);
    for (let j = 0; j < q; j += 1) row[p + j] = at(innovations, t - 1 - j);
    for (let i = 0; i < k; i += 1) {
      right[i] = at(right, i) + at(row, i) * at(values, t);
      for (let j = 0; j <= i; j += 1) {
        matrix[i * k + j] = at(matrix, i * k + j) + at(row, i) * at(row, j);
      }
    }
  }
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < i; j += 1) matrix[j * k + i] = at(matrix, i * k + j);
  }
  return solve(matrix, right);
}
