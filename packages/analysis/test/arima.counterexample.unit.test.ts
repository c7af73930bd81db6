import ARIMA from 'arima';
import { describe, expect, it } from 'vitest';
import { forecastSeries } from '../src/forecast/forecast-series.ts';
import { randomFor } from '../src/random/sfc32.ts';

const horizon = 14;

/** The package's automatic model, as its README calls it. */
function byPackage(values: readonly number[], period = 1): [number[], number[]] {
  const season = period > 1 ? { P: 1, D: 1, Q: 1, s: period } : {};
  return new ARIMA({ auto: true, verbose: false, ...season }).train([...values]).predict(horizon);
}

function ours(values: readonly number[], period = 1): Float64Array {
  const found = forecastSeries(Float64Array.from(values), { horizon, period });
  if (found.status !== 'sufficient') throw new Error(found.reason);
  return found.mean;
}

const furthest = (forecast: ArrayLike<number>, from: number): number =>
  Math.max(...Array.from(forecast, (value) => Math.abs(value - from)));

/** A level that remembers almost everything, around 1000: followers, or slow views. */
function slowLevel(seed: number): number[] {
  const random = randomFor('slow', seed);
  let deviation = 0;
  return Array.from({ length: 100 }, () => {
    deviation = 0.97 * deviation + random() + random() + random() + random() - 2;
    return 1_000 + 10 * deviation;
  });
}

describe('arima (npm), automatic', () => {
  it('forecasts 10 for a series that was 5 on every day', () => {
    const values = new Array<number>(60).fill(5);
    expect(furthest(byPackage(values)[0], 5)).toBeGreaterThan(4);
    expect(furthest(ours(values), 5)).toBe(0);
  });

  it('forecasts nothing and then the old level for a series that stepped from 10 to 50', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i < 30 ? 10 : 50));
    const [forecast] = byPackage(values);
    // Where it chooses a random walk it answers memory never written.
    expect(Math.abs(forecast[0] ?? 50)).toBeLessThan(1e-300);
    expect(furthest(forecast, 50)).toBeGreaterThan(35);
    expect(furthest(ours(values), 50)).toBeLessThan(1e-6);
  });

  it('goes 53 above the last value of a line that rises by 2 a day, with errors of 27 and more', () => {
    const values = Array.from({ length: 60 }, (_, i) => 3 + 2 * i);
    const [forecast, variances] = byPackage(values);
    expect(Math.abs((forecast[13] ?? 0) - 149)).toBeGreaterThan(10);
    expect(Math.min(...variances)).toBeGreaterThan(20);
    expect(ours(values)[13]).toBeCloseTo(149, 6);
  });

  it('falls from 1000 to 0 on most of 10 slow levels; ours stays within what they ever did', () => {
    let failed = 0;
    for (let seed = 0; seed < 10; seed += 1) {
      const values = slowLevel(seed);
      const last = values.at(-1) ?? 0;
      const range = Math.max(...values) - Math.min(...values);
      if (furthest(byPackage(values)[0], last) > 3 * range) failed += 1;
      expect(furthest(ours(values), last)).toBeLessThan(range);
    }
    expect(failed).toBeGreaterThanOrEqual(5);
  });
});
