import { clusterByGrid } from './grid-clusters.ts';
import { type MetricName, metrics, unitRows } from './metrics.ts';
import { clusterByTree, type Labels } from './tree-clusters.ts';

export interface DbscanOptions {
  /** Points at this distance or nearer are neighbours. Above 0. */
  readonly eps: number;
  /** A point with this many neighbours, itself among them, is a core point. */
  readonly minSamples: number;
  /** euclidean unless said otherwise; cosine is 1 − cos. */
  readonly metric?: MetricName;
}

export interface Clusters {
  /** By row: number of its cluster from 0, -1 for noise. */
  readonly labels: Int32Array;
  /** Rows that are core points, ascending. */
  readonly core: Int32Array;
  readonly clusters: number;
}

function clusterRows(points: Float64Array, dims: number, options: DbscanOptions): Labels {
  const { eps, minSamples, metric = 'euclidean' } = options;
  if (metric === 'cosine') {
    return clusterByTree(unitRows(points, dims), dims, metrics.cosine, eps, minSamples);
  }
  const onGrid =
    metric === 'euclidean' && dims === 2 ? clusterByGrid(points, eps, minSamples) : null;
  return onGrid ?? clusterByTree(points, dims, metrics[metric], eps, minSamples);
}

/** Throws unless these are rows × dims finite numbers. */
export function requireRows(points: Float64Array, dims: number): void {
  if (!(Number.isInteger(dims) && dims > 0) || points.length % dims !== 0) {
    throw new RangeError('points are not rows of the given number of dimensions');
  }
  for (let i = 0; i < points.length; i += 1) {
    if (!Number.isFinite(points[i])) throw new RangeError('points have a value that is not finite');
  }
}

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996), with the labels of scikit-learn's `DBSCAN`: eps is
 * inclusive, `minSamples` counts the point itself, clusters are numbered by their lowest core
 * row, a border point belongs to the first cluster that reaches it. The euclidean distance is
 * compared squared, as there.
 *
 * `points` is row-major, rows × dims; a value that is not finite is refused with a RangeError.
 * No rows have no labels. On a grid in two dimensions (euclidean), else over a k-d tree: near
 * O(n log n) for any eps, and O(n) memory, as no list of neighbours is kept. With very many
 * dimensions a tree prunes nothing and time grows as n².
 *
 * @example dbscan(Float64Array.of(0, 0, 0, 1, 9, 9), 2, { eps: 1, minSamples: 2 }).labels // 0, 0, -1
 */
export function dbscan(points: Float64Array, dims: number, options: DbscanOptions): Clusters {
  requireRows(points, dims);
  if (!(options.eps > 0 && options.minSamples >= 1)) {
    throw new RangeError('eps is above 0, minSamples at least 1');
  }
  const { labels, core } = clusterRows(points, dims, options);
  const coreRows = new Int32Array(core.reduce((sum, flag) => sum + flag, 0));
  let written = 0;
  core.forEach((flag, row) => {
    if (flag === 1) coreRows[written++] = row;
  });
  return {
    labels,
    core: coreRows,
    clusters: labels.reduce((most, c) => Math.max(most, c), -1) + 1,
  };
}
