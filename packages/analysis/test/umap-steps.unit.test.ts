import { describe, expect, it } from 'vitest';
import { serial } from '../src/parallel/serial.ts';
import { sharedFloat32, sharedInt32 } from '../src/parallel/shared-arrays.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { largestEigenvectors } from '../src/umap/eigenvectors.ts';
import { forceBin, tabulateForces } from '../src/umap/force-table.ts';
import { joinNeighbours } from '../src/umap/fuzzy-graph.ts';
import { firstDraw, nextDraw } from '../src/umap/item-draws.ts';
import { fitLayoutCurve } from '../src/umap/layout-curve.ts';
import { searchAllNeighbours } from '../src/umap/nearest-neighbours.ts';
import { type Points, toPoints } from '../src/umap/points.ts';
import { mixture } from './umap/mixture.ts';

const pointsOf = (data: Float64Array, dims: number): Points => {
  const points = toPoints(data, data.length / dims, dims);
  if (points === null) throw new Error('all rows are the same');
  return points;
};

describe('the curve of the layout', () => {
  // umap.umap_.find_ab_params(1.0, minDist) of umap-learn 0.5.3
  it.each([
    [0, 1.9328083975546724, 0.7904949734010681],
    [0.01, 1.8956058659900246, 0.8006378439765344],
    [0.1, 1.5769434601962196, 0.8950608779914887],
    [0.5, 0.583030020479462, 1.3341669929263487],
    [0.9, 0.16490388505700118, 1.8030384659594323],
  ])('for rows that may come as close as %d is umap-learn’s', (minDist, a, b) => {
    const fitted = fitLayoutCurve(minDist);
    expect(fitted.a).toBeCloseTo(a, 5);
    expect(fitted.b).toBeCloseTo(b, 5);
  });

  it('has forces within 2 % of the formula, and none beyond reach', () => {
    const { a, b } = fitLayoutCurve(0.1);
    const { pull, push } = tabulateForces({ a, b });
    for (const squared of [0.2, 0.5, 1, 3.3, 40, 900]) {
      const bin = forceBin(squared);
      const below = 1 + a * squared ** b;
      const exactPull = (2 * a * b * squared ** (b - 1)) / below;
      const exactPush = (2 * b) / ((0.001 + squared) * below);
      expect(Math.abs((pull[bin] ?? 0) / exactPull - 1)).toBeLessThan(0.02);
      expect(Math.abs((push[bin] ?? 0) / exactPush - 1)).toBeLessThan(0.02);
    }
    for (const squared of [0, 1e-12, 1e-3, 1, 1e7]) {
      expect((push[forceBin(squared)] ?? 0) * Math.sqrt(squared)).toBeLessThan(4.05);
    }
  });
});

describe('ties', () => {
  it('are symmetric, in (0, 1], and the strongest of a row is 1', () => {
    const neighbours = searchAllNeighbours(pointsOf(mixture(300, 4, 3), 4), 9, serial);
    const { k, starts, ends, others, strengths } = joinNeighbours(neighbours, 0, serial);
    const seen = new Map<string, number>();
    for (let row = 0; row < 300; row += 1) {
      let strongest = 0;
      for (let tie = row * k + (starts[row] ?? 0); tie < (ends[row] ?? 0); tie += 1) {
        seen.set(`${row} ${others[tie]}`, strengths[tie] ?? 0);
        strongest = Math.max(strongest, strengths[tie] ?? 0);
      }
      expect(strongest).toBeCloseTo(1, 6);
    }
    for (const [pair, strength] of seen) {
      expect(strength).toBeGreaterThan(0);
      expect(strength).toBeLessThanOrEqual(1 + 1e-6);
      expect(seen.get(pair.split(' ').reverse().join(' '))).toBeCloseTo(strength, 6);
    }
  });

  it('are umap-learn’s', () => {
    // fuzzy_simplicial_set([[0], [1], [3], [7], [8]], 3, RandomState(0), 'euclidean') of 0.5.3
    const { ids, distances } = searchAllNeighbours(
      pointsOf(Float64Array.of(0, 1, 3, 7, 8), 1),
      2,
      serial,
    );
    const graph = joinNeighbours({ k: 2, ids, distances }, 0, serial);
    const matrix = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => 0));
    for (let row = 0; row < 5; row += 1) {
      const end = graph.ends[row] ?? 0;
      for (let tie = row * 2 + (graph.starts[row] ?? 0); tie < end; tie += 1) {
        const line = matrix[row];
        if (line !== undefined) line[graph.others[tie] ?? 0] = graph.strengths[tie] ?? 0;
      }
    }
    const expected = [
      [0, 1, 0.82775, 0, 0],
      [1, 0, 1, 0, 0],
      [0.82775, 1, 0, 0.584956, 0.584969],
      [0, 0, 0.584956, 0, 1],
      [0, 0, 0.584969, 1, 0],
    ];
    matrix.flat().forEach((strength, i) => {
      expect(strength).toBeCloseTo(expected.flat()[i] ?? Number.NaN, 4);
    });
  });
});

describe('draws of an item', () => {
  it('differ by seed, round and item, and cover the range evenly', () => {
    expect(
      new Set([firstDraw(1, 2, 3), firstDraw(2, 2, 3), firstDraw(1, 3, 3), firstDraw(1, 2, 4)])
        .size,
    ).toBe(4);
    const bins = new Int32Array(16);
    for (let item = 0; item < 4000; item += 1) {
      let draw = firstDraw(9, 0, item);
      for (let n = 0; n < 5; n += 1) {
        draw = nextDraw(draw);
        const bin = draw >>> 28;
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
    }
    // χ² with 15 degrees of freedom: 37.7 at p = 0.001.
    expect(bins.reduce((sum, count) => sum + (count - 1250) ** 2 / 1250, 0)).toBeLessThan(37.7);
  });
});

describe('eigenvectors', () => {
  it('satisfy M·v = λ·v, λ falling, and their largest component is positive', () => {
    const random = randomFor('symmetric');
    for (let size = 1; size <= 12; size += 1) {
      const matrix = new Float64Array(size * size);
      for (let p = 0; p < size; p += 1) {
        for (let q = 0; q <= p; q += 1) {
          matrix[p * size + q] = 2 * random() - 1;
          matrix[q * size + p] = matrix[p * size + q] ?? 0;
        }
      }
      const found = largestEigenvectors(matrix, size, size);
      let last = Infinity;
      for (let i = 0; i < size; i += 1) {
        const vector = found.subarray(i * size, i * size + size);
        const image = vector.map((_, p) =>
          vector.reduce((sum, value, q) => sum + value * (matrix[p * size + q] ?? 0), 0),
        );
        const eigenvalue = image.reduce((sum, value, p) => sum + value * (vector[p] ?? 0), 0);
        image.forEach((value, p) => {
          expect(value).toBeCloseTo(eigenvalue * (vector[p] ?? 0), 10);
        });
        expect(eigenvalue).toBeLessThanOrEqual(last + 1e-12);
        expect(Math.max(...vector)).toBeCloseTo(Math.max(...vector.map(Math.abs)), 12);
        last = eigenvalue;
      }
    }
  });

  it('are those of the largest eigenvalues, of length 1, pointing to the positive', () => {
    const found = largestEigenvectors(Float64Array.of(2, -1, 0, -1, 2, 0, 0, 0, 5), 3, 2);
    const half = Math.SQRT1_2;
    [0, 0, 1, half, -half, 0].forEach((expected, i) => {
      expect(found[i]).toBeCloseTo(expected, 12);
    });
  });
});

describe('the plane', () => {
  it('is arranged by its own kernel to the byte as by that for any number of components', () => {
    const neighbours = searchAllNeighbours(pointsOf(mixture(120, 4, 3), 4), 9, serial);
    const graph = joinNeighbours(neighbours, 0.01, serial);
    const after = ['umap/move-in-plane', 'umap/move-rows'].map((kernel) => {
      const state = {
        ...graph,
        ...tabulateForces(fitLayoutCurve(0.1)),
        ...{ components: 2, seed: 5, epochs: 100, clock: sharedInt32(1) },
        due: sharedFloat32(graph.strengths.length),
        before: sharedFloat32(240),
        after: sharedFloat32(240),
      };
      for (let i = 0; i < 240; i += 1) state.before[i] = ((i * 7919) % 1009) / 100;
      state.clock[0] = 3;
      serial.run(kernel, state, 120, 50);
      return state.after;
    });
    expect(after[0]).toEqual(after[1]);
    expect(after[0]?.some((value) => value !== 0)).toBe(true);
  });
});
