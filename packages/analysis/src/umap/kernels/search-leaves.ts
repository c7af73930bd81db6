import type { Kernel } from '../../parallel/parallel.ts';
import { keepNearest, squaredDistance } from './nearest-rows.ts';

export type LeafState = {
  readonly points: Float32Array;
  readonly width: number;
  readonly k: number;
  readonly order: Int32Array;
  readonly leaves: Int32Array;
  readonly bounds: Int32Array;
  /** The tree at work, in its only element. */
  readonly tree: Int32Array;
  readonly ids: Int32Array;
  readonly distances: Float32Array;
};

/**
 * All pairs in each leaf of one tree, an item a leaf. A row is in one leaf of a tree,
 * so no two items touch the same list. O(leafSize² · width) an item.
 */
export const searchLeaves: Kernel = (state, from, to) => {
  const { points, width, k, order, leaves, bounds, tree, ids, distances } = state as LeafState;
  const first = bounds[tree[0] as number] as number;
  for (let leaf = first + from; leaf < first + to; leaf += 1) {
    const begin = leaves[leaf] as number;
    const end = leaves[leaf + 1] as number;
    for (let i = begin; i < end; i += 1) {
      const row = order[i] as number;
      const last = row * k + k - 1;
      for (let j = i + 1; j < end; j += 1) {
        const other = order[j] as number;
        const distance = squaredDistance(points, width, row, other);
        if (distance <= (distances[last] as number))
          keepNearest(ids, distances, k, row, other, distance);
        if (distance <= (distances[other * k + k - 1] as number))
          keepNearest(ids, distances, k, other, row, distance);
      }
    }
  }
};
