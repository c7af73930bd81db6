import { createCoreLink } from './core-links.ts';
import { buildGrid, type Grid, RUNS } from './grid.ts';
import type { Labels } from './tree-clusters.ts';

/** Whether a place has `minSamples` points within eps. */
function isCore(grid: Grid, cell: number, place: number, reach: number, minSamples: number) {
  const { start, coordinates, runFrom, runTo } = grid;
  const x = coordinates[2 * place] as number;
  const y = coordinates[2 * place + 1] as number;
  let missing = minSamples;
  for (let run = RUNS * cell; run < RUNS * (cell + 1); run += 1) {
    const last = start[runTo[run] as number] as number;
    for (let other = start[runFrom[run] as number] as number; other < last; other += 1) {
      const dx = x - (coordinates[2 * other] as number);
      const dy = y - (coordinates[2 * other + 1] as number);
      if (dx * dx + dy * dy > reach) continue;
      missing -= 1;
      if (missing <= 0) return true;
    }
  }
  return false;
}

/** Marks core points, and in each cell puts them first; returns where they end, by cell. */
function coresFirst(grid: Grid, core: Uint8Array, reach: number, minSamples: number): Int32Array {
  const { cells, start } = grid;
  for (let cell = 0; cell < cells; cell += 1) {
    const from = start[cell] as number;
    const to = start[cell + 1] as number;
    const full = to - from >= minSamples;
    for (let place = from; place < to; place += 1) {
      core[place] = Number(full || isCore(grid, cell, place, reach, minSamples));
    }
  }
  const coreEnd = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell += 1) {
    let end = start[cell] as number;
    for (let place = end; place < (start[cell + 1] as number); place += 1) {
      if (core[place] === 0) continue;
      if (place !== end) swapPlaces(grid, core, place, end);
      end += 1;
    }
    coreEnd[cell] = end;
  }
  return coreEnd;
}

function swapPlaces({ rowAt, coordinates }: Grid, core: Uint8Array, a: number, b: number): void {
  [rowAt[a], rowAt[b]] = [rowAt[b] as number, rowAt[a] as number];
  [core[a], core[b]] = [core[b] as number, core[a] as number];
  for (const axis of [0, 1]) {
    const value = coordinates[2 * a + axis] as number;
    coordinates[2 * a + axis] = coordinates[2 * b + axis] as number;
    coordinates[2 * b + axis] = value;
  }
}

/** For each cell with core points, one cell that stands for all its cluster's. */
function connectCells(grid: Grid, coreEnd: Int32Array, reach: number): Int32Array {
  const { cells, start, runFrom, runTo } = grid;
  const linked = createCoreLink(grid, coreEnd, reach);
  const parent = Int32Array.from({ length: cells }, (_, cell) => cell);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  for (let cell = 0; cell < cells; cell += 1) {
    if (coreEnd[cell] === start[cell]) continue;
    for (let run = RUNS * cell; run < RUNS * (cell + 1); run += 1) {
      const last = Math.min(cell, runTo[run] as number);
      for (let other = runFrom[run] as number; other < last; other += 1) {
        if (coreEnd[other] === start[other]) continue;
        const a = rootOf(cell);
        const b = rootOf(other);
        if (a !== b && linked(cell, other)) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  return parent.map((_, cell) => rootOf(cell));
}

/** Number of the cluster of each cell's core points, by the lowest core row; -1 without any. */
function numberClusters(grid: Grid, core: Uint8Array, roots: Int32Array): Int32Array {
  const { cells, start, rowAt } = grid;
  const lowest = new Int32Array(cells).fill(rowAt.length);
  for (let cell = 0; cell < cells; cell += 1) {
    const root = roots[cell] as number;
    for (let place = start[cell] as number; place < (start[cell + 1] as number); place += 1) {
      const row = rowAt[place] as number;
      if (core[place] === 1 && row < (lowest[root] as number)) lowest[root] = row;
    }
  }
  const withCores = Int32Array.from(lowest.keys()).filter(
    (c) => (lowest[c] as number) < rowAt.length,
  );
  withCores.sort((a, b) => (lowest[a] as number) - (lowest[b] as number));
  const numbers = new Int32Array(cells).fill(-1);
  withCores.forEach((root, cluster) => {
    numbers[root] = cluster;
  });
  return roots.map((root) => numbers[root] as number);
}

/** The first cluster with a core point within eps of a place that is none; -1 for noise. */
function firstReached(
  grid: Grid,
  coreEnd: Int32Array,
  clusterOf: Int32Array,
  cell: number,
  place: number,
  reach: number,
): number {
  const { start, coordinates, runFrom, runTo } = grid;
  let first = coreEnd[cell] === start[cell] ? -1 : (clusterOf[cell] as number);
  const x = coordinates[2 * place] as number;
  const y = coordinates[2 * place + 1] as number;
  for (let run = RUNS * cell; run < RUNS * (cell + 1); run += 1) {
    const last = runTo[run] as number;
    for (let other = runFrom[run] as number; other < last; other += 1) {
      const cluster = clusterOf[other] as number;
      if (first !== -1 && cluster >= first) continue;
      for (let p = start[other] as number; p < (coreEnd[other] as number); p += 1) {
        const dx = x - (coordinates[2 * p] as number);
        const dy = y - (coordinates[2 * p + 1] as number);
        if (dx * dx + dy * dy > reach) continue;
        first = cluster;
        break;
      }
    }
  }
  return first;
}

/**
 * Euclidean DBSCAN in the plane (the grid of Gunawan 2013): a cell with `minSamples` points has
 * core points only, the core points of a cell are one cluster, and clusters are joined cell by
 * cell. Near O(n) however dense the points are; `coordinates` in rows of x and y. Null when eps
 * is too small for the spread of the points (a 25-millionth of it).
 */
export function clusterByGrid(
  points: Float64Array,
  eps: number,
  minSamples: number,
): Labels | null {
  const grid = buildGrid(points, eps);
  if (grid === null) return null;
  const { cells, start, rowAt } = grid;
  const reach = eps * eps;
  const core = new Uint8Array(rowAt.length);
  const coreEnd = coresFirst(grid, core, reach, minSamples);
  const clusterOf = numberClusters(grid, core, connectCells(grid, coreEnd, reach));
  const labels = new Int32Array(rowAt.length);
  const coreOfRow = new Uint8Array(rowAt.length);
  for (let cell = 0; cell < cells; cell += 1) {
    for (let place = start[cell] as number; place < (start[cell + 1] as number); place += 1) {
      const row = rowAt[place] as number;
      coreOfRow[row] = core[place] as number;
      labels[row] =
        core[place] === 1
          ? (clusterOf[cell] as number)
          : firstReached(grid, coreEnd, clusterOf, cell, place, reach);
    }
  }
  return { labels, core: coreOfRow };
}
