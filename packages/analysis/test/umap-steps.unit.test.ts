import { describe, expect, it } from 'vitest';
import { serial } from '../src/parallel/serial.ts';
import { sharedFloat32, sharedInt32 } from '../src/parallel/shared-arrays.ts';
import { largestEigenvectors } from '../src/umap/eigenvectors.ts';
import { forceBin, tabulateForces } from '../src/umap/force-table.ts';
import { joinNeighbours } from '../src/umap/fuzzy-graph.ts';
import { firstDraw, nextDraw } from '../src/umap/item-draws.ts';
import { fitLayoutCurve } from '../src/umap/layout-curve.ts';
import { searchAllNeighbours, searchForest } from '../src/umap/nearest-neighbours.ts';
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

describe('nearest neighbours', () => {
  const k = 14;

  it('are those of all distances, nearest first', () => {
    const data = mixture(200, 5, 3);
    const { ids } = searchAllNeighbours(pointsOf(data, 5), k, serial);
    for (let row = 0; row < 200; row += 1) {
      const distance = (other: number): number =>
        Math.hypot(
          ...[0, 1, 2, 3, 4].map((d) => (data[row * 5 + d] ?? 0) - (data[other * 5 + d] ?? 0)),
        );
      const expected = Array.from({ length: 200 }, (_, other) => other)
        .filter((other) => other !== row)
        .sort((p, q) => distance(p) - distance(q))
        .slice(0, k);
      expect([...ids.subarray(row * k, row * k + k)]).toEqual(expected);
    }
  });

  it.each([3, 8, 12])('by forest are 96 %% or more of those, in %i dimensions', (dims) => {
    const points = pointsOf(mixture(3000, dims, 5), dims);
    const exact = searchAllNeighbours(points, k, serial).ids;
    const found = searchForest(points, k, 7, serial).ids;
    let hits = 0;
    for (let row = 0; row < 3000; row += 1) {
      const wanted = new Set(exact.subarray(row * k, row * k + k));
      for (const id of found.subarray(row * k, row * k + k)) if (wanted.has(id)) hits += 1;
    }
    expect(hits / (3000 * k)).toBeGreaterThan(0.96);
  });

  it('of copies are spread over the copies: none is everyone’s', () => {
    const data = mixture(400, 2, 2);
    for (let row = 0; row < 300; row += 1) data.set([3, 3], row * 2);
    const { ids } = searchAllNeighbours(pointsOf(data, 2), k, serial);
    const named = new Int32Array(400);
    for (const id of ids.subarray(0, 300 * k)) named[id] = (named[id] ?? 0) + 1;
    expect(Math.max(...named)).toBeLessThan(6 * k);
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
