/**
 * Points of the plane in square cells so small that any two in a cell are within eps, and so
 * large that all within eps of a point lie in its cell or the 24 around it. Only cells with
 * points exist, numbered line by line and in a line by column: what a line holds of a cell's
 * surroundings is one run of cells, and its points are one run of places.
 */
export interface Grid {
  readonly cells: number;
  /** Cell c holds the places [start[c], start[c + 1]). */
  readonly start: Int32Array;
  readonly rowAt: Int32Array;
  /** x and y, by place. */
  readonly coordinates: Float64Array;
  /**
   * Run r of cell c's surroundings is the cells [runFrom[5c + r], runTo[5c + r]), the cell's own
   * line first (with the cell itself), then those next to it, then those after.
   */
  readonly runFrom: Int32Array;
  readonly runTo: Int32Array;
}

export const RUNS = 5;
const LINE_OF_RUN = [0, -1, 1, -2, 2] as const;

/** Room for rounding in where a coordinate falls, in cells; see `MOST_CELLS`. */
const SLACK = 1e-6;
/** Beyond so many cells along an axis, rounding would eat the slack, and keys were not exact. */
const MOST_CELLS = 2 ** 25;
const LINE = 2 ** 26;

/** Smallest x and y, largest x and y. */
function extent(points: Float64Array): [number, number, number, number] {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] as number;
    const y = points[i + 1] as number;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  return [left, bottom, right, top];
}

/** Numbers keys by first appearance: open addressing, at most half full. */
function createKeyTable(most: number): { numberOf(key: number): number; keys: Float64Array } {
  const mask = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const keys = new Float64Array(most);
  let count = 0;
  const numberOf = (key: number): number => {
    const hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / LINE) | 0, 0x85ebca77);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const known = table[slot] as number;
      if (known === -1) {
        table[slot] = count;
        keys[count] = key;
        count += 1;
        return count - 1;
      }
      if (keys[known] === key) return known;
    }
  };
  return { numberOf, keys };
}

/** The runs around each cell, from ascending keys: five marks that only move forward. O(cells). */
function findRuns(keys: Float64Array): Pick<Grid, 'runFrom' | 'runTo'> {
  const runFrom = new Int32Array(RUNS * keys.length);
  const runTo = new Int32Array(RUNS * keys.length);
  for (let run = 0; run < RUNS; run += 1) {
    const away = (LINE_OF_RUN[run] as number) * LINE;
    let from = 0;
    let to = 0;
    for (let cell = 0; cell < keys.length; cell += 1) {
      const middle = (keys[cell] as number) + away;
      while (from < keys.length && (keys[from] as number) < middle - 2) from += 1;
      while (to < keys.length && (keys[to] as number) <= middle + 2) to += 1;
      runFrom[RUNS * cell + run] = from;
      runTo[RUNS * cell + run] = to;
    }
  }
  return { runFrom, runTo };
}

/** O(n + cells · log cells); null when eps is too small for the spread of the points. */
export function buildGrid(points: Float64Array, eps: number): Grid | null {
  const rows = points.length / 2;
  const [left, bottom, right, top] = extent(points);
  const cellsPerUnit = Math.SQRT2 / (eps * (1 - SLACK));
  if (!(Math.max(right - left, top - bottom) * cellsPerUnit < MOST_CELLS)) return null;
  const table = createKeyTable(rows);
  const cellOf = new Int32Array(rows);
  let cells = 0;
  for (let row = 0; row < rows; row += 1) {
    const column = Math.floor(((points[2 * row] as number) - left) * cellsPerUnit);
    const line = Math.floor(((points[2 * row + 1] as number) - bottom) * cellsPerUnit);
    const cell = table.numberOf(line * LINE + column + 2);
    if (cell === cells) cells += 1;
    cellOf[row] = cell;
  }
  const keys = table.keys.slice(0, cells).sort();
  const rank = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell += 1) rank[table.numberOf(keys[cell] as number)] = cell;
  const start = new Int32Array(cells + 1);
  for (let row = 0; row < rows; row += 1) {
    const cell = rank[cellOf[row] as number] as number;
    cellOf[row] = cell;
    start[cell + 1] = (start[cell + 1] as number) + 1;
  }
  for (let cell = 0; cell < cells; cell += 1) {
    start[cell + 1] = (start[cell + 1] as number) + (start[cell] as number);
  }
  const next = start.slice();
  const rowAt = new Int32Array(rows);
  const coordinates = new Float64Array(points.length);
  for (let row = 0; row < rows; row += 1) {
    const cell = cellOf[row] as number;
    const place = next[cell] as number;
    next[cell] = place + 1;
    rowAt[place] = row;
    coordinates[2 * place] = points[2 * row] as number;
    coordinates[2 * place + 1] = points[2 * row + 1] as number;
  }
  return { cells, start, rowAt, coordinates, ...findRuns(keys) };
}
