import { asShared, sharedFloat64, sharedInt32 } from '../parallel/shared-arrays.ts';
import type { Random } from '../random/sfc32.ts';

/**
 * A forest in flat arrays, `nodesPerTree` entries to a tree, its root first. Children are
 * neighbours: a row goes to `left[node]` where its value is at most the threshold, else to the
 * entry after. A leaf is its own left child under the threshold Infinity, so that a walk of
 * `heightLimit` steps ends in a leaf without ever asking for one.
 */
export type Forest = {
  /** Row-major rows × dims. */
  readonly points: Float64Array;
  readonly rows: number;
  readonly dims: number;
  readonly trees: number;
  /** ψ: rows in the sample of a tree. */
  readonly sampleSize: number;
  readonly heightLimit: number;
  readonly nodesPerTree: number;
  /** Three 32-bit words a tree: every tree draws from a stream of its own. */
  readonly seeds: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  /** Rows of the tree's sample that passed the node. */
  readonly size: Int32Array;
  /** Of a leaf: its depth and the mean further splits its rows would have taken. */
  readonly pathLength: Float64Array;
  /** Of each row, 0 until it is scored. */
  readonly scores: Float64Array;
};

export function emptyForest(
  points: Float64Array,
  dims: number,
  trees: number,
  largestSample: number,
  random: Random,
): Forest {
  const rows = points.length / dims;
  const sampleSize = Math.min(rows, largestSample);
  const heightLimit = Math.ceil(Math.log2(Math.max(2, sampleSize)));
  const nodesPerTree = 2 * sampleSize - 1;
  const seeds = sharedInt32(trees * 3);
  for (let i = 0; i < seeds.length; i += 1) seeds[i] = Math.floor(random() * 2 ** 32) | 0;
  const nodes = trees * nodesPerTree;
  return {
    points: asShared(points),
    rows,
    dims,
    trees,
    sampleSize,
    heightLimit,
    nodesPerTree,
    seeds,
    feature: sharedInt32(nodes),
    threshold: sharedFloat64(nodes),
    left: sharedInt32(nodes),
    size: sharedInt32(nodes),
    pathLength: sharedFloat64(nodes),
    scores: sharedFloat64(rows),
  };
}
