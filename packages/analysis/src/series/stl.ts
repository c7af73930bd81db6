import { at } from '../statistics/at.ts';
import { type Decomposition, type Undecomposed, undecomposed } from './decomposition.ts';
import { Loess } from './loess.ts';
import { type StlOptions, type StlSettings, stlSettings } from './stl-settings.ts';

/** target[i] = mean of source[i … i + length − 1], by a running sum. Both may be one array. */
function movingMean(
  source: Float64Array,
  size: number,
  length: number,
  target: Float64Array,
): void {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += at(source, i);
  for (let i = 0; i + length <= size; i += 1) {
    const leaving = at(source, i);
    target[i] = sum / length;
    if (i + length < size) sum += at(source, i + length) - leaving;
  }
}

/** Bisquare weights of the residuals, written over them: 0 from six median deviations on. */
function residualsToWeights(residuals: Float64Array): void {
  const n = residuals.length;
  const sorted = residuals.map(Math.abs).sort();
  const limit = 3 * (at(sorted, n >> 1) + at(sorted, n - (n >> 1) - 1));
  for (let i = 0; i < n; i += 1) {
    const distance = Math.abs(at(residuals, i));
    if (limit === 0 || distance <= 0.001 * limit) residuals[i] = 1;
    else {
      const rest = 1 - (distance / limit) * (distance / limit);
      residuals[i] = distance <= 0.999 * limit ? rest * rest : 0;
    }
  }
}

/**
 * A decomposition of series of `count` values (at least two periods, finite) that keeps its
 * smoothing kernels from one series to the next.
 */
export function prepareStl(
  count: number,
  settings: StlSettings,
): (series: Float64Array) => Decomposition {
  const { period } = settings;
  const smoother = (name: 'trend' | 'lowPass'): Loess =>
    new Loess({
      count,
      length: settings[name],
      degree: settings[`${name}Degree`],
      jump: settings[`${name}Jump`],
      beyond: false,
    });
  const trendSmoother = smoother('trend');
  const lowPassSmoother = smoother('lowPass');
  // Cycle positions up to the last, unfinished cycle's end occur once more than the others.
  const cycles = Math.floor(count / period);
  const more = count % period;
  const cycleSmoothers = [
    { first: 0, lanes: more, length: cycles + 1 },
    { first: more, lanes: period - more, length: cycles },
  ]
    .filter(({ lanes }) => lanes > 0)
    .map(({ first, lanes, length }) => ({
      first,
      loess: new Loess(
        {
          count: length,
          length: settings.seasonal,
          degree: settings.seasonalDegree,
          jump: settings.seasonalJump,
          beyond: true,
        },
        { stride: period, lanes },
      ),
    }));
  const rest = new Float64Array(count);
  const cycle = new Float64Array(count + 2 * period);
  const means = new Float64Array(count + 2 * period);
  const low = new Float64Array(count);

  return (series) => {
    const trend = new Float64Array(count);
    const seasonal = new Float64Array(count);
    const weights = new Float64Array(count).fill(1);
    const weigh = (given: Float64Array | null): void => {
      trendSmoother.weigh(given);
      for (const { first, loess } of cycleSmoothers) loess.weigh(given?.subarray(first) ?? null);
    };
    const improve = (): void => {
      for (let i = 0; i < count; i += 1) rest[i] = at(series, i) - at(trend, i);
      for (const { first, loess } of cycleSmoothers) {
        loess.smooth(rest.subarray(first), cycle.subarray(first));
      }
      movingMean(cycle, count + 2 * period, period, means);
      movingMean(means, count + period + 1, period, means);
      movingMean(means, count + 2, 3, means);
      lowPassSmoother.smooth(means, low);
      for (let i = 0; i < count; i += 1) {
        seasonal[i] = at(cycle, period + i) - at(low, i);
        rest[i] = at(series, i) - at(seasonal, i);
      }
      trendSmoother.smooth(rest, trend);
    };
    weigh(null);
    for (let round = 0; ; round += 1) {
      for (let inner = 0; inner < settings.innerIterations; inner += 1) improve();
      if (round === settings.outerIterations) break;
      for (let i = 0; i < count; i += 1)
        weights[i] = at(series, i) - at(trend, i) - at(seasonal, i);
      residualsToWeights(weights);
      weigh(weights);
    }
    const residual = series.map((value, i) => value - at(seasonal, i) - at(trend, i));
    return { status: 'sufficient', trend, seasonal, residual, weights };
  };
}

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae & Terpenning 1990),
 * equal to statsmodels' `STL(series, period, …).fit()`: the netlib algorithm with the
 * median mended. Values are at equal steps; `period` of them make a cycle.
 *
 * Robust rounds presuppose residuals: where more than half of them vanish (a series of mostly
 * equal values), the median deviation is 0, which weighs all values 1 again, or rounding noise,
 * which weighs them arbitrarily; the reference then disagrees with itself between roundings.
 *
 * O(iterations · n · (seasonal + trend + lowPass)).
 *
 * @example stl(hourlyMeans, 24, { robust: true })
 */
export function stl(
  series: Float64Array,
  period: number,
  options: StlOptions = {},
): Decomposition | Undecomposed {
  const settings = stlSettings(period, options);
  if (series.length < 2 * period) return undecomposed('too_short');
  if (!series.every(Number.isFinite)) return undecomposed('not_finite');
  return prepareStl(series.length, settings)(series);
}
