const MOST_SWEEPS = 30;
const NEGLIGIBLE = 1e-24;

/**
 * The eigenvectors of a symmetric matrix with the `count` largest eigenvalues, a row each, by
 * Jacobi's cyclic rotations. The largest component of each is positive, so that the sign does not
 * hang on rounding. O(width³) a sweep, some six sweeps.
 */
export function largestEigenvectors(
  symmetric: Float64Array,
  width: number,
  count: number,
): Float64Array {
  const matrix = symmetric.slice();
  const vectors = new Float64Array(width * width);
  for (let d = 0; d < width; d += 1) vectors[d * width + d] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix, width); sweep += 1) {
    for (let p = 0; p < width; p += 1) {
      for (let q = p + 1; q < width; q += 1) {
        const turn = rotationThatClears(matrix, width, p, q);
        if (turn === null) continue;
        rotateColumns(matrix, width, p, q, turn);
        rotateRows(matrix, width, p, q, turn);
        rotateColumns(vectors, width, p, q, turn);
      }
    }
  }
  const eigenvalueOf = (d: number): number => matrix[d * width + d] as number;
  const order = Array.from({ length: width }, (_, d) => d);
  order.sort((p, q) => eigenvalueOf(q) - eigenvalueOf(p) || p - q);
  const found = new Float64Array(count * width);
  for (let i = 0; i < count; i += 1) {
    const column = order[i] as number;
    let largest = 0;
    for (let d = 0; d < width; d += 1) {
      const component = vectors[d * width + column] as number;
      found[i * width + d] = component;
      if (Math.abs(component) > Math.abs(largest) + 1e-9) largest = component;
    }
    if (largest > 0) continue;
    for (let d = i * width; d < (i + 1) * width; d += 1) found[d] = -(found[d] as number);
  }
  return found;
}

function isDiagonal(matrix: Float64Array, width: number): boolean {
  let off = 0;
  let on = 0;
  for (let p = 0; p < width; p += 1) {
    on += (matrix[p * width + p] as number) ** 2;
    for (let q = 0; q < p; q += 1) off += (matrix[p * width + q] as number) ** 2;
  }
  return off <= NEGLIGIBLE * on;
}

type Rotation = { readonly cosine: number; readonly sine: number };

function rotationThatClears(
  matrix: Float64Array,
  width: number,
  p: number,
  q: number,
): Rotation | null {
  const off = matrix[p * width + q] as number;
  if (off === 0) return null;
  const ratio = ((matrix[q * width + q] as number) - (matrix[p * width + p] as number)) / (2 * off);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  return { cosine, sine: tangent * cosine };
}

function rotateColumns(m: Float64Array, width: number, p: number, q: number, by: Rotation): void {
  for (let i = 0; i < width * width; i += width) turnPair(m, i + p, i + q, by);
}

function rotateRows(m: Float64Array, width: number, p: number, q: number, by: Rotation): void {
  for (let i = 0; i < width; i += 1) turnPair(m, p * width + i, q * width + i, by);
}

function turnPair(m: Float64Array, i: number, j: number, { cosine, sine }: Rotation): void {
  const x = m[i] as number;
  const y = m[j] as number;
  m[i] = cosine * x - sine * y;
  m[j] = sine * x + cosine * y;
}
