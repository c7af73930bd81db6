import { describe, expect, it } from 'vitest';
import { alphaOfSpan, exponentialMean } from '../src/series/exponential-mean.ts';
import { windowDeviation } from '../src/series/window-deviation.ts';
import { windowMedian } from '../src/series/window-median.ts';
import { windowCount, windowMean, windowSum } from '../src/series/window-moments.ts';
import { fixedWindows, timeWindows } from '../src/series/windows.ts';
import { rollingMeans } from '../src/trends/rolling-mean.ts';
import { readGolden } from './golden.ts';

type Written = readonly (number | null)[];
interface RollingGolden {
  readonly fixed: readonly {
    readonly x: Written;
    readonly window: number;
    readonly min_periods: number | null;
    readonly center: boolean;
    readonly mean: Written;
    readonly std: Written;
    readonly median: Written;
    readonly sum: Written;
  }[];
  readonly time: readonly {
    readonly t: readonly number[];
    readonly x: Written;
    readonly window: string;
    readonly mean: Written;
    readonly count: readonly number[];
    readonly closed_left_mean: Written;
  }[];
  readonly ewm: readonly {
    readonly x: Written;
    readonly span: number;
    readonly adjust: boolean;
    readonly ewm: Written;
  }[];
}

const golden = readGolden<RollingGolden>('rolling.json');

const valuesOf = (written: Written): Float64Array =>
  Float64Array.from(written, (value) => value ?? Number.NaN);

/** Within 1e-9 of the expected value, relatively; NaN where NaN is expected. */
function expectClose(found: Float64Array, written: Written, what: string): void {
  const expected = valuesOf(written);
  expect(found, what).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    const near = Math.abs((found[i] as number) - value) <= 1e-9 * Math.max(1e-3, Math.abs(value));
    expect(near || Object.is(found[i], value), `${what}[${i}]: ${found[i]}, not ${value}`).toBe(
      true,
    );
  });
}

const day = 86_400;
/** Seconds in pandas' offset aliases of the file: days and hours. */
const seconds = (alias: string): number =>
  Number.parseInt(alias, 10) * (alias.toUpperCase().endsWith('D') ? day : 3600);

describe.skipIf(golden === null)('golden: rolling windows', () => {
  it.each(golden?.fixed ?? [])(
    'of $window values (min_periods $min_periods, center $center) equal pandas',
    (written) => {
      const values = valuesOf(written.x);
      const windows = fixedWindows(values.length, written.window, {
        minPeriods: written.min_periods ?? written.window,
        center: written.center,
      });
      expectClose(windowMean(values, windows), written.mean, 'mean');
      expectClose(windowDeviation(values, windows), written.std, 'std');
      expectClose(windowMedian(values, windows), written.median, 'median');
      expectClose(windowSum(values, windows), written.sum, 'sum');
    },
  );

  it.each(golden?.time ?? [])('of $window equal pandas, closed right and left', (written) => {
    const values = valuesOf(written.x);
    const width = seconds(written.window);
    const right = timeWindows(written.t, width);
    expectClose(windowMean(values, right), written.mean, 'mean');
    expectClose(windowCount(values, right), written.count, 'count');
    const left = timeWindows(written.t, width, { closed: 'left' });
    expectClose(windowMean(values, left), written.closed_left_mean, 'closed left');
  });

  it.each(golden?.time ?? [])('rolling means at the posts of $window equal pandas', (written) => {
    const { t, x, mean, count } = written;
    const found = rollingMeans(t, x, t, seconds(written.window));
    // A moment counts all posts of its time, pandas' row those up to it.
    const ofRows = [...t.keys()].filter((i) => t[i] !== t[i + 1]);
    const means = Float64Array.from(ofRows, (i) => found[i]?.mean ?? Number.NaN);
    expectClose(
      means,
      ofRows.map((i) => mean[i] ?? null),
      'mean',
    );
    expect(ofRows.map((i) => found[i]?.measured)).toEqual(ofRows.map((i) => count[i]));
  });

  it.each(golden?.ewm ?? [])(
    'exponential mean of span $span, adjust $adjust, equals pandas',
    ({ x, span, adjust, ewm }) => {
      expectClose(exponentialMean(valuesOf(x), { alpha: alphaOfSpan(span), adjust }), ewm, 'ewm');
    },
  );
});
