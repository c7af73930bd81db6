import { stationaryCovariance } from './stationary-covariance.ts';

/** What the filter says of a series under one ARMA model. */
export interface ArmaLikelihood {
  /** −ln likelihood per value, less ½ ln 2πe: what is minimised. Infinite where undefined. */
  readonly objective: number;
  /** Mean by generalised least squares; 0 where the model has none. */
  readonly mean: number;
  /** Maximum-likelihood variance of the innovations. */
  readonly variance: number;
  /** State after the last value, less the mean: what is expected of the next value, first. */
  readonly state: Float64Array;
}

const undefinedLikelihood: ArmaLikelihood = {
  objective: Infinity,
  mean: 0,
  variance: 0,
  state: new Float64Array(0),
};

/**
 * Exact Gaussian likelihood of an ARMA process (φ: p values, θ: q values, x_t = Σ φ x + e_t +
 * Σ θ e) by the Kalman filter in Harvey's form (Harvey 1989, section 3.4; Gardner, Harvey &
 * Phillips 1980, R's arima). Mean and innovation variance are concentrated out: the mean by
 * running a series of ones through the same filter. Once the filter has settled (the
 * prediction variance within 1e-10 of its limit) its gain is kept, which leaves p + q
 * products a value. O(n · (p + q) + r² · values until settled + r³), r = max(p, q + 1).
 */
export function armaLikelihood(
  series: Float64Array,
  phi: Float64Array,
  theta: Float64Array,
  withMean: boolean,
): ArmaLikelihood {
  const n = series.length;
  const r = Math.max(phi.length, theta.length + 1);
  const ar = new Float64Array(r);
  ar.set(phi);
  const impact = new Float64Array(r);
  impact[0] = 1;
  impact.set(theta, 1);
  let covariance = new Float64Array(r * r);
  if (!stationaryCovariance(ar, impact, covariance)) return undefinedLikelihood;
  let next = new Float64Array(r * r);
  // One slot more than the state, always 0: the component after the last.
  const state = new Float64Array(r + 1);
  const unit = new Float64Array(r + 1);
  const gain = Float64Array.from(impact);
  let spread = 1;
  let settled = false;
  let logSpreads = 0;
  let squares = 0;
  let cross = 0;
  let units = 0;
  for (let t = 0; t < n; t += 1) {
    if (!settled) {
      spread = covariance[0] as number;
      settled = spread - 1 < 1e-10;
      if (settled) spread = 1;
      for (let i = 0; i < r; i += 1) {
        gain[i] = settled ? (impact[i] as number) : (covariance[i * r] as number) / spread;
      }
      if (!settled) {
        advanceCovariance(covariance, next, ar, impact, gain, spread);
        [covariance, next] = [next, covariance];
        logSpreads += Math.log(spread);
      }
    }
    const surprise = (series[t] as number) - (state[0] as number);
    squares += (surprise * surprise) / spread;
    advanceState(state, ar, gain, surprise);
    if (withMean) {
      const unitSurprise = 1 - (unit[0] as number);
      cross += (surprise * unitSurprise) / spread;
      units += (unitSurprise * unitSurprise) / spread;
      advanceState(unit, ar, gain, unitSurprise);
    }
  }
  const mean = withMean && units > 0 ? cross / units : 0;
  const variance = Math.max(0, (squares - mean * cross) / n);
  const objective = 0.5 * (Math.log(variance) + logSpreads / n);
  if (Number.isNaN(objective)) return undefinedLikelihood;
  for (let i = 0; i < r; i += 1) state[i] = (state[i] as number) - mean * (unit[i] as number);
  return { objective, mean, variance, state: state.subarray(0, r) };
}

/** The state after a value that surprised by so much, moved one step on. */
function advanceState(
  state: Float64Array,
  ar: Float64Array,
  gain: Float64Array,
  surprise: number,
): void {
  const r = ar.length;
  const now = (state[0] as number) + (gain[0] as number) * surprise;
  for (let i = 0; i < r; i += 1) {
    const later = i + 1 < r ? (state[i + 1] as number) + (gain[i + 1] as number) * surprise : 0;
    state[i] = (ar[i] as number) * now + later;
  }
}

/** T (P − K F Kᵀ) Tᵀ + R Rᵀ, with gain K = P Z / F: the covariance of the next prediction. */
function advanceCovariance(
  from: Float64Array,
  into: Float64Array,
  ar: Float64Array,
  impact: Float64Array,
  gain: Float64Array,
  spread: number,
): void {
  const r = ar.length;
  // The filtered covariance has a first row and column of zeros: the value was seen.
  for (let i = 0; i < r; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const left =
        i + 1 < r
          ? (from[(i + 1) * r + j + 1] as number) -
            (gain[i + 1] as number) * (gain[j + 1] as number) * spread
          : 0;
      const entry = left + (impact[i] as number) * (impact[j] as number);
      into[i * r + j] = entry;
      into[j * r + i] = entry;
    }
  }
}
