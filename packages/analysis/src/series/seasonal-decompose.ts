import { at } from '../statistics/at.ts';
import { type Undecomposed, undecomposed } from './decomposition.ts';

export interface SeasonalDecomposeOptions {
  /** Whether the parts add up to the series or multiply to it; 'additive'. */
  readonly model?: 'additive' | 'multiplicative';
  /**
   * 0: trend and residual are NaN for half a period at both ends. Above 0: the trend goes on
   * along the line through that many (and one more) of its outermost points; 'freq' is a
   * period less one. 0.
   */
  readonly extrapolateTrend?: number | 'freq';
}

export interface ClassicalDecomposition {
  readonly status: 'sufficient';
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly residual: Float64Array;
}

/** Centred mean over a period; over an even one its two ends count half. NaN at the ends. */
function centredMeans(series: Float64Array, period: number): Float64Array {
  const half = period >> 1;
  const share = period % 2 === 0 ? 0.5 : 1;
  return series.map((_, i) => {
    if (i < half || i + half >= series.length) return Number.NaN;
    let sum = share * (at(series, i - half) + at(series, i + half));
    for (let k = i - half + 1; k < i + half; k += 1) sum += at(series, k);
    return sum / period;
  });
}

/** Writes the least-squares line through the points [from, to) to [start, end). */
function extendLine(values: Float64Array, from: number, to: number, start: number, end: number) {
  const middle = (from + to - 1) / 2;
  let [sum, cross, spread] = [0, 0, 0];
  for (let i = from; i < to; i += 1) {
    sum += at(values, i);
    cross += (i - middle) * at(values, i);
    spread += (i - middle) ** 2;
  }
  const slope = spread > 0 ? cross / spread : 0;
  for (let i = start; i < end; i += 1) values[i] = sum / (to - from) + slope * (i - middle);
}

/** Mean of the finite values at each place of the cycle. */
function cycleMeans(values: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    sums[i % period] = at(sums, i % period) + value;
    counts[i % period] = at(counts, i % period) + 1;
  });
  return sums.map((sum, place) => sum / at(counts, place));
}

/**
 * Classical decomposition: the trend is a centred mean over one period, the season the mean
 * of what is left at each place of the cycle. Equals statsmodels'
 * `seasonal_decompose(series, model, period, extrapolate_trend)`. O(n · period).
 */
export function seasonalDecompose(
  series: Float64Array,
  period: number,
  { model = 'additive', extrapolateTrend = 0 }: SeasonalDecomposeOptions = {},
): ClassicalDecomposition | Undecomposed {
  if (!Number.isInteger(period) || period < 2) {
    throw new RangeError(`period must be a whole number of at least 2, was ${period}`);
  }
  const n = series.length;
  if (n < 2 * period) return undecomposed('too_short');
  if (!series.every(Number.isFinite)) return undecomposed('not_finite');
  const multiplies = model === 'multiplicative';
  if (multiplies && !series.every((value) => value > 0)) return undecomposed('not_positive');

  const trend = centredMeans(series, period);
  const points = extrapolateTrend === 'freq' ? period - 1 : extrapolateTrend;
  if (points > 0) {
    const front = period >> 1;
    const back = n - 1 - front;
    extendLine(trend, front, Math.min(front + points + 1, back), 0, front);
    extendLine(trend, Math.max(front, back - points - 1), back, back + 1, n);
  }
  const without = (value: number, part: number): number =>
    multiplies ? value / part : value - part;
  const detrended = series.map((value, i) => without(value, at(trend, i)));
  const places = cycleMeans(detrended, period);
  const level = places.reduce((sum, value) => sum + value, 0) / period;
  const seasonal = series.map((_, i) => without(at(places, i % period), level));
  const residual = detrended.map((value, i) => without(value, at(seasonal, i)));
  return { status: 'sufficient', trend, seasonal, residual };
}
