import { randomFor } from '../../src/random/sfc32.ts';
import { umap } from '../../src/umap/umap.ts';
import { readGolden } from '../golden.ts';

interface QualityCase {
  readonly name: string;
  readonly X: readonly (readonly number[])[];
  readonly n_neighbors: number;
  readonly min_dist: number;
  readonly trustworthiness15: readonly number[];
  readonly knn_preservation15: readonly number[];
}

/** umap-learn's quality over five seeds. */
export const qualityGolden = readGolden<{ readonly cases: readonly QualityCase[] }>(
  'umap_quality.json',
);

/** Our layout of a case, and what is needed to judge it. */
export function layOut(given: QualityCase, seed: number) {
  const dims = given.X[0]?.length ?? 0;
  const data = Float64Array.from(given.X.flat());
  const random = randomFor('golden', seed);
  const options = { random, neighbors: given.n_neighbors, minDist: given.min_dist };
  const found = umap(data, given.X.length, dims, options);
  if (found.status === 'insufficient') throw new Error(found.reason);
  return { data, dims, layout: found.layout, components: 2 };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
