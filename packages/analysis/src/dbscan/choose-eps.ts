import { quantileSorted } from '../statistics/quantile.ts';
import { requireRows } from './dbscan.ts';
import { distanceToNeighbour } from './kd-search.ts';
import { buildKdTree } from './kd-tree.ts';
import { type MetricName, metrics, unitRows } from './metrics.ts';

export interface EpsChoice {
  readonly eps: number;
  /** Distances to the (minSamples − 1)-th neighbour, ascending, of the rows asked. */
  readonly curve: Float64Array;
  /** Index of eps on the curve. */
  readonly knee: number;
}

const MOST_ASKED = 10_000;

/** Distances beyond this would alone decide where the curve bends: far out by Tukey's fences. */
function farOut(curve: Float64Array): number {
  const lower = quantileSorted(curve, 0.25) as number;
  const upper = quantileSorted(curve, 0.75) as number;
  return upper > lower ? upper + 3 * (upper - lower) : Infinity;
}

/**
 * An eps for DBSCAN from the curve of k-distances (Ester et al. 1996, section 4.2): distance of
 * each point to its k-th neighbour, ascending, k = minSamples − 1, so that a point below eps is
 * a core point. The knee is where the curve lies farthest below the chord between its ends
 * (Kneedle of Satopää et al. 2011 without smoothing, for a convex rising curve); the chord ends
 * where distances are far out by Tukey's fences (Q3 + 3 IQR), lest a single stray point decide.
 *
 * Beyond 10,000 rows every ⌈n / 10,000⌉-th is asked for its distance to any of all. Null when
 * there are not more rows than k, or when all distances are 0. O(n log n).
 */
export function chooseEps(
  points: Float64Array,
  dims: number,
  options: { readonly minSamples: number; readonly metric?: MetricName },
): EpsChoice | null {
  requireRows(points, dims);
  const { minSamples, metric = 'euclidean' } = options;
  const k = Math.max(1, minSamples - 1);
  const rows = points.length / dims;
  if (rows <= k) return null;
  const tree = buildKdTree(metric === 'cosine' ? unitRows(points, dims) : points, dims);
  const step = Math.ceil(rows / MOST_ASKED);
  const curve = new Float64Array(Math.ceil(rows / step));
  let asked = 0;
  tree.rowAt.forEach((row, place) => {
    if (row % step !== 0) return;
    curve[asked++] = distanceToNeighbour(tree, metrics[metric], place, k);
  });
  curve.sort();
  const knee = kneeOf(curve);
  const eps = curve[knee] as number;
  return eps > 0 ? { eps, curve, knee } : null;
}

/** The index farthest below the chord, among distances above 0; the last if all are equal. */
function kneeOf(curve: Float64Array): number {
  const fence = farOut(curve);
  let last = curve.length - 1;
  while (last > 0 && (curve[last] as number) > fence) last -= 1;
  const lowest = curve[0] as number;
  const rise = (curve[last] as number) - lowest;
  let knee = last;
  let deepest = 0;
  for (let i = 0; i < last && rise > 0; i += 1) {
    const below = i / last - ((curve[i] as number) - lowest) / rise;
    if (below <= deepest) continue;
    deepest = below;
    knee = i;
  }
  while (knee < curve.length - 1 && curve[knee] === 0) knee += 1;
  return knee;
}
