import { DBSCAN } from 'density-clustering';
import { describe, expect, it } from 'vitest';
import { dbscan } from '../src/dbscan/dbscan.ts';

/** Why `density-clustering` 1.3.0 is not used: what it gets wrong, and ours beside it. */
const ours = (rows: number[][], eps: number, minSamples: number): number[] => [
  ...dbscan(Float64Array.from(rows.flat()), 2, { eps, minSamples }).labels,
];

describe('counterexample: density-clustering', () => {
  it('takes a distance of exactly eps as far: a lattice falls apart', () => {
    const lattice = Array.from({ length: 25 }, (_, i) => [i % 5, Math.floor(i / 5)]);
    expect(new DBSCAN().run(lattice, 1, 3)).toEqual([]);
    expect(ours(lattice, 1, 3)).toEqual(lattice.map(() => 0));
  });

  it('lists a border point as noise and as member, when it comes before its cluster’s core', () => {
    const rows = [
      [0, 0],
      [0.9, 0],
      [1, 0],
      [1.1, 0],
    ];
    const library = new DBSCAN();
    expect(library.run(rows, 1.05, 4)).toEqual([[1, 0, 2, 3]]);
    expect(library.noise).toEqual([0]);
    expect(ours(rows, 1.05, 4)).toEqual([0, 0, 0, 0]);
  });

  it('compares each point with all, and each neighbour with all found so far: n³ in one blob', () => {
    class Counting extends DBSCAN {
      merged = 0;
      override _mergeArrays(a: number[], b: number[]): number[] {
        this.merged += a.length * b.length;
        return super._mergeArrays(a, b);
      }
    }
    const work = (count: number): number => {
      const blob = Array.from({ length: count }, (_, i) => [Math.sin(i), Math.cos(i)]);
      const library = new Counting();
      library.run(blob, 10, 3);
      return library.merged;
    };
    expect(work(100)).toBe(99 * 100 * 100);
    expect(work(200)).toBe(199 * 200 * 200);
  });
});
