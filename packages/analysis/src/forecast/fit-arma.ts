import { at } from '../statistics/at.ts';
import { mean as meanOf } from '../statistics/moments.ts';
import { type ArmaLikelihood, armaLikelihood } from './arma-filter.ts';
import { hannanRissanen } from './hannan-rissanen.ts';
import { type MinimisePlan, minimise } from './minimise.ts';
import { coefficientsOf, partialsOf, rootsBeyond } from './partial-autocorrelations.ts';

export interface ArmaOrder {
  readonly p: number;
  readonly q: number;
  /** Whether a mean is estimated. */
  readonly withMean: boolean;
}

export interface ArmaFit extends ArmaOrder {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  readonly likelihood: ArmaLikelihood;
  /** Akaike's criterion corrected for small samples; infinite for models not to be taken. */
  readonly aicc: number;
  /** Where the optimiser ended: the start of a neighbouring model. */
  readonly point: Float64Array;
}

/** Keeps partials off ±1, where the likelihood is flat or undefined. */
const widest = 0.9995;

/** φ and θ of a point of the plane on which the optimiser walks. */
function coefficientsAt(
  point: Float64Array,
  p: number,
): { phi: Float64Array; theta: Float64Array } {
  const partials = point.map((value) => widest * Math.tanh(value));
  return {
    phi: coefficientsOf(partials.subarray(0, p)),
    theta: coefficientsOf(partials.subarray(p)).map((value) => -value),
  };
}

/** The inverse, after pulling coefficients inside the region where they are allowed. */
function pointOf(coefficients: Float64Array): Float64Array {
  for (let shrink = 1; shrink > 0.01; shrink *= 0.9) {
    const factor = shrink;
    const partials = partialsOf(coefficients.map((value, i) => value * factor ** (i + 1)));
    if (partials?.every((partial) => Math.abs(partial) < 0.98)) {
      return partials.map((partial) => Math.atanh(partial / widest));
    }
  }
  return new Float64Array(coefficients.length);
}

function firstGuess(values: Float64Array, { p, q, withMean }: ArmaOrder): Float64Array {
  const centre = withMean ? (meanOf(values) ?? 0) : 0;
  const guess = hannanRissanen(
    values.map((value) => value - centre),
    p,
    q,
  );
  const point = new Float64Array(p + q);
  if (guess === null) return point;
  point.set(pointOf(guess.subarray(0, p)));
  point.set(pointOf(guess.subarray(p).map((value) => -value)), p);
  return point;
}

/** A neighbour's point with the partials that this order has more set to 0. */
function extended(from: ArmaFit, p: number, q: number): Float64Array {
  const point = new Float64Array(p + q);
  for (let i = 0; i < Math.min(p, from.p); i += 1) point[i] = at(from.point, i);
  for (let j = 0; j < Math.min(q, from.q); j += 1) point[p + j] = at(from.point, from.p + j);
  return point;
}

/**
 * Fits an ARMA model by exact maximum likelihood, over partial autocorrelations so that
 * it is always stationary and invertible, from the better of Hannan & Rissanen's guess and
 * a neighbouring model's end. Models with a root within 1 % of the unit circle get an
 * infinite criterion, as in R's forecast::auto.arima. O(iterations · (p + q) · n).
 */
export function fitArma(
  values: Float64Array,
  order: ArmaOrder,
  plan: MinimisePlan,
  neighbour: ArmaFit | null = null,
): ArmaFit {
  const { p, q, withMean } = order;
  const objective = (point: Float64Array): number => {
    const { phi, theta } = coefficientsAt(point, p);
    return armaLikelihood(values, phi, theta, withMean).objective;
  };
  const guess = firstGuess(values, order);
  const warm = neighbour === null ? guess : extended(neighbour, p, q);
  const start = objective(warm) < objective(guess) ? warm : guess;
  const { point } = minimise(objective, start, plan);
  const { phi, theta } = coefficientsAt(point, p);
  const likelihood = armaLikelihood(values, phi, theta, withMean);
  const sound =
    rootsBeyond(phi, 1.01) &&
    rootsBeyond(
      theta.map((value) => -value),
      1.01,
    );
  return {
    ...order,
    phi,
    theta,
    likelihood,
    point,
    aicc: sound ? correctedCriterion(values.length, likelihood.objective, order) : Infinity,
  };
}

/** AICc: −2 ln L + 2k + 2k (k + 1) / (n − k − 1), k counting the variance (Hurvich & Tsai 1989). */
function correctedCriterion(n: number, objective: number, { p, q, withMean }: ArmaOrder): number {
  const k = p + q + 1 + (withMean ? 1 : 0);
  if (n - k - 1 <= 0) return Infinity;
  const deviance = n * (Math.log(2 * Math.PI) + 1 + 2 * objective);
  return deviance + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}
