import { roundedOrZero } from '../statistics/rounding.ts';

const step = 0.01;

/**
 * A percentile to two decimals that stands on the same side of every whole number as before: one
 * that is not whole never becomes so, but goes a hundredth further. So 99.004 is told as 99.01 and
 * 98.996 as 98.99, and both "above 99" and "99 or more" mean what they say.
 */
export function toldPercentile(percentile: number): number {
  const told = roundedOrZero(percentile, 2);
  if (!Number.isInteger(told) || told === percentile) return told;
  return roundedOrZero(percentile > told ? told + step : told - step, 2);
}
