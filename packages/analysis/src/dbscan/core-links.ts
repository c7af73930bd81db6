import type { Grid } from './grid.ts';

/** Asks of two cells whether a core point of one lies within eps of a core point of the other. */
export type CoreLink = (a: number, b: number) => boolean;

/** Smallest and largest x, smallest and largest y of each cell's core points. */
function coreBoxes({ cells, start, coordinates }: Grid, coreEnd: Int32Array): Float64Array {
  const boxes = new Float64Array(4 * cells);
  for (let cell = 0; cell < cells; cell += 1) {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let place = start[cell] as number; place < (coreEnd[cell] as number); place += 1) {
      const x = coordinates[2 * place] as number;
      const y = coordinates[2 * place + 1] as number;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < bottom) bottom = y;
      if (y > top) top = y;
    }
    boxes[4 * cell] = left;
    boxes[4 * cell + 1] = right;
    boxes[4 * cell + 2] = bottom;
    boxes[4 * cell + 3] = top;
  }
  return boxes;
}

/**
 * Before points are compared in pairs, those too far from the other cell's box are left out, so
 * that two dense cells that merely face each other do not cost the product of their sizes.
 */
export function createCoreLink(grid: Grid, coreEnd: Int32Array, reach: number): CoreLink {
  const { start, coordinates } = grid;
  const boxes = coreBoxes(grid, coreEnd);
  const candidates = new Int32Array(coreEnd.length === 0 ? 0 : grid.rowAt.length);
  const nearBox = (place: number, cell: number): boolean => {
    const x = coordinates[2 * place] as number;
    const y = coordinates[2 * place + 1] as number;
    const dx = Math.max((boxes[4 * cell] as number) - x, 0, x - (boxes[4 * cell + 1] as number));
    const dy = Math.max(
      (boxes[4 * cell + 2] as number) - y,
      0,
      y - (boxes[4 * cell + 3] as number),
    );
    return dx * dx + dy * dy <= reach;
  };
  return (a, b) => {
    let count = 0;
    for (let place = start[b] as number; place < (coreEnd[b] as number); place += 1) {
      if (nearBox(place, a)) candidates[count++] = place;
    }
    if (count === 0) return false;
    for (let place = start[a] as number; place < (coreEnd[a] as number); place += 1) {
      if (!nearBox(place, b)) continue;
      const x = coordinates[2 * place] as number;
      const y = coordinates[2 * place + 1] as number;
      for (let c = 0; c < count; c += 1) {
        const other = candidates[c] as number;
        const dx = x - (coordinates[2 * other] as number);
        const dy = y - (coordinates[2 * other + 1] as number);
        if (dx * dx + dy * dy <= reach) return true;
      }
    }
    return false;
  };
}
