/**
 * A balanced k-d tree in flat arrays. Nodes are numbered like a heap: the children of i are
 * 2i + 1 and 2i + 2, all leaves lie on the last level. Points stand in the order of the leaves,
 * so that a leaf is one stretch of memory; a `place` is a position in that order.
 */
export interface KdTree {
  readonly dims: number;
  /** Row-major, by place. */
  readonly coordinates: Float64Array;
  /** Row of the input at a place. */
  readonly rowAt: Int32Array;
  /** Node n holds the places [from[n], to[n]). */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly firstLeaf: number;
  /** Smallest and largest coordinate of a node's points in each dimension, nodes × dims. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const LEAF_SIZE = 24;

/** Puts the place `middle` of order[from, to) as sorting by the key would (Hoare's selection). */
function select(
  order: Int32Array,
  key: (row: number) => number,
  from: number,
  to: number,
  middle: number,
): void {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = key(order[(low + high) >> 1] as number);
    let i = low;
    let j = high;
    while (i <= j) {
      while (key(order[i] as number) < pivot) i += 1;
      while (key(order[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const row = order[i] as number;
      order[i] = order[j] as number;
      order[j] = row;
      i += 1;
      j -= 1;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** Median splits of the widest dimension down to about 24 points a leaf. O(n log n · dims). */
export function buildKdTree(points: Float64Array, dims: number): KdTree {
  const rows = points.length / dims;
  const levels = Math.max(0, Math.ceil(Math.log2(Math.max(1, rows) / LEAF_SIZE)));
  const firstLeaf = 2 ** levels - 1;
  const nodes = 2 ** (levels + 1) - 1;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const from = new Int32Array(nodes);
  const to = new Int32Array(nodes);
  const lower = new Float64Array(nodes * dims).fill(Infinity);
  const upper = new Float64Array(nodes * dims).fill(-Infinity);
  to[0] = rows;
  for (let node = 0; node < nodes; node += 1) {
    const first = from[node] as number;
    const last = to[node] as number;
    let widest = 0;
    let width = -1;
    for (let f = 0; f < dims; f += 1) {
      let smallest = Infinity;
      let largest = -Infinity;
      for (let place = first; place < last; place += 1) {
        const value = points[(order[place] as number) * dims + f] as number;
        if (value < smallest) smallest = value;
        if (value > largest) largest = value;
      }
      lower[node * dims + f] = smallest;
      upper[node * dims + f] = largest;
      if (largest - smallest > width) {
        width = largest - smallest;
        widest = f;
      }
    }
    if (node >= firstLeaf) continue;
    const middle = (first + last) >> 1;
    select(order, (row) => points[row * dims + widest] as number, first, last, middle);
    from[2 * node + 1] = first;
    to[2 * node + 1] = middle;
    from[2 * node + 2] = middle;
    to[2 * node + 2] = last;
  }
  const coordinates = new Float64Array(points.length);
  for (let place = 0; place < rows; place += 1) {
    const start = (order[place] as number) * dims;
    for (let f = 0; f < dims; f += 1) {
      coordinates[place * dims + f] = points[start + f] as number;
    }
  }
  return { dims, coordinates, rowAt: order, from, to, firstLeaf, lower, upper };
}
