import type { Parallel } from '../parallel/parallel.ts';
import { sharedFloat32, sharedInt32 } from '../parallel/shared-arrays.ts';
import type { Neighbours } from './nearest-neighbours.ts';
import { findReferences } from './references.ts';

/** Symmetric ties: those of a row stand from row · k + starts[row] to ends[row]. */
export interface FuzzyGraph {
  readonly k: number;
  readonly rows: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly others: Int32Array;
  /** In (0, 1]; the strongest tie of a row is 1. */
  readonly strengths: Float32Array;
}

/**
 * The fuzzy simplicial set of the neighbour lists: strengths by distance (`weighNeighbours`),
 * made symmetric (`joinTies`). Ties below `least` are left out. O(rows · k²).
 */
export function joinNeighbours(
  { k, ids, distances }: Neighbours,
  least: number,
  parallel: Parallel,
): FuzzyGraph {
  const rows = ids.length / k;
  let meanDistance = 0;
  for (let e = 0; e < distances.length; e += 1) meanDistance += Math.sqrt(distances[e] as number);
  meanDistance /= distances.length;
  const weights = sharedFloat32(rows * k);
  const target = Math.log2(k + 1);
  parallel.run('umap/weigh-neighbours', { k, target, meanDistance, distances, weights }, rows, 512);
  const { starts, places } = findReferences(ids, rows);
  const ends = sharedInt32(rows);
  const others = sharedInt32(2 * rows * k);
  const strengths = sharedFloat32(2 * rows * k);
  const state = { k, least, ids, weights, starts, places, ends, others, strengths };
  parallel.run('umap/join-ties', state, rows, 512);
  return { k, rows, starts, ends, others, strengths };
}
