import { at } from '../statistics/at.ts';
import { type Undecomposed, undecomposed } from './decomposition.ts';
import { prepareStl } from './stl.ts';
import { type StlOptions, stlSettings } from './stl-settings.ts';

export interface MstlOptions extends Omit<StlOptions, 'seasonal'> {
  /** Length of the seasonal smoother of each period, in the periods' order; 11, 15, 19 … */
  readonly windows?: readonly number[];
  /** Rounds over all seasons, when there are several; 2. */
  readonly iterations?: number;
}

export interface Season {
  readonly period: number;
  readonly values: Float64Array;
}

/** A trend, one component per season, and a rest that add up to the series. */
export interface SeasonsDecomposition {
  readonly status: 'sufficient';
  readonly trend: Float64Array;
  /** By ascending period. */
  readonly seasons: readonly Season[];
  readonly residual: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Decomposition with several seasons (Bandara, Hyndman & Bergmeir 2021), such as 24 and 168
 * in hourly values: STL takes each season in turn from the series less the other seasons.
 * Equals statsmodels' `MSTL(series, periods, windows, iterate, stl_kwargs).fit()` (0.14)
 * without a Box-Cox transform. Periods that are not below half the series are left out; with
 * none left the series is too short.
 *
 * O(iterations · Σ STL).
 */
export function mstl(
  series: Float64Array,
  periods: readonly number[],
  { windows, iterations = 2, ...options }: MstlOptions = {},
): SeasonsDecomposition | Undecomposed {
  if (windows !== undefined && windows.length !== periods.length) {
    throw new RangeError(`${periods.length} periods need as many windows, not ${windows.length}`);
  }
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw new RangeError(`iterations must be a whole number above 0, was ${iterations}`);
  }
  const n = series.length;
  const seasons = periods
    .map((period, i) => ({ period, window: windows?.[i] }))
    .sort((a, b) => a.period - b.period)
    .map(({ period, window }, i) =>
      stlSettings(period, { ...options, seasonal: window ?? 7 + 4 * (i + 1) }),
    )
    .filter(({ period }) => period < n / 2)
    .map((settings) => ({
      period: settings.period,
      values: new Float64Array(n) as Float64Array,
      decompose: prepareStl(n, settings),
    }));
  if (seasons.length === 0) return undecomposed('too_short');
  if (!series.every(Number.isFinite)) return undecomposed('not_finite');

  const rest = Float64Array.from(series);
  let trend: Float64Array = new Float64Array();
  let weights: Float64Array = new Float64Array();
  for (let round = 0; round < (seasons.length === 1 ? 1 : iterations); round += 1) {
    for (const season of seasons) {
      for (let i = 0; i < n; i += 1) rest[i] = at(rest, i) + at(season.values, i);
      const found = season.decompose(rest);
      season.values = found.seasonal;
      for (let i = 0; i < n; i += 1) rest[i] = at(rest, i) - at(season.values, i);
      trend = found.trend;
      weights = found.weights;
    }
  }
  return {
    status: 'sufficient',
    trend,
    seasons: seasons.map(({ period, values }) => ({ period, values })),
    residual: rest.map((value, i) => value - at(trend, i)),
    weights,
  };
}
