import { UMAP } from 'umap-js';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../src/random/sfc32.ts';
import { fitLayoutCurve } from '../src/umap/layout-curve.ts';
import { neighbourPreservation } from '../src/umap/neighbour-preservation.ts';
import { trustworthiness } from '../src/umap/trustworthiness.ts';
import { umap } from '../src/umap/umap.ts';
import { layOut, qualityGolden } from './umap/quality-golden.ts';

/** Why `umap-js` 1.4.0 is not used: what it gets wrong, and ours beside it. */
const someRows = (count: number): number[][] =>
  Array.from({ length: count }, (_, i) => [(i * 7919) % 1009, (i * 104_729) % 997]);
const ours = (rows: number[][]) =>
  umap(Float64Array.from(rows.flat()), rows.length, 2, { random: randomFor('ours') });
const theirs = (rows: number[][], minDist = 0.1): number[][] =>
  new UMAP({ random: randomFor('theirs'), nEpochs: 50, minDist }).fit(rows);

describe('counterexample: umap-js', () => {
  it('throws where there are no more rows than neighbours, where ours has a typed answer', () => {
    expect(() => theirs(someRows(15))).toThrow('Not enough data points');
    expect(ours(someRows(15))).toEqual({ status: 'insufficient', reason: 'too_few_rows' });
  });

  it('gives a row that holds NaN a place among the others, and says nothing', () => {
    const rows = someRows(60);
    rows[5] = [Number.NaN, 1];
    expect(theirs(rows)[5]?.every(Number.isFinite)).toBe(true);
    expect(ours(rows)).toEqual({ status: 'insufficient', reason: 'not_finite' });
  });

  it('finds structure in rows that are all the same', () => {
    const rows = Array.from({ length: 60 }, () => [3, 4]);
    const places = new Set(theirs(rows).map(String));
    expect(places.size).toBe(60);
    expect(ours(rows)).toEqual({ status: 'insufficient', reason: 'all_equal' });
  });

  it('has another curve than umap-learn: a 5.8 % and b 3.7 % off at minDist 0.5', () => {
    const fit = new UMAP({ random: randomFor('theirs'), minDist: 0.5 });
    fit.initializeFit(someRows(40));
    const { a, b } = (fit as unknown as { optimizationState: { a: number; b: number } })
      .optimizationState;
    // find_ab_params(1.0, 0.5) of umap-learn 0.5.3
    expect(a / 0.583030020479462).toBeCloseTo(1.058, 3);
    expect(b / 1.3341669929263487).toBeCloseTo(0.963, 3);
    const fitted = fitLayoutCurve(0.5);
    expect(fitted.a / 0.583030020479462).toBeCloseTo(1, 5);
    expect(fitted.b / 1.3341669929263487).toBeCloseTo(1, 5);
  });

  it('takes Math.random unless told, and so no report could be made again', () => {
    const original = Math.random;
    let calls = 0;
    Math.random = () => {
      calls += 1;
      return original();
    };
    try {
      new UMAP({ nEpochs: 5 }).fit(someRows(40));
      expect(calls).toBeGreaterThan(0);
      calls = 0;
      ours(someRows(40));
      expect(calls).toBe(0);
    } finally {
      Math.random = original;
    }
  });
});

describe.skipIf(qualityGolden === null)('oracle: umap-js', () => {
  it.each(qualityGolden?.cases ?? [])('$name: ours is no less faithful', (given) => {
    const compared = layOut(given, 1);
    const fit = new UMAP({
      random: randomFor('theirs'),
      nNeighbors: given.n_neighbors,
      minDist: given.min_dist,
    });
    const layout = Float64Array.from(fit.fit(given.X.map((row) => [...row])).flat());
    const their = { ...compared, layout };
    expect(trustworthiness(compared)).toBeGreaterThan((trustworthiness(their) ?? 1) - 0.005);
    expect(neighbourPreservation(compared)).toBeGreaterThan(
      (neighbourPreservation(their) ?? 1) - 0.02,
    );
  });
});
