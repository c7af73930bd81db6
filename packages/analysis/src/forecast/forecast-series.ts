import { stl } from '../series/stl.ts';
import { at } from '../statistics/at.ts';
import { linearRegression } from '../statistics/linear-regression.ts';
import { standardDeviation } from '../statistics/moments.ts';
import { forecastArima } from './arima-forecast.ts';
import { seasonUncertainty, seasonWindow } from './season-window.ts';

/** The next values of a series, one of each per step. */
export interface Forecast {
  readonly status: 'sufficient';
  readonly mean: Float64Array;
  readonly lower80: Float64Array;
  readonly upper80: Float64Array;
  readonly lower95: Float64Array;
  readonly upper95: Float64Array;
  /** Such as 'STL(7) + ARIMA(1,1,0) with drift'. */
  readonly model: string;
}

export interface NoForecast {
  readonly status: 'insufficient';
  /** `too_short`: fewer than `valuesNeeded` values; `not_finite`: one is missing or infinite. */
  readonly reason: 'too_short' | 'not_finite';
  readonly valuesNeeded: number;
}

export interface ForecastPlan {
  /** How many values to forecast, at least 1. */
  readonly horizon: number;
  /** Values in a cycle; 1 for a series without seasons. */
  readonly period: number;
  /** How often it may be differenced; 2 as in R unless told otherwise. */
  readonly mostDifferences?: 1 | 2;
}

/** A series shorter than this is not forecast, whatever its period. */
const fewest = 10;

/** Normal quantiles of 90 % and 97.5 %: two-sided 80 and 95 %. */
const z80 = 1.2815515655446004;
const z95 = 1.959963984540054;

/**
 * The next `horizon` values with 80 and 95 % intervals, by R's
 * forecast::stlf(y, method = 'arima'): the season is taken off by STL, the rest continued by
 * an ARIMA model (`forecastArima`), and the last cycle's season put back. Unlike R the season
 * is smoothed over as many cycles as foretell it best (`seasonWindow`, R: always 11), and
 * its uncertainty is in the intervals, which are normal; that of the coefficients is not.
 *
 * Needs two cycles and 10 values, all finite: a gap is refused and not filled. It cannot diverge:
 * models are stationary and invertible by construction; a level series goes on as it is with
 * an interval of no width. Scaled or shifted series give scaled or shifted forecasts.
 * O(n · models tried), about 30 ms for two years of days.
 *
 * @example forecastSeries(dailyViews, { horizon: 14, period: 7 })
 */
export function forecastSeries(
  values: Float64Array,
  { horizon, period, mostDifferences = 2 }: ForecastPlan,
): Forecast | NoForecast {
  const valuesNeeded = Math.max(fewest, 2 * period + 1);
  if (values.length < valuesNeeded) {
    return { status: 'insufficient', reason: 'too_short', valuesNeeded };
  }
  if (!values.every(Number.isFinite)) {
    return { status: 'insufficient', reason: 'not_finite', valuesNeeded };
  }
  const cycle = Math.max(1, period);
  const season = cycle > 1 ? seasonOf(values, cycle) : noSeason(values.length);
  const adjusted = values.map((value, i) => value - at(season.values, i));
  const { mean: level, deviation, model } = forecastArima(adjusted, horizon, mostDifferences);
  const lastCycle = values.length - cycle;
  const mean = level.map((value, h) => value + at(season.values, lastCycle + (h % cycle)));
  const error = deviation.map((value) => Math.sqrt(value * value + season.variance));
  const off = (z: number): Float64Array => mean.map((value, h) => value + z * at(error, h));
  return {
    status: 'sufficient',
    mean,
    lower80: off(-z80),
    upper80: off(z80),
    lower95: off(-z95),
    upper95: off(z95),
    model: cycle > 1 ? `STL(${cycle}) + ${model}` : model,
  };
}

interface Season {
  readonly values: Float64Array;
  /** Of its last cycle. */
  readonly variance: number;
}

const noSeason = (count: number): Season => ({ values: new Float64Array(count), variance: 0 });

/**
 * The season by STL with R's degrees and rounds (forecast::mstl for one season), of the series
 * less its straight line: else a steep line leaves a saw-tooth in the season, for cycles
 * are smoothed as constants.
 */
function seasonOf(values: Float64Array, period: number): Season {
  const line = linearRegression(Float64Array.from(values.keys()), values)?.slope ?? 0;
  const flat = values.map((value, i) => value - line * i);
  const window = seasonWindow(flat, period);
  const parts = stl(flat, period, { seasonal: window, seasonalDegree: 0, innerIterations: 2 });
  if (parts.status !== 'sufficient') return noSeason(values.length);
  const share = seasonUncertainty(window, Math.floor(values.length / period));
  return { values: parts.seasonal, variance: share * standardDeviation(parts.residual) ** 2 };
}
