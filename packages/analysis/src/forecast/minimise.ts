import { at } from '../statistics/at.ts';

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
}

export interface MinimisePlan {
  /** Stops when a step gains less than this. */
  readonly tolerance: number;
  readonly iterations: number;
}

const step = 1e-4;

/** Central differences; the function is called 2k times. */
function gradient(f: (point: Float64Array) => number, point: Float64Array, into: Float64Array) {
  const probe = Float64Array.from(point);
  for (let i = 0; i < point.length; i += 1) {
    probe[i] = at(point, i) + step;
    const above = f(probe);
    probe[i] = at(point, i) - step;
    into[i] = (above - f(probe)) / (2 * step);
    probe[i] = at(point, i);
  }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += at(a, i) * at(b, i);
  return sum;
};

/** Takes the curvature seen on the last step into the inverse Hessian (row-major k × k). */
function updateInverse(inverse: Float64Array, moved: Float64Array, bent: Float64Array): void {
  const k = moved.length;
  const curvature = dot(moved, bent);
  if (!(curvature > 1e-14)) return;
  const turned = moved.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < k; j += 1) sum += at(inverse, i * k + j) * at(bent, j);
    return sum;
  });
  const factor = (1 + dot(bent, turned) / curvature) / curvature;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const correction =
        factor * at(moved, i) * at(moved, j) -
        (at(turned, i) * at(moved, j) + at(moved, i) * at(turned, j)) / curvature;
      inverse[i * k + j] = at(inverse, i * k + j) + correction;
    }
  }
}

/** The identity times `scale`, row-major. */
const identity = (k: number, scale: number): Float64Array =>
  new Float64Array(k * k).map((_, i) => (i % (k + 1) === 0 ? scale : 0));

/**
 * A local minimum of a smooth function by BFGS (Nocedal & Wright 2006, algorithm 6.1) with
 * numeric gradients and backtracking, as R's optim(method = 'BFGS'). Steps are at most 1
 * long, infinite values are stepped back from, and every step goes down: it cannot
 * diverge. O(iterations · k · cost of f).
 */
export function minimise(
  f: (point: Float64Array) => number,
  start: Float64Array,
  { tolerance, iterations }: MinimisePlan,
): Minimum {
  const k = start.length;
  let point = Float64Array.from(start);
  let value = f(point);
  if (k === 0 || !Number.isFinite(value)) return { point, value };
  let slope = new Float64Array(k);
  gradient(f, point, slope);
  let inverse = identity(k, 1);
  let fresh = true;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const direction = point.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < k; j += 1) sum -= at(inverse, i * k + j) * at(slope, j);
      return sum;
    });
    const descent = dot(direction, slope);
    if (!(descent < 0)) {
      if (fresh) break;
      inverse = identity(k, 1);
      fresh = true;
      continue;
    }
    let length = Math.min(1, 1 / Math.sqrt(dot(direction, direction)));
    let next = point;
    let reached = Infinity;
    for (let halving = 0; halving < 20; halving += 1) {
      const stride = length;
      next = point.map((coordinate, i) => coordinate + stride * at(direction, i));
      reached = f(next);
      if (reached <= value + 1e-4 * stride * descent) break;
      length /= 3;
    }
    if (!(reached < value)) {
      if (fresh) break;
      inverse = identity(k, 1);
      fresh = true;
      continue;
    }
    const gain = value - reached;
    const slopeThere = new Float64Array(k);
    gradient(f, next, slopeThere);
    updateInverse(
      inverse,
      next.map((coordinate, i) => coordinate - at(point, i)),
      slopeThere.map((s, i) => s - at(slope, i)),
    );
    fresh = false;
    point = next;
    value = reached;
    slope = slopeThere;
    if (gain < tolerance) break;
  }
  return { point, value };
}
