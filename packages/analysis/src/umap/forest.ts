import type { Parallel } from '../parallel/parallel.ts';
import { sharedInt32, sharedUint8 } from '../parallel/shared-arrays.ts';
import type { Points } from './points.ts';

export interface ForestOptions {
  readonly trees: number;
  /** Rows a leaf may hold. */
  readonly leafSize: number;
  readonly seed: number;
}

export interface Forest {
  /** trees × rows: the rows in the order of each tree's leaves. */
  readonly order: Int32Array;
  /** Where in `order` each leaf begins, tree after tree, and the end of the last. */
  readonly leaves: Int32Array;
  /** Where in `leaves` each tree begins, and the end of the last. */
  readonly bounds: Int32Array;
}

/** Random-projection trees, see `growTree`. O(trees · rows · width · log rows). */
export function growForest(
  { values, width, rows }: Points,
  { trees, leafSize, seed }: ForestOptions,
  parallel: Parallel,
): Forest {
  const order = sharedInt32(trees * rows);
  const leafBegins = sharedUint8(trees * rows);
  const state = { points: values, width, rows, leafSize, seed, order, leafBegins };
  parallel.run('umap/grow-tree', state, trees, 1);

  let count = 0;
  for (let i = 0; i < leafBegins.length; i += 1) count += leafBegins[i] as number;
  const leaves = sharedInt32(count + 1);
  const bounds = sharedInt32(trees + 1);
  let leaf = 0;
  for (let i = 0; i < leafBegins.length; i += 1) {
    if (leafBegins[i] === 0) continue;
    if (i % rows === 0) bounds[i / rows] = leaf;
    leaves[leaf] = i;
    leaf += 1;
  }
  leaves[count] = trees * rows;
  bounds[trees] = count;
  return { order, leaves, bounds };
}
