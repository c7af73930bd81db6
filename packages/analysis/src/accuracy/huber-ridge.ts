import { median } from '../statistics/quantile.ts';
import { solvePositive } from './cholesky.ts';
import { type DesignMatrix, rowTimes } from './design-matrix.ts';

const rounds = 4;
/** Huber's bend in robust standard deviations: errors beyond it count by size, not by square. */
const bend = 0.7;

/** Mean and standard deviation of each column; the intercept keeps 0 and 1. */
function columnScales({ rows, columns, cells }: DesignMatrix) {
  const means = new Float64Array(columns);
  const spreads = new Float64Array(columns).fill(1);
  for (let column = 1; column < columns; column += 1) {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += cells[row * columns + column] as number;
    const mean = sum / rows;
    let squares = 0;
    for (let row = 0; row < rows; row += 1) {
      squares += ((cells[row * columns + column] as number) - mean) ** 2;
    }
    means[column] = mean;
    // A column that does not vary gets no say.
    spreads[column] = squares / rows > 1e-12 ? Math.sqrt(squares / rows) : Infinity;
  }
  return { means, spreads };
}

/**
 * Linear regression that is robust to hits (Huber 1964) and shrunk (ridge; Hoerl & Kennard
 * 1970): minimises Σ huber(y − Xβ) + penalty · Σ β², the columns standardised and the
 * intercept free, by iteratively reweighted least squares. Coefficients are for the columns
 * as given. Null where the system cannot be solved. O(rounds · rows · columns²).
 */
export function fitHuberRidge(
  x: DesignMatrix,
  y: Float64Array,
  penalty: number,
): Float64Array | null {
  const { rows, columns } = x;
  const { means, spreads } = columnScales(x);
  const scaled = new Float64Array(columns);
  const weights = new Float64Array(rows).fill(1);
  let fitted: Float64Array | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const gram = new Float64Array(columns * columns);
    const right = new Float64Array(columns);
    for (let row = 0; row < rows; row += 1) {
      const weight = weights[row] as number;
      for (let i = 0; i < columns; i += 1) {
        const value =
          ((x.cells[row * columns + i] as number) - (means[i] as number)) / (spreads[i] as number);
        scaled[i] = value;
        const weighted = weight * value;
        right[i] = (right[i] as number) + weighted * (y[row] as number);
        for (let j = 0; j <= i; j += 1) {
          gram[i * columns + j] =
            (gram[i * columns + j] as number) + weighted * (scaled[j] as number);
        }
      }
    }
    for (let i = 1; i < columns; i += 1) {
      gram[i * columns + i] = (gram[i * columns + i] as number) + penalty;
    }
    const solution = solvePositive(gram, right);
    if (solution === null) return null;
    fitted = unscaled(solution, means, spreads);
    reweigh(x, y, fitted, weights);
  }
  return fitted;
}

function unscaled(solution: Float64Array, means: Float64Array, spreads: Float64Array) {
  const fitted = solution.map((value, i) => value / (spreads[i] as number));
  let intercept = fitted[0] as number;
  for (let i = 1; i < fitted.length; i += 1) {
    intercept -= (fitted[i] as number) * (means[i] as number);
  }
  fitted[0] = intercept;
  return fitted;
}

function reweigh(x: DesignMatrix, y: Float64Array, fitted: Float64Array, weights: Float64Array) {
  const misses = y.map((value, row) => Math.abs(value - rowTimes(x, row, fitted)));
  const limit = bend * 1.4826 * (median(misses) ?? 0);
  misses.forEach((miss, row) => {
    weights[row] = miss <= limit || miss === 0 ? 1 : limit / miss;
  });
}
