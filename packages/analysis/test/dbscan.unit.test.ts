import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEps } from '../src/dbscan/choose-eps.ts';
import { dbscan } from '../src/dbscan/dbscan.ts';
import { clusterByGrid } from '../src/dbscan/grid-clusters.ts';
import type { MetricName } from '../src/dbscan/metrics.ts';
import { metrics } from '../src/dbscan/metrics.ts';
import { clusterByTree } from '../src/dbscan/tree-clusters.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { dbscanByDefinition } from './dbscan/by-definition.ts';

const rowsOf = (dims: number, most = 70) =>
  fc.array(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: dims, maxLength: dims }), {
    maxLength: most,
  });
const settings = fc.record({
  eps: fc.constantFrom(0.5, 1, Math.SQRT2, 2, Math.sqrt(5), 3, 40),
  minSamples: fc.integer({ min: 1, max: 8 }),
});

/** Blobs around the corners of a square, some stray points between. */
function blobs(rows: number): Float64Array {
  const random = randomFor('blobs', rows);
  const normal = () => random() + random() + random() - 1.5;
  return Float64Array.from({ length: rows * 2 }, (_, i) => {
    const row = i >> 1;
    return row % 25 === 0 ? random() * 12 - 1 : ((row >> (i & 1)) & 1) * 10 + normal();
  });
}

describe('dbscan', () => {
  it.each<[MetricName, number]>([
    ['euclidean', 2],
    ['euclidean', 1],
    ['euclidean', 3],
    ['manhattan', 2],
    ['chebyshev', 2],
    ['manhattan', 4],
  ])('gives the labels of the definition on lattices: %s, %i dimensions', (metric, dims) => {
    fc.assert(
      fc.property(rowsOf(dims), settings, (rows, { eps, minSamples }) => {
        const found = dbscan(Float64Array.from(rows.flat()), dims, { eps, minSamples, metric });
        expect([...found.labels]).toEqual(dbscanByDefinition(rows, eps, minSamples, metric));
      }),
      { numRuns: 80 },
    );
  });

  it('gives the labels of the definition by cosine, where eps lies between distances', () => {
    fc.assert(
      fc.property(rowsOf(3), fc.constantFrom(0.0123, 0.1234, 0.9876, 1.2345), (rows, eps) => {
        const found = dbscan(Float64Array.from(rows.flat()), 3, {
          eps,
          minSamples: 4,
          metric: 'cosine',
        });
        expect([...found.labels]).toEqual(dbscanByDefinition(rows, eps, 4, 'cosine'));
      }),
      { numRuns: 80 },
    );
  });

  it('has the same labels from the grid and from the tree, at any scale of eps', () => {
    const points = blobs(3000);
    for (const eps of [0.01, 0.05, 0.1, 0.3, 1, 4, 100]) {
      for (const minSamples of [1, 4, 12, 200]) {
        expect(clusterByGrid(points, eps, minSamples)).toEqual(
          clusterByTree(points, 2, metrics.euclidean, eps, minSamples),
        );
      }
    }
  });

  it('numbers clusters by rows and nothing else: shuffled rows keep their company', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
          maxLength: 80,
          selector: ([x, y]) => x * 100 + y,
        }),
        fc.integer(),
        (rows, seed) => {
          const random = randomFor(seed);
          const order = rows.map((_, i) => [random(), i] as const).sort(([a], [b]) => a - b);
          const shuffled = order.map(([, i]) => rows[i] ?? [0, 0]);
          const options = { eps: 1.5, minSamples: 4 };
          const plain = dbscan(Float64Array.from(rows.flat()), 2, options);
          const other = dbscan(Float64Array.from(shuffled.flat()), 2, options);
          expect(other.clusters).toBe(plain.clusters);
          const isCore = new Set(plain.core);
          const renamed = new Map<number, number>();
          order.forEach(([, row], place) => {
            const [was, is] = [plain.labels[row] ?? -2, other.labels[place] ?? -2];
            expect(is === -1).toBe(was === -1);
            if (!isCore.has(row)) return;
            expect(renamed.get(was) ?? is).toBe(is);
            renamed.set(was, is);
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not change when points are moved, or scaled together with eps', () => {
    fc.assert(
      fc.property(
        rowsOf(2),
        settings,
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: -20, max: 20 }),
        (rows, { minSamples }, shift, power) => {
          const scale = 2 ** power;
          const plain = dbscan(Float64Array.from(rows.flat()), 2, { eps: 1.5, minSamples });
          const moved = dbscan(
            Float64Array.from(rows.flat(), (x) => (x + shift) * scale),
            2,
            { eps: 1.5 * scale, minSamples },
          );
          expect(moved).toEqual(plain);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes a distance of exactly eps as near', () => {
    const line = Float64Array.of(0, 0, 3, 4, 6, 8);
    expect([...dbscan(line, 2, { eps: 5, minSamples: 3 }).labels]).toEqual([0, 0, 0]);
    expect([...dbscan(line, 2, { eps: 4.999999, minSamples: 2 }).labels]).toEqual([-1, -1, -1]);
  });

  it('handles an eps that spans everything, and one that spans nothing', () => {
    const points = blobs(20_000);
    for (const dims of [1, 2]) {
      const all = dbscan(points, dims, { eps: 1e9, minSamples: 5 });
      expect([all.clusters, all.core.length]).toEqual([1, points.length / dims]);
    }
    const none = dbscan(points, 2, { eps: 1e-12, minSamples: 2 });
    expect([none.clusters, new Set(none.labels)]).toEqual([0, new Set([-1])]);
  });

  it('treats equal points as one place: a cluster when there are minSamples of them', () => {
    const points = new Float64Array(200).fill(1e9);
    expect(dbscan(points, 2, { eps: 1e-3, minSamples: 100 }).clusters).toBe(1);
    expect(dbscan(points, 2, { eps: 1e-3, minSamples: 101 }).clusters).toBe(0);
  });

  it('puts rows of zeros at cosine distance 1 from all', () => {
    const points = Float64Array.of(0, 0, 1, 1, 2, 2, 0, 0);
    const near = dbscan(points, 2, { eps: 0.5, minSamples: 2, metric: 'cosine' });
    expect([...near.labels]).toEqual([-1, 0, 0, -1]);
    const all = dbscan(points, 2, { eps: 1, minSamples: 2, metric: 'cosine' });
    expect([...all.labels]).toEqual([0, 0, 0, 0]);
  });

  it('has no labels for no rows, leaves its input alone, and refuses what is not finite', () => {
    const options = { eps: 1, minSamples: 1 };
    expect(dbscan(new Float64Array(0), 2, options)).toEqual({
      labels: new Int32Array(0),
      core: new Int32Array(0),
      clusters: 0,
    });
    const points = blobs(100);
    const before = points.slice();
    for (const metric of ['euclidean', 'cosine'] as const)
      dbscan(points, 2, { ...options, metric });
    expect(points).toEqual(before);
    expect(() => dbscan(Float64Array.of(1, Number.NaN), 2, options)).toThrow('not finite');
    expect(() => dbscan(new Float64Array(3), 2, options)).toThrow(RangeError);
    expect(() => dbscan(points, 2, { eps: 0, minSamples: 1 })).toThrow('eps is above 0');
  });
});

describe('choosing eps', () => {
  it('asks for the distance to the (minSamples − 1)-th neighbour', () => {
    const line = Float64Array.of(0, 1, 3, 7, 15);
    const choice = chooseEps(line, 1, { minSamples: 3 });
    expect([...(choice?.curve ?? [])]).toEqual([2, 3, 3, 6, 12]);
    for (const metric of ['manhattan', 'chebyshev'] as const) {
      expect(chooseEps(line, 1, { minSamples: 3, metric })).toEqual(choice);
    }
  });

  it('takes the bend between the dense and the stray points', () => {
    const dense = Array.from({ length: 90 }, (_, i) => i);
    const stray = Array.from({ length: 10 }, (_, i) => 1000 + 50 * i);
    const choice = chooseEps(Float64Array.from([...dense, ...stray]), 1, { minSamples: 2 });
    expect(choice?.eps).toBe(1);
  });

  it('finds blobs at about the density they have, and one stray point far off changes nothing', () => {
    const points = blobs(2000);
    const eps = chooseEps(points, 2, { minSamples: 10 })?.eps ?? 0;
    expect(dbscan(points, 2, { eps, minSamples: 10 }).clusters).toBe(4);
    const withStray = Float64Array.from([...points, 1e6, 1e6]);
    const other = chooseEps(withStray, 2, { minSamples: 10 })?.eps ?? 0;
    expect(Math.abs(other / eps - 1)).toBeLessThan(0.01);
  });

  it('is the common distance on a lattice, and the least above 0 among duplicates', () => {
    const lattice = Float64Array.from({ length: 50 }, (_, i) => 3 * i);
    expect(chooseEps(lattice, 1, { minSamples: 2 })?.eps).toBe(3);
    expect(chooseEps(Float64Array.of(5, 5, 5, 5, 5, 5, 9), 1, { minSamples: 2 })?.eps).toBe(4);
  });

  it('is null with too few rows or only equal ones', () => {
    expect(chooseEps(new Float64Array(0), 2, { minSamples: 4 })).toBeNull();
    expect(chooseEps(Float64Array.of(1, 2, 3), 1, { minSamples: 4 })).toBeNull();
    expect(chooseEps(new Float64Array(100).fill(7), 2, { minSamples: 4 })).toBeNull();
  });
});
