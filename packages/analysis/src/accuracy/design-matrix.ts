/** Rows of features, row-major; the first column is the intercept. */
export interface DesignMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
}

/** Rows [from, to) without copying. */
export const rowsOf = (
  { columns, cells }: DesignMatrix,
  from: number,
  to: number,
): DesignMatrix => ({
  rows: to - from,
  columns,
  cells: cells.subarray(from * columns, to * columns),
});

/** The scalar product of a row with coefficients. O(columns). */
export function rowTimes(
  { columns, cells }: DesignMatrix,
  row: number,
  coefficients: Float64Array,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column += 1) {
    sum += (cells[row * columns + column] as number) * (coefficients[column] as number);
  }
  return sum;
}
