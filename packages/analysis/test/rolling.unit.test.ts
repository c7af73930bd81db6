import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphaOfSpan, exponentialMean } from '../src/series/exponential-mean.ts';
import { windowDeviation } from '../src/series/window-deviation.ts';
import { windowMedian } from '../src/series/window-median.ts';
import { windowCount, windowMean, windowSum } from '../src/series/window-moments.ts';
import { fixedWindows, momentWindows, timeWindows } from '../src/series/windows.ts';
import { median } from '../src/statistics/quantile.ts';
import { rollingMeans } from '../src/trends/rolling-mean.ts';

const { NaN: missing } = Number;
const aggregates = [windowSum, windowMean, windowDeviation, windowMedian, windowCount];

const series = fc
  .array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(missing)), { maxLength: 60 })
  .map((values) => Float64Array.from(values));

describe('rolling windows', () => {
  it('no values give no results', () => {
    for (const aggregate of aggregates) {
      expect(aggregate(Float64Array.of(), fixedWindows(0, 3))).toHaveLength(0);
    }
  });

  it('fewer values than the window, or all missing, give NaN and the count 0', () => {
    const gone = Float64Array.of(missing, Number.POSITIVE_INFINITY, missing);
    const windows = fixedWindows(3, 2, { minPeriods: 1 });
    for (const aggregate of [windowSum, windowMean, windowDeviation, windowMedian]) {
      expect([...aggregate(gone, windows)]).toEqual([missing, missing, missing]);
      expect([...aggregate(Float64Array.of(7), fixedWindows(1, 2))]).toEqual([missing]);
    }
    expect([...windowCount(gone, windows)]).toEqual([0, 0, 0]);
  });

  it('an infinite value is missing, as in pandas', () => {
    const values = Float64Array.of(1, Number.POSITIVE_INFINITY, 3);
    expect([...windowMean(values, fixedWindows(3, 2, { minPeriods: 1 }))]).toEqual([1, 1, 3]);
  });

  it('no periods asked for: an empty window has the sum 0 and nothing else', () => {
    const gone = Float64Array.of(missing, missing);
    const windows = fixedWindows(2, 1, { minPeriods: 0 });
    expect([...windowSum(gone, windows)]).toEqual([0, 0]);
    for (const aggregate of [windowMean, windowDeviation, windowMedian]) {
      expect([...aggregate(gone, windows)]).toEqual([missing, missing]);
    }
  });

  it('a moment counts its posts, and apart from them those that were measured', () => {
    expect(rollingMeans([0, 5, 10], [4, null, 1], [4, 9, 30], 10)).toEqual([
      { posts: 1, measured: 1, mean: 4 },
      { posts: 2, measured: 1, mean: 4 },
      { posts: 0, measured: 0, mean: null },
    ]);
  });

  it('a window of even size around its value reaches further back', () => {
    const windows = fixedWindows(6, 4, { minPeriods: 1, center: true });
    expect([...windows.starts]).toEqual([0, 0, 0, 1, 2, 3]);
    expect([...windows.ends]).toEqual([2, 3, 4, 5, 6, 6]);
  });

  it('a value of 1e17 leaves no error behind when it has left the window', () => {
    const values = Float64Array.of(0.1, 1e17, 0.1, 0.2, 0.3, 0.4);
    const windows = fixedWindows(6, 2);
    expect(windowSum(values, windows)[5]).toBe(0.3 + 0.4);
    expect(windowDeviation(values, windows)[5]).toBeCloseTo(Math.SQRT1_2 / 10, 12);
  });

  it('equal values have the deviation 0', () => {
    const values = new Float64Array(20).fill(0.1);
    expect(
      windowDeviation(values, fixedWindows(20, 7))
        .slice(6)
        .every((d) => d === 0),
    ).toBe(true);
  });

  it('refuses no, broken and negative windows, too many periods and descending times', () => {
    for (const size of [0, -1, 2.5, missing]) {
      expect(() => fixedWindows(3, size)).toThrow(RangeError);
    }
    expect(() => fixedWindows(3, 2, { minPeriods: 3 })).toThrow(RangeError);
    expect(() => timeWindows([2, 1], 5)).toThrow(RangeError);
    expect(() => timeWindows([1, missing], 5)).toThrow(RangeError);
  });

  it('a window of time holds its end when closed right and its start when closed left', () => {
    const times = [0, 10, 20];
    const values = Float64Array.of(1, 2, 4);
    expect([...windowSum(values, timeWindows(times, 10))]).toEqual([1, 2, 4]);
    const left = timeWindows(times, 10, { closed: 'left' });
    expect([...windowSum(values, left)]).toEqual([missing, 1, 2]);
  });

  it('moments between the values have windows of their own', () => {
    const windows = momentWindows([0, 10, 20], [-1, 5, 15, 40], 10);
    expect([...windowSum(Float64Array.of(1, 2, 4), windows)]).toEqual([missing, 1, 2, missing]);
  });

  it('every window gives what its values give by themselves', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 12 }), fc.boolean(), (values, size, center) => {
        const windows = fixedWindows(values.length, size, { minPeriods: 1, center });
        const [sums, means, deviations, medians] = aggregates.map((of) => of(values, windows));
        windows.starts.forEach((start, i) => {
          const inside = values.slice(start, windows.ends[i]).filter(Number.isFinite);
          const n = inside.length;
          const sum = inside.reduce((total, value) => total + value, 0);
          expect(sums?.[i]).toBe(n === 0 ? missing : sum);
          expect(means?.[i]).toBe(n === 0 ? missing : sum / n);
          expect(medians?.[i]).toBe(median(inside) ?? missing);
          const squares = inside.reduce((total, value) => total + (value - sum / n) ** 2, 0);
          if (n < 2) expect(deviations?.[i]).toBe(missing);
          else expect(deviations?.[i]).toBeCloseTo(Math.sqrt(squares / (n - 1)), 9);
        });
      }),
    );
  });

  it('times one apart make the same windows as counting values', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 12 }), (values, size) => {
        const times = Float64Array.from(values.keys());
        expect(windowMean(values, timeWindows(times, size))).toEqual(
          windowMean(values, fixedWindows(values.length, size, { minPeriods: 1 })),
        );
      }),
    );
  });
});

describe('exponential mean', () => {
  it('starts at the first value, keeps the mean over missing ones, and alpha 1 copies', () => {
    const values = Float64Array.of(missing, 4, missing, 2);
    expect([...exponentialMean(values, { alpha: 1 })]).toEqual([missing, 4, 4, 2]);
    const recursive = exponentialMean(values, { alpha: 0.5, adjust: false });
    expect([...recursive.slice(0, 3)]).toEqual([missing, 4, 4]);
    expect(recursive[3]).toBeCloseTo(8 / 3, 12);
    expect([
      ...exponentialMean(values, { alpha: 0.5, adjust: false, ignoreMissing: true }),
    ]).toEqual([missing, 4, 4, 3]);
  });

  it('too few values so far give NaN', () => {
    const values = Float64Array.of(1, missing, 3);
    expect([...exponentialMean(values, { alpha: 1, minPeriods: 2 })]).toEqual([
      missing,
      missing,
      3,
    ]);
    expect(exponentialMean(Float64Array.of(), { alpha: 0.5 })).toHaveLength(0);
  });

  it('refuses an alpha outside (0, 1] and a span below 1', () => {
    for (const alpha of [0, 1.1, missing]) {
      expect(() => exponentialMean(Float64Array.of(1), { alpha })).toThrow(RangeError);
    }
    expect(() => alphaOfSpan(0.5)).toThrow(RangeError);
  });

  it('never leaves the range of the values so far', () => {
    fc.assert(
      fc.property(series, fc.boolean(), (values, adjust) => {
        const seen: number[] = [];
        exponentialMean(values, { alpha: 0.3, adjust }).forEach((mean, i) => {
          if (Number.isFinite(values[i])) seen.push(values[i] as number);
          expect(Number.isNaN(mean)).toBe(seen.length === 0);
          if (seen.length === 0) return;
          expect(mean).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-9);
          expect(mean).toBeLessThanOrEqual(Math.max(...seen) + 1e-9);
        });
      }),
    );
  });
});
