import type { Parallel } from '../parallel/parallel.ts';
import { serial } from '../parallel/serial.ts';
import type { Random } from '../random/sfc32.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { emptyForest } from './forest.ts';
import { attributePath } from './path-attribution.ts';

export interface IsolationForestOptions {
  readonly random: Random;
  /** 100. */
  readonly trees?: number;
  /** ψ: rows each tree sees, 256; all rows when there are fewer. */
  readonly sampleSize?: number;
  /** Share of rows to flag, above 0 and at most ½: 0.05. */
  readonly contamination?: number;
  /** Used above 10,000 rows. */
  readonly parallel?: Parallel;
}

export interface Anomalies {
  readonly status: 'sufficient';
  /** Of each row, in (0, 1]: near 1 an anomaly, well below ½ ordinary. */
  readonly scores: Float64Array;
  /** A row is flagged when its score lies above this. */
  readonly threshold: number;
  /** 1 for flagged rows. */
  readonly flagged: Uint8Array;
  /** How far each feature set a row apart: see `attributePath`. */
  readonly attribute: (row: number) => Float64Array;
}

export interface NoAnomalies {
  readonly status: 'insufficient';
  readonly reason: 'too_few_rows' | 'not_finite';
}

const FEWEST_ROWS = 3;
const ROWS_WORTH_THREADS = 10_000;
const TREES_A_CHUNK = 10;
const ROWS_A_CHUNK = 512;

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i])) return false;
  return true;
}

/**
 * Isolation forest (Liu, Ting & Zhou 2008): random splits isolate an anomaly sooner than an
 * ordinary row. Each tree sees ψ rows, drawn without replacement, and is cut at ⌈log2 ψ⌉; score
 * 2^(−E[h] / c(ψ)). As scikit-learn's `IsolationForest` with `contamination`: the threshold is
 * the (1 − contamination) quantile of the scores, flagged is what lies strictly above it,
 * a value equal to a split goes left, constant features are never split. Unlike it, values are
 * not rounded to 32 bits.
 *
 * `points` is row-major, rows × dims, every value finite. Fewer than 3 rows are insufficient.
 * Every tree draws from a stream of its own, seeded from `random`, so the bytes are the same on
 * any number of workers. Shifting a column or scaling it by a positive number changes nothing
 * but rounding. O(trees · (ψ + rows) · log ψ).
 *
 * @example
 * const found = isolationForest(Float64Array.of(1, 1.1, 0.9, 1, 9), 1, { random: randomFor('a') });
 * if (found.status === 'sufficient') found.flagged; // 0, 0, 0, 0, 1
 */
export function isolationForest(
  points: Float64Array,
  dims: number,
  options: IsolationForestOptions,
): Anomalies | NoAnomalies {
  const { random, trees = 100, sampleSize = 256, contamination = 0.05 } = options;
  if (!(Number.isInteger(dims) && dims > 0) || points.length % dims !== 0) {
    throw new RangeError('points are not rows of the given number of dimensions');
  }
  if (!(contamination > 0 && contamination <= 0.5)) {
    throw new RangeError('contamination lies above 0 and at most at 0.5');
  }
  if (!(Number.isInteger(trees) && trees > 0 && Number.isInteger(sampleSize) && sampleSize > 0)) {
    throw new RangeError('trees and the size of their sample are whole numbers from 1');
  }
  const rows = points.length / dims;
  if (rows < FEWEST_ROWS) return { status: 'insufficient', reason: 'too_few_rows' };
  if (!allFinite(points)) return { status: 'insufficient', reason: 'not_finite' };
  const parallel = rows > ROWS_WORTH_THREADS ? (options.parallel ?? serial) : serial;
  const forest = emptyForest(points, dims, trees, sampleSize, random);
  parallel.run('isolation-forest/grow', forest, trees, TREES_A_CHUNK);
  parallel.run('isolation-forest/score', forest, rows, ROWS_A_CHUNK);
  const scores = Float64Array.from(forest.scores);
  const ordinary = scores.map((score) => -score).sort();
  const threshold = -(quantileSorted(ordinary, contamination) as number);
  return {
    status: 'sufficient',
    scores,
    threshold,
    flagged: Uint8Array.from(scores, (score) => Number(score > threshold)),
    attribute: (row) => attributePath(forest, row),
  };
}
