import { at } from '../statistics/at.ts';
import { standardDeviation } from '../statistics/moments.ts';

/** Variance below this part of the series' own counts as rounding. */
const negligible = 1e-20;

/**
 * How much of what a component and the residual vary is the component's: max(0, 1 −
 * var(residual) / var(component + residual)) (Wang, Smith & Hyndman 2006). 0 is none of it
 * and also stands for a component and residual that do not vary at all, 1 is all. Used of the
 * trend and of each season. O(n).
 */
export function componentStrength(component: Float64Array, residual: Float64Array): number {
  const both = component.map((value, i) => value + at(residual, i));
  const scale = both.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const variance = standardDeviation(both) ** 2;
  return variance > negligible * scale * scale
    ? Math.max(0, 1 - standardDeviation(residual) ** 2 / variance)
    : 0;
}
