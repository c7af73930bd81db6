import { describe, expect, it } from 'vitest';
import { neighbourPreservation } from '../src/umap/neighbour-preservation.ts';
import { trustworthiness } from '../src/umap/trustworthiness.ts';
import { layOut, mean, qualityGolden } from './umap/quality-golden.ts';

describe.skipIf(qualityGolden === null)('golden: umap', () => {
  it.each(qualityGolden?.cases ?? [])(
    '$name: as faithful as umap-learn’s, and the same bytes for the same seed',
    (given) => {
      const [first, again, another] = [layOut(given, 1), layOut(given, 1), layOut(given, 2)];
      expect(again.layout).toEqual(first.layout);
      for (const compared of [first, another]) {
        expect(trustworthiness(compared)).toBeGreaterThanOrEqual(
          Math.min(...given.trustworthiness15) - 0.01,
        );
        expect(neighbourPreservation(compared)).toBeGreaterThanOrEqual(
          0.9 * mean(given.knn_preservation15),
        );
      }
    },
  );
});
