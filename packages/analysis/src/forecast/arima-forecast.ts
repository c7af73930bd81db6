import { at } from '../statistics/at.ts';
import { mean as meanOf } from '../statistics/moments.ts';
import { differenced, isLevel } from './differences.ts';
import type { ArmaFit } from './fit-arma.ts';
import { differencesNeeded } from './kpss.ts';
import { selectArma } from './select-arma.ts';

/** What is expected of the next values, and how far off each may be. */
export interface ArimaForecast {
  readonly mean: Float64Array;
  /** Standard deviation of the error, in the series' unit. */
  readonly deviation: Float64Array;
  /** Such as 'ARIMA(1,1,0) with drift', in R's words. */
  readonly model: string;
}

/** First weights ψ of the moving average of infinite order that φ and θ amount to. O(h · (p + q)). */
export function psiWeights(phi: Float64Array, theta: Float64Array, count: number): Float64Array {
  const psi = new Float64Array(count);
  for (let j = 0; j < count; j += 1) {
    let sum = j === 0 ? 1 : (theta[j - 1] ?? 0);
    for (let i = 0; i < Math.min(j, phi.length); i += 1) sum += at(phi, i) * at(psi, j - 1 - i);
    psi[j] = sum;
  }
  return psi;
}

/** Running sums in place: the inverse of a difference, from a given level. */
function summed(values: Float64Array, level: number): void {
  let running = level;
  for (let i = 0; i < values.length; i += 1) {
    running += at(values, i);
    values[i] = running;
  }
}

/**
 * Whether a constant is estimated: always a mean where d = 0 (or the forecast would depend
 * on the level of the series), drift by choice where d = 1, and never where d = 2.
 */
const constantsFor = (d: number): readonly boolean[] =>
  d === 0 ? [true] : d === 1 ? [true, false] : [false];

function nameOf({ p, q, withMean }: Pick<ArmaFit, 'p' | 'q' | 'withMean'>, d: number): string {
  const constant = d === 0 ? ' with non-zero mean' : ' with drift';
  return `ARIMA(${p},${d},${q})${withMean ? constant : ''}`;
}

/**
 * The next `horizon` values of a series without seasons by an ARIMA(p, d, q) model: d by
 * KPSS, p, q and the constant (a mean, or drift where d = 1) by AICc, coefficients by exact
 * maximum likelihood; R's forecast(auto.arima(y, seasonal = FALSE)). Errors by ψ-weights, the
 * variance corrected for the parameters estimated. The series is first brought to mean 0
 * and spread 1, so that scale and level do not matter. A series that is level (after
 * differencing) goes on as it is, without error. For 4 or more finite values.
 * O(models tried · n).
 */
export function forecastArima(
  values: Float64Array,
  horizon: number,
  mostDifferences: 1 | 2 = 2,
): ArimaForecast {
  const centre = meanOf(values) ?? 0;
  const unit = Math.sqrt(meanOf(values.map((value) => (value - centre) ** 2)) ?? 0);
  if (isLevel(values, largestOf(values)) || !(unit > 0)) {
    return {
      mean: new Float64Array(horizon).fill(at(values, values.length - 1)),
      deviation: new Float64Array(horizon),
      model: nameOf({ p: 0, q: 0, withMean: true }, 0),
    };
  }
  const series = values.map((value) => (value - centre) / unit);
  // Rounding of the values as they came, in the new unit.
  const size = largestOf(values) / unit;
  const d = differencesNeeded(series, mostDifferences, size);
  const stationary = differenced(series, d);
  const mean = new Float64Array(horizon);
  let psi: Float64Array = new Float64Array(horizon);
  let variance = 0;
  let model: string;
  if (isLevel(stationary, size)) {
    const drift = meanOf(stationary) ?? 0;
    mean.fill(drift);
    model = nameOf({ p: 0, q: 0, withMean: d < 2 }, d);
  } else {
    const fit = selectArma(stationary, constantsFor(d));
    mean.set(expected(fit, horizon));
    psi = psiWeights(fit.phi, fit.theta, horizon);
    const n = stationary.length;
    const estimated = fit.p + fit.q + (fit.withMean ? 1 : 0);
    variance = fit.likelihood.variance * (n / Math.max(1, n - estimated));
    model = nameOf(fit, d);
  }
  for (let order = d - 1; order >= 0; order -= 1) {
    const level = differenced(series, order);
    summed(mean, at(level, level.length - 1));
    summed(psi, 0);
  }
  const squares = psi.map((weight) => weight * weight);
  summed(squares, 0);
  return {
    mean: mean.map((value) => centre + unit * value),
    deviation: squares.map((sum) => unit * Math.sqrt(sum * variance)),
    model,
  };
}

const largestOf = (values: Float64Array): number =>
  values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** Expected values of the stationary series: the filter's state moved on without surprises. */
function expected({ phi, likelihood }: ArmaFit, horizon: number): Float64Array {
  const state = Float64Array.from(likelihood.state);
  const r = state.length;
  return new Float64Array(horizon).map(() => {
    const now = at(state, 0);
    for (let i = 0; i < r; i += 1) state[i] = (phi[i] ?? 0) * now + (state[i + 1] ?? 0);
    return now + likelihood.mean;
  });
}
