/** A layout beside the rows it was made of; both row-major. */
export interface LayoutComparison {
  readonly data: Float64Array;
  readonly dims: number;
  readonly layout: Float64Array;
  readonly components: number;
  /** Neighbours looked at, the row itself not among them: 15. Below half of the rows. */
  readonly neighbours?: number;
  /** Look at this many rows only, ⌊i · rows / sample⌋, each beside all others. */
  readonly sample?: number;
}

/** A row's nearest in the data and in the layout, and its squared distances in the data. */
type Visit = (inData: Int32Array, inLayout: Int32Array, distances: Float64Array) => void;

export interface Compared {
  /** Rows looked at. */
  readonly looked: number;
  readonly rows: number;
  readonly neighbours: number;
}

/** Visits the rows to look at; null when there are too few of them. O(looked · rows · dims). */
export function compareNeighbours(comparison: LayoutComparison, visit: Visit): Compared | null {
  const { data, dims, layout, components, neighbours = 15 } = comparison;
  const rows = data.length / dims;
  if (!(neighbours >= 1 && neighbours < rows / 2)) return null;
  const looked = Math.min(rows, comparison.sample ?? rows);
  const distances = new Float64Array(rows);
  const distancesInLayout = new Float64Array(rows);
  for (let i = 0; i < looked; i += 1) {
    const row = Math.floor((i * rows) / looked);
    measure(data, dims, row, distances);
    measure(layout, components, row, distancesInLayout);
    visit(nearest(distances, neighbours), nearest(distancesInLayout, neighbours), distances);
  }
  return { looked, rows, neighbours };
}

/** Squared distances of a row to all; to itself it is infinite. */
function measure(values: Float64Array, width: number, row: number, into: Float64Array): void {
  for (let other = 0; other < into.length; other += 1) {
    let sum = 0;
    for (let d = 0; d < width; d += 1) {
      sum += ((values[row * width + d] as number) - (values[other * width + d] as number)) ** 2;
    }
    into[other] = sum;
  }
  into[row] = Infinity;
}

/** The `count` smallest, smallest first; of equal ones the first. */
function nearest(distances: Float64Array, count: number): Int32Array {
  const found = new Int32Array(count).fill(-1);
  const far = new Float64Array(count).fill(Infinity);
  for (let other = 0; other < distances.length; other += 1) {
    const distance = distances[other] as number;
    if (!(distance < (far[count - 1] as number))) continue;
    let place = count - 1;
    for (; place > 0 && (far[place - 1] as number) > distance; place -= 1) {
      far[place] = far[place - 1] as number;
      found[place] = found[place - 1] as number;
    }
    far[place] = distance;
    found[place] = other;
  }
  return found;
}
