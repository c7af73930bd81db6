import { describe, expect, it } from 'vitest';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';
import { midRankPercentile } from '../src/statistics/mid-rank-percentile.ts';
import { upperTail } from '../src/statistics/normal-distribution.ts';
import { median, quantile } from '../src/statistics/quantile.ts';
import { logDifferencePct, rounded } from '../src/statistics/rounding.ts';

describe('quantile', () => {
  it('uses the R-7 method', () => {
    // R: quantile(c(1, 2, 3, 4, 10), c(.1, .25, .9), type = 7)
    const values = [10, 1, 3, 2, 4];
    expect(quantile(values, 0.1)).toBeCloseTo(1.4, 12);
    expect(quantile(values, 0.25)).toBe(2);
    expect(quantile(values, 0.9)).toBeCloseTo(7.6, 12);
  });

  it('of no values is null, and leaves its input alone', () => {
    expect(median([])).toBeNull();
    const values = Float64Array.of(3, 1, 2);
    expect(median(values)).toBe(2);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

describe('upper tail of the normal', () => {
  it('equals scipy.stats.norm.sf to 12 digits', () => {
    // scipy.stats.norm.sf([0.3, 1.959963984540054, 2.5, 6, 20, -1])
    const cases = [
      [0.3, 0.3820885778110474],
      [1.959963984540054, 0.025],
      [2.5, 0.006209665325776132],
      [6, 9.865876450376981e-10],
      [20, 2.7536241186062337e-89],
      [-1, 0.8413447460685429],
    ] as const;
    for (const [z, expected] of cases) {
      expect(Math.abs(upperTail(z) / expected - 1)).toBeLessThan(1e-12);
    }
  });
});

describe('Mann–Whitney', () => {
  it('corrects for ties as scipy does', () => {
    // scipy.stats.mannwhitneyu([1, 2, 2, 3, 5], [2, 3, 3, 4, 6, 7], method='asymptotic')
    const found = mannWhitney(
      Float64Array.of(1, 2, 2, 3, 5, 2, 3, 3, 4, 6, 7),
      Uint8Array.of(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0),
    );
    expect(found?.u).toBe(7);
    expect(found?.pValue).toBeCloseTo(0.163045055854237, 12);
  });

  it('of equal values is 1, of an empty group null', () => {
    expect(mannWhitney(Float64Array.of(4, 4, 4), Uint8Array.of(1, 0, 1))?.pValue).toBe(1);
    expect(mannWhitney(Float64Array.of(4, 5), Uint8Array.of(0, 0))).toBeNull();
  });
});

describe('performance percentile', () => {
  it('stands above 99.0 only with more than 50 posts', () => {
    const best = (n: number) =>
      midRankPercentile(
        Float64Array.from({ length: n }, (_, i) => i),
        n - 1,
      );
    expect(best(50)).toBe(99);
    expect(best(51)).toBeGreaterThan(99);
  });

  it('gives equal posts the same middle rank', () => {
    expect(midRankPercentile(Float64Array.of(1, 5, 5, 9), 5)).toBe(50);
    expect(midRankPercentile(Float64Array.of(7, 7, 7), 7)).toBe(50);
  });
});

describe('rounding', () => {
  it('never lets NaN, infinity or minus zero out', () => {
    expect(rounded(Number.NaN, 2)).toBeNull();
    expect(rounded(Number.POSITIVE_INFINITY, 2)).toBeNull();
    expect(Object.is(rounded(-0.001, 2), 0)).toBe(true);
    expect(rounded(-1.005e15, 4)).toBe(-1.005e15);
    expect(Number.isFinite(logDifferencePct(5_000))).toBe(true);
  });
});
