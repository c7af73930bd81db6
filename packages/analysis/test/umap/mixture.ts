import { randomFor } from '../../src/random/sfc32.ts';

/** Rows around `clusters` centres of a `dims`-dimensional cube of side 10, row-major. */
export function mixture(rows: number, dims: number, clusters: number): Float64Array {
  const random = randomFor('mixture', rows, dims, clusters);
  const centres = Float64Array.from({ length: clusters * dims }, () => 10 * random());
  return Float64Array.from({ length: rows * dims }, (_, i) => {
    const cluster = Math.floor(i / dims) % clusters;
    const bell = random() + random() + random() + random() - 2;
    return (centres[cluster * dims + (i % dims)] ?? 0) + bell;
  });
}
