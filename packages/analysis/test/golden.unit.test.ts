import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../src/statistics/benjamini-hochberg.ts';
import { mannWhitney } from '../src/statistics/mann-whitney.ts';
import { rollingMeans } from '../src/trends/rolling-mean.ts';
import { readGolden } from './golden.ts';

interface RollingGolden {
  readonly time: readonly {
    t: number[];
    x: number[];
    window: string;
    mean: number[];
    count: number[];
  }[];
}
interface CorrelationGolden {
  readonly point_biserial: readonly {
    binary: number[];
    y: number[];
    mannwhitney: [number, number];
  }[];
  readonly multiple_testing: { readonly p: number[]; readonly bh: number[] };
}

const rolling = readGolden<RollingGolden>('rolling.json');
const correlation = readGolden<CorrelationGolden>('correlation.json');

const relativeError = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.max(1e-300, Math.abs(expected));

/** pandas' offset aliases of the file: days and hours. */
const widthMs = (alias: string): number =>
  Number.parseInt(alias, 10) * (alias.toUpperCase().endsWith('D') ? 86_400_000 : 3_600_000);

describe.skipIf(rolling === null)('golden: rolling mean over time', () => {
  it("equals pandas' rolling(window).mean() and count() at every post", () => {
    const cases = rolling?.time ?? [];
    expect(cases.length).toBeGreaterThan(0);
    for (const { t, x, window, mean, count } of cases) {
      const times = t.map((seconds) => seconds * 1000);
      const found = rollingMeans(times, x, times, widthMs(window));
      found.forEach((point, i) => {
        expect(point.measured).toBe(count[i]);
        expect(relativeError(point.mean ?? Number.NaN, mean[i] ?? Number.NaN)).toBeLessThan(1e-9);
      });
    }
  });
});

describe.skipIf(correlation === null)('golden: rank tests', () => {
  it("Mann–Whitney equals scipy's asymptotic two-sided p (larger groups; scipy is exact at 8 or fewer)", () => {
    const cases = (correlation?.point_biserial ?? []).filter(({ y }) => y.length >= 50);
    expect(cases.length).toBeGreaterThan(0);
    for (const { binary, y, mannwhitney } of cases) {
      const found = mannWhitney(Float64Array.from(y), Uint8Array.from(binary));
      expect(found?.u).toBe(mannwhitney[0]);
      expect(relativeError(found?.pValue ?? Number.NaN, mannwhitney[1])).toBeLessThan(1e-6);
    }
  });

  it('Benjamini–Hochberg q-values equal the reference', () => {
    const { p = [], bh = [] } = correlation?.multiple_testing ?? {};
    expect(p.length).toBeGreaterThan(0);
    benjaminiHochberg(p).forEach((q, i) => {
      expect(relativeError(q, bh[i] ?? Number.NaN)).toBeLessThan(1e-9);
    });
  });
});
