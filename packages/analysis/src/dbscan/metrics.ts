export type MetricName = 'euclidean' | 'manhattan' | 'chebyshev' | 'cosine';

/**
 * Distances as they are compared, which for the euclidean is the square: no root is taken of
 * what is only compared, and so it is in scikit-learn, down to the last bit on lattices.
 */
export interface Metric {
  /** Compared distance of the points that start at a and b of the coordinates. */
  readonly between: (coordinates: Float64Array, a: number, b: number, dims: number) => number;
  /** How far the point that starts at a is at least from what lies in the box that starts at b. */
  readonly toBox: (
    coordinates: Float64Array,
    a: number,
    boxes: Boxes,
    b: number,
    dims: number,
  ) => number;
  /** How far away a box may be, by `toBox`, and still hold points within a compared distance. */
  readonly boxReach: (compared: number) => number;
  readonly toCompared: (distance: number) => number;
  readonly toDistance: (compared: number) => number;
}

/** Smallest and largest coordinates of sets of points, boxes × dims. */
export interface Boxes {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const same = (value: number): number => value;

/** Distance to the nearest coordinate in [lower, upper], 0 inside. */
const gapTo = (value: number, lower: number, upper: number): number =>
  value < lower ? lower - value : value > upper ? value - upper : 0;

function squaresToBox(x: Float64Array, a: number, boxes: Boxes, b: number, dims: number): number {
  const { lower, upper } = boxes;
  let total = 0;
  for (let f = 0; f < dims; f += 1) {
    const gap = gapTo(x[a + f] as number, lower[b + f] as number, upper[b + f] as number);
    total += gap * gap;
  }
  return total;
}

const euclidean: Metric = {
  between(x, a, b, dims) {
    let total = 0;
    for (let f = 0; f < dims; f += 1) {
      const gap = (x[a + f] as number) - (x[b + f] as number);
      total += gap * gap;
    }
    return total;
  },
  toBox: squaresToBox,
  boxReach: same,
  toCompared: (distance) => distance * distance,
  toDistance: Math.sqrt,
};

const manhattan: Metric = {
  between(x, a, b, dims) {
    let total = 0;
    for (let f = 0; f < dims; f += 1) {
      total += Math.abs((x[a + f] as number) - (x[b + f] as number));
    }
    return total;
  },
  toBox(x, a, { lower, upper }, b, dims) {
    let total = 0;
    for (let f = 0; f < dims; f += 1) {
      total += gapTo(x[a + f] as number, lower[b + f] as number, upper[b + f] as number);
    }
    return total;
  },
  boxReach: same,
  toCompared: same,
  toDistance: same,
};

const chebyshev: Metric = {
  between(x, a, b, dims) {
    let largest = 0;
    for (let f = 0; f < dims; f += 1) {
      const gap = Math.abs((x[a + f] as number) - (x[b + f] as number));
      if (gap > largest) largest = gap;
    }
    return largest;
  },
  toBox(x, a, { lower, upper }, b, dims) {
    let largest = 0;
    for (let f = 0; f < dims; f += 1) {
      const gap = gapTo(x[a + f] as number, lower[b + f] as number, upper[b + f] as number);
      if (gap > largest) largest = gap;
    }
    return largest;
  },
  boxReach: same,
  toCompared: same,
  toDistance: same,
};

/**
 * 1 − cos of rows that `unitRows` has made, so a scalar product. Boxes are judged by the
 * squared straight distance, 2(1 − cos) on the unit sphere, with room for rounding.
 */
const cosine: Metric = {
  between(x, a, b, dims) {
    let product = 0;
    for (let f = 0; f < dims; f += 1) product += (x[a + f] as number) * (x[b + f] as number);
    return Math.max(0, 1 - product);
  },
  toBox: squaresToBox,
  boxReach: (compared) => 2 * compared + 1e-9,
  toCompared: same,
  toDistance: same,
};

export const metrics: Readonly<Record<MetricName, Metric>> = {
  euclidean,
  manhattan,
  chebyshev,
  cosine,
};

/** Rows of length 1; a row of zeros stays, at distance 1 from every row, as in scikit-learn. */
export function unitRows(points: Float64Array, dims: number): Float64Array {
  const found = points.slice();
  for (let start = 0; start < found.length; start += dims) {
    let squares = 0;
    for (let f = start; f < start + dims; f += 1) squares += (found[f] as number) ** 2;
    if (squares === 0) continue;
    const length = Math.sqrt(squares);
    for (let f = start; f < start + dims; f += 1) found[f] = (found[f] as number) / length;
  }
  return found;
}
