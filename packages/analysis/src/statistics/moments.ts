import * as basics from 'simple-statistics';
import { numberList } from './number-list.ts';

/** Arithmetic mean with Neumaier's compensated sum; null for no values. O(n). */
export const mean = (values: Float64Array): number | null =>
  values.length === 0 ? null : basics.mean(numberList(values));

/** Root mean square of values around their mean (divisor n); 0 for no values. O(n). */
export const standardDeviation = (values: Float64Array): number =>
  values.length === 0 ? 0 : basics.standardDeviation(numberList(values));

/** A copy of the values less their mean. O(n). */
export function centred(values: Float64Array): Float64Array {
  const centre = mean(values) ?? 0;
  return values.map((value) => value - centre);
}
