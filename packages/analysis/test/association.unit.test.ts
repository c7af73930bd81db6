import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../src/random/sfc32.ts';
import { bootstrapPercentile } from '../src/statistics/bootstrap.ts';
import { kendall } from '../src/statistics/kendall.ts';
import { linearRegression } from '../src/statistics/linear-regression.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';
import { mean, standardDeviation } from '../src/statistics/moments.ts';
import { pearson } from '../src/statistics/pearson.ts';
import { pointBiserial } from '../src/statistics/point-biserial.ts';
import { spearman } from '../src/statistics/spearman.ts';
import { welchT } from '../src/statistics/welch-t.ts';

const of = (...values: number[]): Float64Array => Float64Array.from(values);

const pairs = fc
  .integer({ min: 3, max: 60 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n, maxLength: n }),
    ),
  )
  .map(([x, y]) => [Float64Array.from(x), Float64Array.from(y)] as const);

describe('correlation', () => {
  it('of fewer than two pairs, of pairs that do not match, of constants and of NaN is null', () => {
    for (const correlate of [pearson, spearman, kendall]) {
      expect(correlate(of(), of())).toBeNull();
      expect(correlate(of(1), of(2))).toBeNull();
      expect(correlate(of(1, 2, 3), of(1, 2))).toBeNull();
      expect(correlate(of(1, 2, 3), of(5, 5, 5))).toBeNull();
      expect(correlate(of(1, 2, Number.NaN), of(1, 2, 3))).toBeNull();
      expect(correlate(of(1, 2, 3), of(1, 2, Number.POSITIVE_INFINITY))).toBeNull();
      expect(correlate(of(-1.7e308, 0, 1.7e308), of(1, 3, 2))?.pValue ?? null).not.toBeNaN();
      expect(correlate(of(1, 2), of(7, 3))).toEqual({ coefficient: -1, pValue: 1 });
    }
    expect(pointBiserial(Uint8Array.of(1, 1, 1), of(1, 2, 3))).toBeNull();
  });

  it('is exactly 1 on a line, whatever its level and scale', () => {
    for (const [level, scale] of [
      [0, 1],
      [1e9, 1e-3],
      [-5, 1e200],
      [0, 1e-200],
    ] as const) {
      const x = Float64Array.from({ length: 25 }, (_, i) => i / 24);
      const y = x.map((value) => level + scale * value);
      expect(
        pearson(
          x,
          x.map((value) => 2 * value - 1),
        )?.coefficient,
      ).toBe(1);
      expect(pearson(x, y)?.coefficient, `${level} ${scale}`).toBeCloseTo(1, 6);
    }
  });

  it('does not depend on which side is called x, and turns its sign with one side', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        for (const correlate of [pearson, spearman, kendall]) {
          const there = correlate(x, y);
          const back = correlate(y, x);
          const turned = correlate(
            x,
            y.map((value) => -value),
          );
          expect(back?.coefficient ?? 2).toBeCloseTo(there?.coefficient ?? 2, 12);
          expect(-(turned?.coefficient ?? -2)).toBeCloseTo(there?.coefficient ?? 2, 12);
          expect(turned?.pValue ?? 2).toBeCloseTo(there?.pValue ?? 2, 10);
        }
      }),
    );
  });

  it('of ranks stays under any rising transformation', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        const bent = x.map((value) => Math.exp(value / 5));
        expect(spearman(bent, y)).toEqual(spearman(x, y));
        expect(kendall(bent, y)).toEqual(kendall(x, y));
      }),
    );
  });

  it("of Kendall counts pairs as the definition does, and takes scipy's exact p without ties", () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        let difference = 0;
        let untiedX = 0;
        let untiedY = 0;
        for (let i = 0; i < x.length; i += 1) {
          for (let j = 0; j < i; j += 1) {
            const dx = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
            const dy = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
            difference += dx * dy;
            untiedX += dx * dx;
            untiedY += dy * dy;
          }
        }
        const expected = difference / Math.sqrt(untiedX * untiedY);
        const found = kendall(x, y)?.coefficient ?? Number.NaN;
        if (Number.isFinite(expected)) expect(found).toBeCloseTo(expected, 12);
        else expect(found).toBeNaN();
      }),
    );
    // scipy.stats.kendalltau, method='auto': n = 7, n = 33 (exact), and ties (asymptotic)
    const x = of(1.2, 3.4, 2.2, 5.9, 4.1, 7.7, 6);
    const exact = kendall(x, of(2, 1.5, 3.3, 4.8, 4, 5.1, 7.2));
    expect(exact?.coefficient).toBeCloseTo(0.7142857142857143, 14);
    expect(exact?.pValue).toBeCloseTo(0.03015873015873016, 14);
    const counting = Float64Array.from({ length: 33 }, (_, i) => i);
    const mixed = counting.map((i) => (i * 7) % 33);
    expect(kendall(counting, mixed)?.pValue).toBeCloseTo(0.2348656206939674, 12);
    const tied = kendall(of(1, 1, 2, 2, 3, 3), of(1, 2, 2, 3, 3, 3));
    expect(tied?.coefficient).toBeCloseTo(0.7833494518006403, 14);
    expect(tied?.pValue).toBeCloseTo(0.05207704587129002, 12);
  });
});

describe('linear regression', () => {
  it('equals scipy.stats.linregress, a level line with p = 1', () => {
    const found = linearRegression(of(1, 2, 3, 4), of(5, 6, 8, 8.5));
    expect(found?.slope).toBeCloseTo(1.25, 14);
    expect(found?.pValue).toBeCloseTo(0.023169168544295515, 14);
    expect(found?.slopeError).toBeCloseTo(0.19364916731037055, 14);
    expect(found?.interceptError).toBeCloseTo(0.5303300858899098, 14);
    expect(linearRegression(of(1, 2, 3, 4), of(5, 5, 5, 5))).toMatchObject({
      slope: 0,
      intercept: 5,
      r: 0,
      pValue: 1,
    });
  });

  it('of fewer than three pairs or one x is null', () => {
    expect(linearRegression(of(1, 2), of(1, 5))).toBeNull();
    expect(linearRegression(of(3, 3, 3), of(1, 2, 3))).toBeNull();
  });
});

describe('tests of two groups', () => {
  it("Mann–Whitney is exact where scipy's method='auto' is: up to 8, without ties", () => {
    // scipy.stats.mannwhitneyu([1.1, 3.2, .4, 9.9], [2.2, 5.5, 7.1, 8.3, 10.4, 12])
    const values = of(1.1, 3.2, 0.4, 9.9, 2.2, 5.5, 7.1, 8.3, 10.4, 12);
    const members = Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    expect(mannWhitney(values, members)?.pValue).toBeCloseTo(0.17142857142857143, 14);
    expect(mannWhitney(values, members, 'asymptotic')?.pValue).not.toBeCloseTo(0.1714, 3);
  });

  it('Welch turns its sign with the groups, and needs two values and some spread', () => {
    const a = of(1, 2, 3, 4);
    const b = of(10, 30, 50);
    expect(welchT(a, b)?.t).toBe(-(welchT(b, a)?.t ?? Number.NaN));
    expect(welchT(of(1), b)).toBeNull();
    expect(welchT(of(4, 4), of(4, 4))).toBeNull();
    expect(welchT(of(4, Number.NaN), b)).toBeNull();
  });
});

describe('bootstrap percentile interval', () => {
  it('holds the mean, is the same for the same seed, and is null for one value', () => {
    const random = randomFor('sample');
    const values = Float64Array.from({ length: 200 }, () => random());
    const interval = () =>
      bootstrapPercentile(values, mean, { random: randomFor('draws'), resamples: 4_000 });
    const [lower, upper] = interval() ?? [1, 0];
    const centre = mean(values) ?? 0;
    expect(lower).toBeLessThan(centre);
    expect(upper).toBeGreaterThan(centre);
    // 95 % of a normal mean: 2 · 1.96 standard errors, here to 4 %.
    const expected = (2 * 1.96 * standardDeviation(values)) / Math.sqrt(values.length);
    expect(Math.abs((upper - lower) / expected - 1)).toBeLessThan(0.04);
    expect(interval()).toEqual([lower, upper]);
    expect(bootstrapPercentile(of(1), mean, { random })).toBeNull();
    expect(bootstrapPercentile(values, () => null, { random })).toBeNull();
  });
});
