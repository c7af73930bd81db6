import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastArima } from '../src/forecast/arima-forecast.ts';
import { forecastDaily } from '../src/forecast/forecast-daily.ts';
import { type Forecast, forecastSeries } from '../src/forecast/forecast-series.ts';
import { seasonUncertainty, seasonWindow } from '../src/forecast/season-window.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { stl } from '../src/series/stl.ts';

const weekday = [0, 3, 5, 2, -4, -6, 1];
const plan = { horizon: 14, period: 7 };

/** A weekly season, a wandering level and noise. */
function synthetic(seed: number, n: number, wandering = 0.2): Float64Array {
  const random = randomFor('series', seed);
  let level = 50;
  return Float64Array.from({ length: n }, (_, i) => {
    level += wandering * (random() - 0.5);
    return level + (weekday[i % 7] ?? 0) + 2 * (random() - 0.5);
  });
}

function sufficient(values: Float64Array, chosen = plan): Forecast {
  const found = forecastSeries(values, chosen);
  if (found.status !== 'sufficient') throw new Error(found.reason);
  return found;
}

const bounds = ['lower95', 'lower80', 'mean', 'upper80', 'upper95'] as const;

function expectOrdered(found: Forecast): void {
  for (let h = 0; h < found.mean.length; h += 1) {
    const row = bounds.map((bound) => found[bound][h] ?? Number.NaN);
    expect(row.every(Number.isFinite)).toBe(true);
    expect([...row].sort((a, b) => a - b)).toEqual(row);
  }
}

describe('forecast', () => {
  it('goes on with the season: the best and the worst weekday stay so', () => {
    const { mean, model } = sufficient(synthetic(1, 210));
    expect(mean.length).toBe(14);
    expect(mean.indexOf(Math.max(...mean.subarray(0, 7)))).toBe(2);
    expect(mean.indexOf(Math.min(...mean.subarray(0, 7)))).toBe(5);
    expect(model).toMatch(/^STL\(7\) \+ ARIMA\(\d,\d,\d\)/);
  });

  it('is the same for the same series', () => {
    expect(sufficient(synthetic(2, 150))).toEqual(sufficient(synthetic(2, 150)));
  });

  it('leaves its input alone', () => {
    const values = synthetic(3, 100);
    const copy = Float64Array.from(values);
    forecastSeries(values, plan);
    forecastDaily(values);
    expect(values).toEqual(copy);
  });

  it('follows scale and shift of the series', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 28, max: 120 }),
        fc.constantFrom(0.001, 3, 1e6),
        fc.integer({ min: -5_000, max: 5_000 }),
        (seed, n, scale, shift) => {
          const values = synthetic(seed, n);
          const plain = sufficient(values);
          const moved = sufficient(values.map((value) => scale * (value + shift)));
          expect(moved.model).toBe(plain.model);
          for (const bound of bounds) {
            moved[bound].forEach((value, h) => {
              const expected = (plain[bound][h] ?? Number.NaN) + shift;
              expect(Math.abs(value / scale - expected)).toBeLessThan(0.002);
            });
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('widens with the horizon on a series that wanders', () => {
    const { upper95, lower95 } = sufficient(synthetic(4, 300, 3), { horizon: 28, period: 1 });
    const width = (h: number) => (upper95[h] ?? 0) - (lower95[h] ?? 0);
    expect(width(27)).toBeGreaterThan(1.5 * width(0));
  });

  it('follows a line without error, and a level', () => {
    for (const period of [1, 7]) {
      const line = Float64Array.from({ length: 60 }, (_, i) => 3 + 2 * i);
      const found = sufficient(line, { horizon: 14, period });
      for (const [h, value] of found.mean.entries()) {
        expect(value).toBeCloseTo(3 + 2 * (60 + h), 6);
      }
      expect((found.upper95[13] ?? 0) - (found.lower95[13] ?? 0)).toBeLessThan(1e-6);
      for (const level of [0, 5, 1e9]) {
        const flat = sufficient(new Float64Array(40).fill(level), { horizon: 14, period });
        for (const value of flat.mean) {
          expect(Math.abs(value - level)).toBeLessThanOrEqual(1e-9 * level);
        }
      }
    }
  });

  it('stays near awkward series', () => {
    const awkward: Record<string, Float64Array> = {
      step: Float64Array.from({ length: 60 }, (_, i) => (i < 30 ? 10 : 50)),
      spike: Float64Array.from({ length: 60 }, (_, i) => (i === 40 ? 1_000 : 10)),
      'last spike': Float64Array.from({ length: 60 }, (_, i) => (i === 59 ? 1_000 : 10)),
      'large scale': synthetic(5, 120).map((value) => 1e9 * value),
      'small scale': synthetic(6, 120).map((value) => 1e-9 * value),
      'twenty values': synthetic(7, 20),
      'two values': Float64Array.from({ length: 50 }, (_, i) => i % 2),
      'one later': Float64Array.from({ length: 50 }, (_, i) => (i === 49 ? 1 : 0)),
      growth: Float64Array.from({ length: 100 }, (_, i) => 1.05 ** i),
      parabola: Float64Array.from({ length: 100 }, (_, i) => i * i),
    };
    for (const [name, values] of Object.entries(awkward)) {
      for (const period of [1, 7]) {
        const found = sufficient(values, { horizon: 14, period });
        expectOrdered(found);
        const lowest = Math.min(...values);
        const range = Math.max(...values) - lowest;
        for (const value of found.mean) {
          expect(Math.abs(value - lowest), `${name} ${period}`).toBeLessThan(2.2 * range);
        }
      }
    }
  });

  it('is refused with a reason for gaps and for fewer values than two cycles and one', () => {
    const gap = synthetic(8, 60);
    gap[30] = Number.NaN;
    expect(forecastSeries(gap, plan)).toMatchObject({
      status: 'insufficient',
      reason: 'not_finite',
    });
    for (const n of [0, 1, 2, 14]) {
      expect(forecastSeries(synthetic(9, n), plan)).toEqual({
        status: 'insufficient',
        reason: 'too_short',
        valuesNeeded: 15,
      });
    }
    expectOrdered(sufficient(synthetic(9, 15)));
  });

  it('of random short series is always ordered and finite', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 15, maxLength: 40 }),
        (values) => expectOrdered(sufficient(Float64Array.from(values))),
      ),
      { numRuns: 60 },
    );
  });
});

describe('season', () => {
  it('is itself uncertain, which widens the intervals', () => {
    const values = synthetic(12, 70);
    const parts = stl(values, 7, {
      seasonal: seasonWindow(values, 7),
      seasonalDegree: 0,
      innerIterations: 2,
    });
    if (parts.status !== 'sufficient') throw new Error(parts.reason);
    const { seasonal } = parts;
    const adjusted = values.map((value, i) => value - (seasonal[i] ?? 0));
    const { deviation } = forecastArima(adjusted, 1);
    const { upper95, lower95 } = sufficient(values);
    const width = (upper95[0] ?? 0) - (lower95[0] ?? 0);
    expect(width).toBeGreaterThan(1.02 * 2 * 1.96 * (deviation[0] ?? 0));
  });

  it('off, noise around a level is forecast at the level, wherever that is', () => {
    const random = randomFor('noise');
    const noise = Float64Array.from({ length: 80 }, () => random() - 0.5);
    for (const level of [0, 1_000]) {
      const found = sufficient(
        noise.map((value) => value + level),
        { horizon: 5, period: 1 },
      );
      expect(found.model).toBe('ARIMA(0,0,0) with non-zero mean');
      expect(Math.abs((found.mean[4] ?? 0) - level)).toBeLessThan(0.1);
    }
  });
});

describe('season window', () => {
  it('is long for a season that stands still and short for one that wanders', () => {
    const random = randomFor('window');
    const season = Float64Array.from(weekday);
    const wandering = Float64Array.from({ length: 280 }, (_, i) => {
      season[i % 7] = (season[i % 7] ?? 0) + 3 * (random() - 0.5);
      return (season[i % 7] ?? 0) + 0.2 * (random() - 0.5);
    });
    expect(seasonWindow(synthetic(10, 280), 7)).toBeGreaterThanOrEqual(23);
    expect(seasonWindow(wandering, 7)).toBe(7);
  });

  it('of all cycles alike leaves the season as uncertain as a mean of them', () => {
    expect(seasonUncertainty(9_999, 20)).toBeCloseTo(1 / 20, 6);
    expect(seasonUncertainty(7, 20)).toBeGreaterThan(0.15);
  });
});

describe('daily forecast', () => {
  const days = synthetic(11, 90).map((value) => Math.round(20 * value));

  it('is of fourteen days, weekly, around the level', () => {
    const found = forecastDaily(days);
    if (found.status !== 'sufficient') throw new Error(found.reason);
    expectOrdered(found);
    expect(found.mean.length).toBe(14);
    for (const value of found.mean) expect(Math.abs(value - 1_000)).toBeLessThan(250);
  });

  it('never falls below 0, whatever the days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e9 })), {
          minLength: 28,
          maxLength: 60,
        }),
        (values) => {
          const found = forecastDaily(Float64Array.from(values));
          if (found.status !== 'sufficient') return;
          expectOrdered(found);
          expect(Math.min(...found.lower95)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says why it is refused', () => {
    const reason = (values: Float64Array) => {
      const found = forecastDaily(values);
      return found.status === 'insufficient' ? found.reason : found.status;
    };
    expect(reason(days.slice(0, 27))).toBe('too_short');
    expect(reason(days.slice(0, 28))).toBe('sufficient');
    expect(reason(new Float64Array(60))).toBe('level');
    expect(reason(days.map((value, i) => (i === 3 ? -1 : value)))).toBe('negative');
    expect(reason(days.map((value, i) => (i === 3 ? Number.NaN : value)))).toBe('not_finite');
    expect(forecastDaily(new Float64Array(0))).toMatchObject({ valuesNeeded: 28 });
  });
});
