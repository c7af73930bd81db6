import type { Kernel } from '../../parallel/parallel.ts';
import { sfc32 } from '../../random/sfc32.ts';

export type TreeState = {
  readonly points: Float32Array;
  readonly width: number;
  readonly rows: number;
  readonly leafSize: number;
  readonly seed: number;
  /** trees × rows: the rows in the order of each tree's leaves. */
  readonly order: Int32Array;
  /** trees × rows: 1 where a leaf begins in `order`. */
  readonly leafBegins: Uint8Array;
};

/**
 * Random-projection trees, an item each (Dasgupta & Freund 2008, with the split of
 * Annoy and pynndescent): a set of rows is cut by the plane half-way between two of them,
 * drawn at random, until no more than `leafSize` are left. O(rows · width · depth) a tree.
 */
export const growTree: Kernel = (state, from, to) => {
  const { points, width, rows, leafSize, seed, order, leafBegins } = state as TreeState;
  const normal = new Float64Array(width);
  for (let tree = from; tree < to; tree += 1) {
    const random = sfc32([seed, tree, 0x7ee5]);
    const base = tree * rows;
    for (let i = 0; i < rows; i += 1) order[base + i] = i;
    const open = [0, rows];
    while (open.length > 0) {
      const end = open.pop() as number;
      const begin = open.pop() as number;
      if (end - begin <= leafSize) {
        leafBegins[base + begin] = 1;
        continue;
      }
      const one = begin + Math.floor(random() * (end - begin));
      const step = 1 + Math.floor(random() * (end - begin - 1));
      const other = begin + ((one - begin + step) % (end - begin));
      const a = (order[base + one] as number) * width;
      const b = (order[base + other] as number) * width;
      let offset = 0;
      for (let d = 0; d < width; d += 1) {
        const p = points[a + d] as number;
        const q = points[b + d] as number;
        normal[d] = p - q;
        offset += ((p - q) * (p + q)) / 2;
      }
      let low = begin;
      let high = end;
      while (low < high) {
        const row = order[base + low] as number;
        let side = -offset;
        for (let d = 0, p = row * width; d < width; d += 4, p += 4) {
          side +=
            (normal[d] as number) * (points[p] as number) +
            (normal[d + 1] as number) * (points[p + 1] as number) +
            (normal[d + 2] as number) * (points[p + 2] as number) +
            (normal[d + 3] as number) * (points[p + 3] as number);
        }
        if (side > 0 || (side === 0 && random() < 0.5)) {
          low += 1;
        } else {
          high -= 1;
          order[base + low] = order[base + high] as number;
          order[base + high] = row;
        }
      }
      // Equal rows have no plane between them: any cut is as good as another.
      const middle = low === begin || low === end ? begin + ((end - begin) >> 1) : low;
      open.push(begin, middle, middle, end);
    }
  }
};
