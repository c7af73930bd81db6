import { largestEigenvectors } from './eigenvectors.ts';
import type { Points } from './points.ts';

/**
 * Writes where the rows lie along their `components` axes of greatest variance, row-major;
 * axes beyond the width of the data stay zero. O(rows · width² + width³).
 */
export function alongPrincipalAxes(
  { values, rows, width }: Points,
  components: number,
  into: Float32Array,
): void {
  const means = columnMeans(values, rows, width);
  const count = Math.min(components, width);
  const axes = largestEigenvectors(scatterMatrix(values, rows, width, means), width, count);
  for (let row = 0; row < rows; row += 1) {
    for (let axis = 0; axis < count; axis += 1) {
      let sum = 0;
      for (let d = 0; d < width; d += 1) {
        const value = (values[row * width + d] as number) - (means[d] as number);
        sum += value * (axes[axis * width + d] as number);
      }
      into[row * components + axis] = sum;
    }
  }
}

function columnMeans(values: Float32Array, rows: number, width: number): Float64Array {
  const means = new Float64Array(width);
  for (let row = 0; row < rows; row += 1) {
    for (let d = 0; d < width; d += 1) {
      means[d] = (means[d] as number) + (values[row * width + d] as number) / rows;
    }
  }
  return means;
}

function scatterMatrix(
  values: Float32Array,
  rows: number,
  width: number,
  means: Float64Array,
): Float64Array {
  const scatter = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (let row = 0; row < rows; row += 1) {
    for (let d = 0; d < width; d += 1) {
      centred[d] = (values[row * width + d] as number) - (means[d] as number);
    }
    for (let p = 0; p < width; p += 1) {
      for (let q = 0; q < width; q += 1) {
        const cell = p * width + q;
        const product = (centred[p] as number) * (centred[q] as number);
        scatter[cell] = (scatter[cell] as number) + product;
      }
    }
  }
  return scatter;
}
