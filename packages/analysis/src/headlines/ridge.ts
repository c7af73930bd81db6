import { product, type SparseRow } from './feature-space.ts';

export interface RidgeProblem {
  readonly rows: readonly SparseRow[];
  /** Rows are compared two by two: row first[i] less row second[i] stands for targets[i]. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly targets: Float64Array;
  /** Information of each pair, mean 1. */
  readonly weights: Float64Array;
  readonly columns: number;
  readonly penalty: number;
}

const mostSteps = 500;
const tolerance = 1e-5;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** Differences' transpose times `perPair`, gathered per row first. */
function backward(problem: RidgeProblem, perPair: Float64Array): Float64Array {
  const { rows, first, second } = problem;
  const perRow = new Float64Array(rows.length);
  for (let i = 0; i < perPair.length; i += 1) {
    const value = perPair[i] as number;
    const [a, b] = [first[i] as number, second[i] as number];
    perRow[a] = (perRow[a] as number) + value;
    perRow[b] = (perRow[b] as number) - value;
  }
  const out = new Float64Array(problem.columns);
  rows.forEach(({ columns, values }, r) => {
    const value = perRow[r] as number;
    if (value === 0) return;
    for (let k = 0; k < columns.length; k += 1) {
      const column = columns[k] as number;
      out[column] = (out[column] as number) + value * (values[k] as number);
    }
  });
  return out;
}

/**
 * Minimises Σ wᵢ (yᵢ − (x_first − x_second)·β)² + penalty·|β|² by conjugate gradients on
 * the normal equations (Hestenes & Stiefel 1952): scikit-learn's
 * Ridge(alpha=penalty, fit_intercept=False, solver='sparse_cg') with sample weights.
 * From zero and in a fixed order, so the same bytes each time. O(steps · entries).
 */
export function solveRidge(problem: RidgeProblem): Float64Array {
  const { rows, first, second, weights, penalty } = problem;
  const beta = new Float64Array(problem.columns);
  const apply = (vector: Float64Array): Float64Array => {
    const scores = Float64Array.from(rows, (row) => product(row, vector));
    const perPair = weights.map(
      (weight, i) =>
        weight * ((scores[first[i] as number] as number) - (scores[second[i] as number] as number)),
    );
    const out = backward(problem, perPair);
    for (let k = 0; k < out.length; k += 1) {
      out[k] = (out[k] as number) + penalty * (vector[k] as number);
    }
    return out;
  };
  const residual = backward(
    problem,
    problem.targets.map((target, i) => target * (weights[i] as number)),
  );
  const direction = residual.slice();
  let norm = dot(residual, residual);
  const enough = norm * tolerance ** 2;
  for (let step = 0; step < mostSteps && norm > enough; step += 1) {
    const applied = apply(direction);
    const length = norm / dot(direction, applied);
    for (let k = 0; k < beta.length; k += 1) {
      beta[k] = (beta[k] as number) + length * (direction[k] as number);
      residual[k] = (residual[k] as number) - length * (applied[k] as number);
    }
    const next = dot(residual, residual);
    for (let k = 0; k < beta.length; k += 1) {
      direction[k] = (residual[k] as number) + (next / norm) * (direction[k] as number);
    }
    norm = next;
  }
  return beta;
}
