import type { Random } from '../random/sfc32.ts';
import type { TermMatrix } from './term-matrix.ts';

const oversampling = 6;
const iterations = 4;

/** Orthonormal columns in place of those of a row-major matrix; dependent ones become 0. */
function orthonormalise(matrix: Float64Array, rows: number, columns: number): void {
  for (let j = 0; j < columns; j += 1) {
    // Twice is enough (Giraud, Langou & Rozložník 2005).
    for (let pass = 0; pass < 2; pass += 1) {
      for (let k = 0; k < j; k += 1) {
        let dot = 0;
        for (let i = 0; i < rows; i += 1) {
          dot += (matrix[i * columns + j] as number) * (matrix[i * columns + k] as number);
        }
        for (let i = 0; i < rows; i += 1) {
          matrix[i * columns + j] =
            (matrix[i * columns + j] as number) - dot * (matrix[i * columns + k] as number);
        }
      }
    }
    let squares = 0;
    for (let i = 0; i < rows; i += 1) squares += (matrix[i * columns + j] as number) ** 2;
    const scale = squares > 1e-18 ? 1 / Math.sqrt(squares) : 0;
    for (let i = 0; i < rows; i += 1) {
      matrix[i * columns + j] = (matrix[i * columns + j] as number) * scale;
    }
  }
}

/** posts × width = A · (terms × width). O(entries · width). */
function times(matrix: TermMatrix, right: Float64Array, width: number): Float64Array {
  const result = new Float64Array(matrix.rows * width);
  for (let row = 0; row < matrix.rows; row += 1) {
    const end = matrix.starts[row + 1] as number;
    for (let entry = matrix.starts[row] as number; entry < end; entry += 1) {
      const weight = matrix.weights[entry] as number;
      const from = (matrix.columns[entry] as number) * width;
      for (let k = 0; k < width; k += 1) {
        result[row * width + k] =
          (result[row * width + k] as number) + weight * (right[from + k] as number);
      }
    }
  }
  return result;
}

/** terms × width = Aᵀ · (posts × width). O(entries · width). */
function transposedTimes(matrix: TermMatrix, right: Float64Array, width: number): Float64Array {
  const result = new Float64Array(matrix.terms.length * width);
  for (let row = 0; row < matrix.rows; row += 1) {
    const end = matrix.starts[row + 1] as number;
    for (let entry = matrix.starts[row] as number; entry < end; entry += 1) {
      const weight = matrix.weights[entry] as number;
      const into = (matrix.columns[entry] as number) * width;
      for (let k = 0; k < width; k += 1) {
        result[into + k] =
          (result[into + k] as number) + weight * (right[row * width + k] as number);
      }
    }
  }
  return result;
}

/**
 * What posts are about, in a few numbers: their TF-IDF rows on the leading right singular
 * directions (latent semantic analysis, Deerwester et al. 1990) by randomised subspace iteration
 * (Halko, Martinsson & Tropp 2011). Row-major, posts × topics; posts without known words lie at
 * the origin. O(iterations · entries · topics + terms · topics²).
 */
export function topicVectors(matrix: TermMatrix, topics: number, random: Random): Float64Array {
  const terms = matrix.terms.length;
  const width = Math.min(topics + oversampling, terms);
  let basis: Float64Array = new Float64Array(terms * width).map(() => random() - 0.5);
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    orthonormalise(basis, terms, width);
    basis = transposedTimes(matrix, times(matrix, basis, width), width);
  }
  orthonormalise(basis, terms, width);
  const placed = times(matrix, basis, width);
  const vectors = new Float64Array(matrix.rows * topics);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let topic = 0; topic < Math.min(topics, width); topic += 1) {
      vectors[row * topics + topic] = placed[row * width + topic] as number;
    }
  }
  return vectors;
}
