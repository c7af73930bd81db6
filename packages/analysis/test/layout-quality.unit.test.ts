import { describe, expect, it } from 'vitest';
import { neighbourPreservation } from '../src/umap/neighbour-preservation.ts';
import { trustworthiness } from '../src/umap/trustworthiness.ts';

const rows = Array.from({ length: 40 }, (_, i) => [
  (i * 7919) % 1009,
  (i * 104_729) % 997,
  (i * 1_299_709) % 991,
]);
const data = Float64Array.from(rows.flat(), Math.sqrt);
const layout = Float64Array.from(
  rows.flatMap(([x = 0, y = 0], i) => [x + 0.3 * y, (i * 15_485_863) % 983]),
);
const compared = { data, dims: 3, layout, components: 2 };

describe('quality of a layout', () => {
  // sklearn.manifold.trustworthiness(X, E, n_neighbors=k) of 1.2.1, and the mean overlap of
  // NearestNeighbors(n_neighbors=k).fit(·).kneighbors()
  it.each([
    [1, 0.6526315789473685, 0.075],
    [5, 0.6839062499999999, 0.29],
    [15, 0.7007843137254902, 0.5083333333333333],
  ])('by %i neighbours is scikit-learn’s', (neighbours, trusted, kept) => {
    expect(trustworthiness({ ...compared, neighbours })).toBeCloseTo(trusted, 12);
    expect(neighbourPreservation({ ...compared, neighbours })).toBeCloseTo(kept, 12);
  });

  it('is perfect for the rows themselves', () => {
    const itself = { data, dims: 3, layout: data, components: 3 };
    expect(trustworthiness(itself)).toBe(1);
    expect(neighbourPreservation(itself)).toBe(1);
  });

  it('of a sample as large as all is that of all, and of a smaller one near it', () => {
    expect(trustworthiness({ ...compared, sample: 40 })).toBe(trustworthiness(compared));
    const sampled = trustworthiness({ ...compared, sample: 20 }) ?? 0;
    expect(Math.abs(sampled - (trustworthiness(compared) ?? 0))).toBeLessThan(0.05);
    expect(sampled).not.toBe(trustworthiness(compared));
  });

  it('is unknown where half of the rows are neighbours, or there are none', () => {
    expect(trustworthiness({ ...compared, neighbours: 20 })).toBeNull();
    expect(neighbourPreservation({ ...compared, neighbours: 20 })).toBeNull();
    const none = new Float64Array(0);
    expect(trustworthiness({ data: none, dims: 3, layout: none, components: 2 })).toBeNull();
  });
});
