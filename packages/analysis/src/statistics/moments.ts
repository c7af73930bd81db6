import { at } from './at.ts';

/** Arithmetic mean with Kahan's compensated sum; null for no values. O(n). */
export function mean(values: Float64Array): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i += 1) {
    const term = at(values, i) - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return sum / values.length;
}

/** Root mean square of values around their mean (divisor n); 0 for no values. O(n). */
export function standardDeviation(values: Float64Array): number {
  const centre = mean(values) ?? 0;
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (at(values, i) - centre) ** 2;
  return values.length === 0 ? 0 : Math.sqrt(sum / values.length);
}

/** A copy of the values less their mean. O(n). */
export function centred(values: Float64Array): Float64Array {
  const centre = mean(values) ?? 0;
  return values.map((value) => value - centre);
}
