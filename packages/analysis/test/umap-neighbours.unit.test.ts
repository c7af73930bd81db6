import { describe, expect, it } from 'vitest';
import { serial } from '../src/parallel/serial.ts';
import { sharedFloat32, sharedInt32 } from '../src/parallel/shared-arrays.ts';
import { searchAllNeighbours, searchForest } from '../src/umap/nearest-neighbours.ts';
import { type Points, toPoints } from '../src/umap/points.ts';
import { findReferences } from '../src/umap/references.ts';
import { mixture } from './umap/mixture.ts';

const k = 14;

const pointsOf = (data: Float64Array, dims: number): Points => {
  const points = toPoints(data, data.length / dims, dims);
  if (points === null) throw new Error('all rows are the same');
  return points;
};
const emptyLists = (rows: number) => ({
  ids: sharedInt32(rows * k).fill(-1),
  distances: sharedFloat32(rows * k).fill(Infinity),
});

describe('nearest neighbours', () => {
  it('are those of all distances, nearest first', () => {
    const data = mixture(200, 5, 3);
    const { ids } = searchAllNeighbours(pointsOf(data, 5), k, serial);
    for (let row = 0; row < 200; row += 1) {
      const gaps = (other: number): number[] =>
        [0, 1, 2, 3, 4].map((d) => (data[row * 5 + d] ?? 0) - (data[other * 5 + d] ?? 0));
      const distances = Array.from({ length: 200 }, (_, other) => Math.hypot(...gaps(other)));
      const expected = distances
        .map((_, other) => other)
        .filter((other) => other !== row)
        .sort((p, q) => (distances[p] ?? 0) - (distances[q] ?? 0))
        .slice(0, k);
      expect([...ids.subarray(row * k, row * k + k)]).toEqual(expected);
    }
  });

  it.each([3, 8, 12])('in %i dimensions are nearly all found by forest', (dims) => {
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

  it('in a single leaf are exact, for both rows of each pair', () => {
    const points = pointsOf(mixture(60, 4, 2), 4);
    const exact = searchAllNeighbours(points, k, serial);
    const lists = emptyLists(60);
    const order = sharedInt32(60);
    for (let i = 0; i < 60; i += 1) order[i] = (i * 7) % 60;
    const [leaves, bounds, tree] = [sharedInt32(2), sharedInt32(2), sharedInt32(1)];
    leaves[1] = 60;
    bounds[1] = 1;
    const shape = { points: points.values, width: points.width, k, order, leaves, bounds, tree };
    serial.run('umap/search-leaves', { ...shape, ...lists }, 1, 1);
    expect(lists.ids).toEqual(exact.ids);
  });

  it('of rows that shared no leaf with enough others are sought among all', () => {
    const points = pointsOf(mixture(60, 4, 2), 4);
    const exact = searchAllNeighbours(points, k, serial);
    const [before, next] = [emptyLists(60), emptyLists(60)];
    const state = {
      ...findReferences(before.ids, 60),
      ...{ points: points.values, width: points.width, rows: 60, k, ids: before.ids },
      ...{ nextIds: next.ids, nextDistances: next.distances },
    };
    serial.run('umap/descend', state, 60, 60);
    expect(next.ids).toEqual(exact.ids);
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

describe('references', () => {
  it('are the places that name a row, in rising order; empty places name nobody', () => {
    const { starts, places } = findReferences(Int32Array.of(1, 2, -1, 2, 1, -1), 3);
    expect([...starts]).toEqual([0, 0, 2, 4]);
    expect([...places]).toEqual([0, 4, 1, 3]);
  });
});
