import { sharedFloat32 } from '../parallel/shared-arrays.ts';

/** Rows in single precision, each `width` long: the dimensions, then zeros up to a multiple of 4. */
export interface Points {
  readonly values: Float32Array;
  readonly rows: number;
  readonly width: number;
}

/**
 * Centred and scaled to [−1, 1] by one factor, which changes no neighbour and no layout, so
 * that single precision is spent on what differs. Null when all rows are the same. O(data).
 */
export function toPoints(data: Float64Array, rows: number, dims: number): Points | null {
  const width = Math.ceil(dims / 4) * 4;
  const middle = new Float64Array(dims);
  let reach = 0;
  for (let d = 0; d < dims; d += 1) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = d; i < data.length; i += dims) {
      const value = data[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    middle[d] = low / 2 + high / 2;
    reach = Math.max(reach, high / 2 - low / 2);
  }
  if (reach === 0) return null;
  const values = sharedFloat32(rows * width);
  for (let row = 0; row < rows; row += 1) {
    for (let d = 0; d < dims; d += 1) {
      values[row * width + d] = ((data[row * dims + d] as number) - (middle[d] as number)) / reach;
    }
  }
  return { values, rows, width };
}

/** The same rows in another order: place i holds row `order[i]`. O(data). */
export function reordered({ values, rows, width }: Points, order: Int32Array): Points {
  const sorted = sharedFloat32(rows * width);
  for (let place = 0; place < rows; place += 1) {
    const row = order[place] as number;
    for (let d = 0; d < width; d += 1) {
      sorted[place * width + d] = values[row * width + d] as number;
    }
  }
  return { values: sorted, rows, width };
}
