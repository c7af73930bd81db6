import type { Parallel } from '../parallel/parallel.ts';
import { sharedFloat32, sharedInt32 } from '../parallel/shared-arrays.ts';
import { tabulateForces } from './force-table.ts';
import type { FuzzyGraph } from './fuzzy-graph.ts';
import { fitLayoutCurve } from './layout-curve.ts';

const ROWS_A_CHUNK = 512;

export interface Arrangement {
  readonly components: number;
  readonly minDist: number;
  readonly epochs: number;
  readonly seed: number;
}

/**
 * Moves the rows until their distances show their ties: stochastic gradient descent on UMAP's
 * cross entropy, epoch by epoch between two buffers, of which `initial` is one. Gives the one
 * written last. O(epochs · ties).
 */
export function arrangeRows(
  graph: FuzzyGraph,
  initial: Float32Array,
  { components, minDist, epochs, seed }: Arrangement,
  parallel: Parallel,
): Float32Array {
  const { rows, k, starts, ends, others, strengths } = graph;
  const due = sharedFloat32(strengths.length);
  for (let row = 0; row < rows; row += 1) {
    const end = ends[row] as number;
    for (let tie = row * k + (starts[row] as number); tie < end; tie += 1) {
      due[tie] = 1 / (strengths[tie] as number);
    }
  }
  const clock = sharedInt32(1);
  const ties = { rows, k, starts, ends, others, strengths, due };
  const shape = { ...ties, components, seed, epochs, clock };
  const forces = tabulateForces(fitLayoutCurve(minDist));
  const second = sharedFloat32(initial.length);
  const there = { ...shape, ...forces, before: initial, after: second };
  const back = { ...shape, ...forces, before: second, after: initial };
  const kernel = components === 2 ? 'umap/move-in-plane' : 'umap/move-rows';
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    clock[0] = epoch;
    parallel.run(kernel, epoch % 2 === 0 ? there : back, rows, ROWS_A_CHUNK);
  }
  return epochs % 2 === 0 ? initial : second;
}
