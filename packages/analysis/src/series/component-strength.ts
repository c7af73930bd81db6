import { at } from '../statistics/at.ts';
import { standardDeviation } from '../statistics/moments.ts';

/** A deviation below this part of the series' largest value counts as rounding. */
const rounding = 1e-10;

/**
 * How much of what a component and the residual vary is the component's: max(0, 1 −
 * var(residual) / var(component + residual)) (Wang, Smith & Hyndman 2006), for the trend and
 * for each season: 0 is none of it, 1 all. Given the `series` itself, what varies by no more
 * than its rounding has strength 0. O(n).
 */
export function componentStrength(
  component: Float64Array,
  residual: Float64Array,
  series?: Float64Array,
): number {
  const both = component.map((value, i) => value + at(residual, i));
  const deviation = standardDeviation(both);
  const scale = (series ?? both).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return deviation > rounding * scale
    ? Math.max(0, 1 - (standardDeviation(residual) / deviation) ** 2)
    : 0;
}
