/**
 * Points of the plane in square cells so small that any two in a cell are within eps, and so
 * large that all within eps of a point lie in its cell or the 24 around it. Only cells with points exist; they are numbered by first appearance.
 */
export interface Grid {
  readonly cells: number;
  /** Cell c holds the places [start[c], start[c + 1]). */
  readonly start: Int32Array;
  readonly rowAt: Int32Array;
  /** x and y, by place. */
  readonly coordinates: Float64Array;
  /** Neighbours of cell c that have points, the nearest first: near[nearStart[c], …). */
  readonly nearStart: Int32Array;
  readonly near: Int32Array;
}

/** Room for rounding in where a coordinate falls, in cells; see `MOST_CELLS`. */
const SLACK = 1e-6;
/** Beyond this many cells along an axis a place in the row of cells is not exact enough. */
const MOST_CELLS = 2 ** 30;

const AROUND: readonly (readonly [number, number])[] = [-2, -1, 0, 1, 2]
  .flatMap((dx) => [-2, -1, 0, 1, 2].map((dy): [number, number] => [dx, dy]))
  .filter(([dx, dy]) => dx !== 0 || dy !== 0)
  .sort(([ax, ay], [bx, by]) => ax * ax + ay * ay - bx * bx - by * by);

function smallest(points: Float64Array, axis: number): number {
  let found = Infinity;
  for (let i = axis; i < points.length; i += 2)
    if ((points[i] as number) < found) found = points[i] as number;
  return found;
}

function largest(points: Float64Array, axis: number): number {
  let found = -Infinity;
  for (let i = axis; i < points.length; i += 2)
    if ((points[i] as number) > found) found = points[i] as number;
  return found;
}

/** Cells by their column and row: open addressing, at most half full. */
function createCellTable(most: number, columns: Int32Array, lines: Int32Array) {
  const mask = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  return (column: number, line: number, next: number): number => {
    let slot = (Math.imul(column, 0x9e3779b1) ^ Math.imul(line, 0x85ebca77)) >>> 0;
    for (slot = (slot ^ (slot >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const cell = table[slot] as number;
      if (cell === -1) {
        if (next === -1) return -1;
        table[slot] = next;
        columns[next] = column;
        lines[next] = line;
        return next;
      }
      if (columns[cell] === column && lines[cell] === line) return cell;
    }
  };
}

/** O(n); null when eps is too small for the spread of the points. */
export function buildGrid(points: Float64Array, eps: number): Grid | null {
  const rows = points.length / 2;
  const [left, bottom] = [smallest(points, 0), smallest(points, 1)];
  const cellsPerUnit = Math.SQRT2 / (eps * (1 - SLACK));
  const span = Math.max(largest(points, 0) - left, largest(points, 1) - bottom) * cellsPerUnit;
  if (!(span < MOST_CELLS)) return null;
  const columns = new Int32Array(rows);
  const lines = new Int32Array(rows);
  const cellAt = createCellTable(rows, columns, lines);
  const cellOf = new Int32Array(rows);
  const ends = new Int32Array(rows + 1);
  let cells = 0;
  for (let row = 0; row < rows; row += 1) {
    const column = Math.floor(((points[2 * row] as number) - left) * cellsPerUnit);
    const line = Math.floor(((points[2 * row + 1] as number) - bottom) * cellsPerUnit);
    const cell = cellAt(column, line, cells);
    if (cell === cells) cells += 1;
    cellOf[row] = cell;
    ends[cell + 1] = (ends[cell + 1] as number) + 1;
  }
  const start = ends.slice(0, cells + 1);
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
  const nearStart = new Int32Array(cells + 1);
  const near = new Int32Array(cells * AROUND.length);
  let found = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    for (const [dx, dy] of AROUND) {
      const other = cellAt((columns[cell] as number) + dx, (lines[cell] as number) + dy, -1);
      if (other !== -1) near[found++] = other;
    }
    nearStart[cell + 1] = found;
  }
  return { cells, start, rowAt, coordinates, nearStart, near: near.slice(0, found) };
}
