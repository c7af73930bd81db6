import { type Forecast, forecastSeries, type NoForecast } from './forecast-series.ts';

export interface NoDailyForecast {
  readonly status: 'insufficient';
  /** As of `forecastSeries`; `negative`: a count below 0; `level`: every day is the same. */
  readonly reason: NoForecast['reason'] | 'negative' | 'level';
  readonly valuesNeeded: number;
}

/** Cycles (at least weeks) of history without which nothing is said: four weeks of days. */
const cyclesNeeded = 4;

/**
 * The next days of an account's engagements, of daily sums from the oldest to the latest, a
 * day without any being 0. Modelled as ln(1 + value), because days differ by factors and
 * none is below 0; mean and quantiles of the logs are taken back, so that `mean` is the
 * middle of what is expected (the median day) and no bound is negative. At most one
 * difference is taken: two in logs would let growth itself grow.
 *
 * Needs four cycles (28 days), all finite and not all equal: of days that never varied
 * nothing can be said of what may vary. O(n · models tried).
 *
 * @example forecastDaily(Float64Array.from(days)) // the next 14, with a weekly season
 */
export function forecastDaily(
  values: Float64Array,
  horizon = 14,
  period = 7,
): Forecast | NoDailyForecast {
  const valuesNeeded = cyclesNeeded * Math.max(period, 7);
  const insufficient = (reason: NoDailyForecast['reason']): NoDailyForecast => ({
    status: 'insufficient',
    reason,
    valuesNeeded,
  });
  if (values.length < valuesNeeded) return insufficient('too_short');
  if (!values.every(Number.isFinite)) return insufficient('not_finite');
  if (values.some((value) => value < 0)) return insufficient('negative');
  if (values.every((value) => value === values[0])) return insufficient('level');
  const logs = forecastSeries(values.map(Math.log1p), { horizon, period, mostDifferences: 1 });
  if (logs.status === 'insufficient') return insufficient(logs.reason);
  const back = (bound: Float64Array): Float64Array =>
    bound.map((value) => Math.max(0, Math.min(Number.MAX_VALUE, Math.expm1(value))));
  return {
    status: 'sufficient',
    mean: back(logs.mean),
    lower80: back(logs.lower80),
    upper80: back(logs.upper80),
    lower95: back(logs.lower95),
    upper95: back(logs.upper95),
    model: logs.model,
  };
}
