import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentStrength } from '../src/series/component-strength.ts';
import { Loess } from '../src/series/loess.ts';
import { stl } from '../src/series/stl.ts';
import { found, largestGap, seasonalSeries, seriesOf } from './seasonal-series.ts';

describe('STL', () => {
  it('refuses fewer than two periods and values that are not finite, in words', () => {
    for (const length of [0, 1, 2, 13]) {
      expect(stl(new Float64Array(length), 7)).toEqual({
        status: 'insufficient',
        reason: 'too_short',
      });
    }
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const series = new Float64Array(14).fill(1);
      series[3] = value;
      expect(stl(series, 7)).toEqual({ status: 'insufficient', reason: 'not_finite' });
    }
  });

  it('refuses settings that the method has no meaning for', () => {
    const series = new Float64Array(40);
    for (const options of [
      { seasonal: 6 },
      { seasonal: 1 },
      { trend: 7 },
      { lowPass: 5 },
      { trendJump: 0 },
      { innerIterations: 0 },
      { outerIterations: -1 },
    ]) {
      expect(() => stl(series, 7, options)).toThrow(RangeError);
    }
    expect(() => stl(series, 1)).toThrow(RangeError);
  });

  it('equal values of 10⁹ are all trend', () => {
    for (const robust of [false, true]) {
      const series = new Float64Array(60).fill(1e9);
      const { trend, seasonal, residual } = found(stl(series, 7, { robust }));
      expect(largestGap(trend, series)).toBeLessThan(1e-4);
      expect(largestGap(seasonal, new Float64Array(60))).toBeLessThan(1e-4);
      expect(componentStrength(seasonal, residual, series)).toBe(0);
      expect(componentStrength(trend, residual, series)).toBe(0);
    }
  });

  const weekly = (days: number): Float64Array =>
    seriesOf(
      days,
      (t) =>
        20 +
        0.01 * t +
        3 * Math.sin((2 * Math.PI * t) / 7) +
        2 * (((t * 7919) % 1013) / 1013 - 0.5),
    );
  /** Of statsmodels 0.13.5: f = STL(weekly, period=7, …).fit(); i, f.trend[i], f.seasonal[i]. */
  const rows = {
    plain: [
      [0, 20.03282278626216, -0.5279258254414506],
      [3, 20.048451349446037, 1.1461705028965],
      [2500, 45.062090652331, 2.359857285435155],
      [4998, 69.90250427208959, -0.09397561918212266],
      [4999, 69.89797384033419, 1.8052319036589388],
    ],
    robust: [
      [0, 20.03339214775217, -0.5413307583406879],
      [3, 20.047972166239358, 1.1485323838951058],
      [2500, 45.06179253417166, 2.3589569836204376],
      [4998, 69.90096899242873, -0.10061184598341087],
      [4999, 69.89629899975017, 1.799713439155401],
    ],
    jumps: [
      [0, 19.748812012809417, -0.7689162191119256],
      [20, 20.11116697847409, -1.787322988158741],
      [49, 20.268251491052673, -0.9322978155226741],
      [55, 20.32017774214293, -3.5460814077817853],
      [59, 20.359502217309725, 4.556051389812392],
      [60, 20.369333336101423, -2.4335042616836025],
    ],
  };
  const jumps = {
    seasonal: 3,
    trend: 9,
    lowPass: 9,
    seasonalJump: 5,
    trendJump: 25,
    lowPassJump: 13,
  };

  it.each([
    ['a long series, whose ends are fitted by means for want of spread', 5000, {}, rows.plain],
    ['the same with weights', 5000, { robust: true }, rows.robust],
    ['jumps beyond the windows, the last over the window before it', 61, jumps, rows.jumps],
  ])('equals statsmodels on %s', (_, days, options, expected) => {
    const { trend, seasonal } = found(stl(weekly(days), 7, options));
    for (const [i = 0, level = 0, season = 0] of expected) {
      expect(trend[i]).toBeCloseTo(level, 7);
      expect(seasonal[i]).toBeCloseTo(season, 7);
    }
  });

  it('an outlier weighs nothing when robust, and leaves no mark on the trend', () => {
    const clean = seriesOf(240, (t) => 10 + 3 * Math.sin((2 * Math.PI * t) / 24) + (t % 5) / 5);
    const spoiled = clean.slice();
    spoiled[100] = 1e6;
    const { trend, weights } = found(stl(spoiled, 24, { robust: true }));
    expect(weights[100]).toBe(0);
    expect(largestGap(trend, found(stl(clean, 24, { robust: true })).trend)).toBeLessThan(0.2);
  });

  it('where more than half the residuals are exactly 0 all values weigh 1, as in statsmodels', () => {
    const spike = new Float64Array(300);
    spike[150] = 100;
    const { weights } = found(stl(spike, 4, { robust: true, outerIterations: 1 }));
    expect(weights.every((weight) => weight === 1)).toBe(true);
  });

  it('the parts add up to the series, which is left as it was', () => {
    fc.assert(
      fc.property(seasonalSeries, fc.boolean(), ({ series, period }, robust) => {
        const before = series.slice();
        const { trend, seasonal, residual } = found(stl(series, period, { robust }));
        const sum = trend.map((t, i) => t + (seasonal[i] as number) + (residual[i] as number));
        expect(largestGap(sum, series)).toBeLessThan(1e-9);
        expect(series).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('a line and a factor go into the trend and all parts', () => {
    fc.assert(
      fc.property(
        seasonalSeries,
        fc.double({ min: -9, max: 9, noNaN: true }),
        ({ series, period }, slope) => {
          const plain = found(stl(series, period));
          const moved = found(
            stl(
              series.map((value, t) => 4 * value + slope * t + 5),
              period,
            ),
          );
          const trend = plain.trend.map((value, t) => 4 * value + slope * t + 5);
          expect(largestGap(moved.trend, trend)).toBeLessThan(1e-8);
          expect(
            largestGap(
              moved.seasonal,
              plain.seasonal.map((value) => 4 * value),
            ),
          ).toBeLessThan(1e-8);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('loess', () => {
  const shapes = fc.record({
    count: fc.integer({ min: 2, max: 30 }),
    length: fc.integer({ min: 1, max: 20 }).map((half) => 2 * half + 1),
    degree: fc.constantFrom(0 as const, 1 as const),
    jump: fc.integer({ min: 1, max: 5 }),
    beyond: fc.boolean(),
    lanes: fc.integer({ min: 1, max: 3 }),
    spare: fc.integer({ min: 0, max: 2 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  });
  const smoothed = (loess: Loess, source: Float64Array, size: number): Float64Array => {
    const target = new Float64Array(size);
    loess.smooth(source, target);
    return target;
  };

  it('equal weights smooth like none', () => {
    fc.assert(
      fc.property(shapes, ({ lanes, spare, seed, ...shape }) => {
        const stride = lanes + spare;
        const size = (shape.count + 2) * stride;
        const source = seriesOf(shape.count * stride, (i) => ((i * seed) % 17) - 8);
        const loess = new Loess(shape, { stride, lanes });
        const plain = smoothed(loess, source, size);
        loess.weigh(new Float64Array(source.length).fill(0.5));
        expect(largestGap(smoothed(loess, source, size), plain)).toBeLessThan(1e-9);
        loess.weigh(null);
        expect(smoothed(loess, source, size)).toEqual(plain);
      }),
    );
  });

  it('series between series are smoothed as each by itself', () => {
    fc.assert(
      fc.property(shapes, ({ lanes, spare, seed, ...shape }) => {
        const stride = lanes + spare;
        const places = shape.count + (shape.beyond ? 2 : 0);
        const source = seriesOf(shape.count * stride, (i) => ((i * seed) % 17) - 8);
        const all = smoothed(new Loess(shape, { stride, lanes }), source, places * stride);
        for (let lane = 0; lane < lanes; lane += 1) {
          const own = seriesOf(shape.count, (m) => source[m * stride + lane] as number);
          const alone = smoothed(new Loess(shape), own, places);
          const fromAll = seriesOf(places, (m) => all[m * stride + lane] as number);
          expect(largestGap(fromAll, alone)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it('where no value of a window has weight the value itself stands', () => {
    const source = Float64Array.of(5, 1, 4, 2, 3, 9);
    for (const degree of [0, 1] as const) {
      const loess = new Loess({ count: 6, length: 3, degree, jump: 1, beyond: true });
      loess.weigh(new Float64Array(6));
      expect([...smoothed(loess, source, 8)]).toEqual([5, 5, 1, 4, 2, 3, 9, 9]);
    }
  });

  it('a line stays a line where the window is longer than a series too long to keep its weights', () => {
    const line = seriesOf(2100, (t) => 3 * t - 7);
    const loess = new Loess({ count: 2100, length: 9999, degree: 1, jump: 50, beyond: false });
    expect(largestGap(smoothed(loess, line, 2100), line)).toBeLessThan(1e-7);
    const all = new Loess({ count: 2100, length: 9999, degree: 1, jump: 1, beyond: false });
    expect(largestGap(smoothed(all, line, 2100), line)).toBeLessThan(1e-7);
  });
});
