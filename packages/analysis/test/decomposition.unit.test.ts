import { describe, expect, it } from 'vitest';
import { componentStrength } from '../src/series/component-strength.ts';
import { mstl } from '../src/series/mstl.ts';
import { seasonalDecompose } from '../src/series/seasonal-decompose.ts';
import { stl } from '../src/series/stl.ts';
import { found, largestGap, seriesOf } from './seasonal-series.ts';

describe('several seasons', () => {
  const hourly = seriesOf(
    600,
    (t) =>
      20 +
      0.01 * t +
      3 * Math.sin((2 * Math.PI * t) / 24) +
      5 * Math.cos((2 * Math.PI * t) / 168) +
      2 * (((t * 7919) % 1013) / 1013 - 0.5),
  );
  /**
   * Of statsmodels 0.15.0: m = MSTL(hourly, periods=(24, 168), stl_kwargs={'robust': robust}).fit(),
   * then i, m.trend[i], m.seasonal[i, 0], m.seasonal[i, 1], m.resid[i], m.weights[i].
   */
  const reference = {
    plain: [
      [0, 20.043151602785283, -0.5606462624032176, 4.397829336288501, 0.11966532332943203, 1],
      [100, 21.01145116777052, 2.649993282457772, -3.9952702461751874, 0.27553538152478296, 1],
      [333, 23.328190681274055, -2.0652867213444455, 4.998067312827383, -0.7125558383213075, 1],
      [599, 26.0020795587965, -0.2555324797458815, -4.953502497816788, 0.05190220647790511, 1],
    ],
    robust: [
      [
        0, 19.82362133787856, -0.5876459208294824, 4.764783506568261, -0.0007589236173366487,
        0.96509706065976,
      ],
      [
        100, 21.03466041035033, 2.61344339359127, -3.7071146495850815, 0.000720431221363782,
        0.96556504049175,
      ],
      [333, 23.268957197413794, -2.1887850536907663, 5.2589563191861775, -0.7907130284735224, 0],
      [
        599, 26.251777114796692, -0.2586325099105349, -5.146618094162281, -0.0015797230121421535,
        0.95999843724909,
      ],
    ],
  };

  it.each([
    ['plain', reference.plain],
    ['robust', reference.robust],
  ])('24 and 168, %s, equal statsmodels MSTL', (kind, rows) => {
    const { trend, seasons, residual, weights } = found(
      mstl(hourly, [168, 24], { robust: kind === 'robust' }),
    );
    expect(seasons.map(({ period }) => period)).toEqual([24, 168]);
    for (const [i = 0, ...expected] of rows) {
      const mine = [trend, seasons[0]?.values, seasons[1]?.values, residual, weights];
      expected.forEach((value, part) => {
        expect(mine[part]?.[i]).toBeCloseTo(value, 7);
      });
    }
  });

  it('one period is STL with the first default window', () => {
    const { trend, seasons } = found(mstl(hourly, [24]));
    const single = found(stl(hourly, 24, { seasonal: 11 }));
    expect(trend).toEqual(single.trend);
    expect(seasons[0]?.values).toEqual(single.seasonal);
  });

  it('a period not below half the series is left out; with none left there is too little', () => {
    const short = hourly.slice(0, 200);
    expect(found(mstl(short, [24, 168])).seasons.map(({ period }) => period)).toEqual([24]);
    const refused = { status: 'insufficient', reason: 'too_short' };
    expect(mstl(hourly.slice(0, 48), [24, 168])).toEqual(refused);
    expect(mstl(new Float64Array(), [24])).toEqual(refused);
    expect(mstl(hourly, [])).toEqual(refused);
    expect(
      mstl(
        hourly.map((v, t) => (t === 9 ? Number.NaN : v)),
        [24],
      ),
    ).toEqual({
      status: 'insufficient',
      reason: 'not_finite',
    });
  });

  it('refuses windows that are not one per period, and no iterations', () => {
    expect(() => mstl(hourly, [24, 168], { windows: [11] })).toThrow(RangeError);
    expect(() => mstl(hourly, [24], { iterations: 0 })).toThrow(RangeError);
  });

  it('the parts add up to the series', () => {
    const { trend, seasons, residual } = found(mstl(hourly, [24, 168]));
    const sum = trend.map((value, i) =>
      seasons.reduce(
        (total, { values }) => total + (values[i] as number),
        value + (residual[i] as number),
      ),
    );
    expect(largestGap(sum, hourly)).toBeLessThan(1e-9);
  });
});

describe('classical decomposition', () => {
  it('finds the season and the line of a series made of them', () => {
    const season = [2, -1, -1];
    const series = seriesOf(30, (t) => 5 + 0.5 * t + (season[t % 3] as number));
    const { trend, seasonal, residual } = found(
      seasonalDecompose(series, 3, { extrapolateTrend: 'freq' }),
    );
    expect(
      largestGap(
        trend,
        seriesOf(30, (t) => 5 + 0.5 * t),
      ),
    ).toBeLessThan(1e-9);
    expect(
      largestGap(
        seasonal,
        seriesOf(30, (t) => season[t % 3] as number),
      ),
    ).toBeLessThan(1e-9);
    expect(largestGap(residual, new Float64Array(30))).toBeLessThan(1e-9);
  });

  it('refuses too little, what is not finite, and values that cannot multiply', () => {
    const reasonOf = (...values: number[]) =>
      seasonalDecompose(Float64Array.from(values), 2, { model: 'multiplicative' });
    expect(reasonOf()).toMatchObject({ reason: 'too_short' });
    expect(reasonOf(1, 2, 3)).toMatchObject({ reason: 'too_short' });
    expect(reasonOf(1, 2, 3, Number.NaN)).toMatchObject({ reason: 'not_finite' });
    expect(reasonOf(1, 2, 3, 0)).toMatchObject({ reason: 'not_positive' });
    expect(() => seasonalDecompose(new Float64Array(9), 1)).toThrow(RangeError);
  });
});

describe('component strength', () => {
  it('is 1 without a residual, 0 without a component, 0 where nothing varies', () => {
    const wave = seriesOf(48, (t) => Math.sin(t));
    const flat = new Float64Array(48).fill(3);
    expect(componentStrength(wave, new Float64Array(48))).toBe(1);
    expect(componentStrength(new Float64Array(48), wave)).toBe(0);
    expect(componentStrength(flat, new Float64Array(48))).toBe(0);
    expect(componentStrength(new Float64Array(), new Float64Array())).toBe(0);
  });
});
