import { at } from '../statistics/at.ts';
import { centred } from '../statistics/moments.ts';
import { median } from '../statistics/quantile.ts';
import { groupMeans, lessGroupMeans } from './group-means.ts';
import { slowTrend, trendReach } from './slow-trend.ts';

/** Fewest posts of a type for the type to have its own level. */
const fewestOfType = 8;
/**
 * Residuals are clipped at so many robust standard deviations: one hit is not a pattern.
 * 2.5 leaves 99 % of a normal series alone, and lets a handful of hits cost no power.
 */
const clipAt = 2.5;
const rounds = 3;

/** Values pulled in to median ± `clipAt` · 1.4826 · MAD. O(n log n). */
export function clipOutliers(values: Float64Array): Float64Array {
  const middle = median(values) ?? 0;
  const spread = 1.4826 * (median(values.map((value) => Math.abs(value - middle))) ?? 0);
  if (spread === 0) return values.slice();
  const reach = clipAt * spread;
  return values.map((value) => Math.min(middle + reach, Math.max(middle - reach, value)));
}

/** Values less their least-squares slope on `by`; unchanged where `by` does not vary. O(n). */
function lessSlope(values: Float64Array, by: Float64Array): Float64Array {
  const x = centred(by);
  let xy = 0;
  let xx = 0;
  for (let i = 0; i < x.length; i += 1) {
    xy += at(x, i) * at(values, i);
    xx += at(x, i) ** 2;
  }
  return xx < 1e-9 ? values : values.map((value, i) => value - (xy / xx) * at(x, i));
}

/**
 * What is left of log(1 + value at equal age) after the post's type, the account's slow
 * trend and a remaining difference of the observed age, by backfitting (Hastie &
 * Tibshirani 1990), clipped against single hits; mean 0, in time order, so that a
 * difference d between two sets of posts is a relative difference of exp(d) − 1.
 * O(rounds · n log n).
 */
export function ageMatchedResiduals(
  values: Float64Array,
  types: Int32Array,
  typeCount: number,
  logAgeOff: Float64Array,
): Float64Array {
  const reach = trendReach(values.length);
  let target: Float64Array = values.map((value) => Math.log1p(Math.max(0, value)));
  let trend: Float64Array = new Float64Array(values.length);
  let residuals: Float64Array = target;
  for (let round = 0; round < rounds; round += 1) {
    const levels = groupMeans(
      target.map((value, i) => value - at(trend, i)),
      types,
      typeCount,
      fewestOfType,
    );
    const untyped = lessGroupMeans(target, types, levels);
    trend = slowTrend(untyped, reach);
    residuals = clipOutliers(untyped.map((value, i) => value - at(trend, i)));
    target = target.map((value, i) => value - (at(untyped, i) - at(trend, i)) + at(residuals, i));
  }
  return centred(lessSlope(residuals, slowDetrended(logAgeOff, reach)));
}

const slowDetrended = (values: Float64Array, reach: number): Float64Array => {
  const trend = slowTrend(values, reach);
  return values.map((value, i) => value - at(trend, i));
};
