import type { Kernel } from '../../parallel/parallel.ts';
import { keepNearest, squaredDistance } from './nearest-rows.ts';

export type SearchState = {
  readonly points: Float32Array;
  readonly width: number;
  readonly rows: number;
  readonly k: number;
  readonly ids: Int32Array;
  readonly distances: Float32Array;
};

/** Each row's nearest among all others, exactly. O(rows · width) an item. */
export const searchAll: Kernel = (state, from, to) => {
  const { points, width, rows, k, ids, distances } = state as SearchState;
  for (let row = from; row < to; row += 1) {
    const last = row * k + k - 1;
    for (let other = 0; other < rows; other += 1) {
      if (other === row) continue;
      const distance = squaredDistance(points, width, row, other);
      if (distance <= (distances[last] as number))
        keepNearest(ids, distances, k, row, other, distance);
    }
  }
};
