import fc from 'fast-check';
import type { Undecomposed } from '../src/series/decomposition.ts';

export function found<Result extends { status: 'sufficient' }>(
  result: Result | Undecomposed,
): Result {
  if (result.status === 'insufficient') throw new Error(result.reason);
  return result;
}

export const largestGap = (a: Float64Array, b: Float64Array): number =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] as number))), 0);

export const seriesOf = (length: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, t) => value(t));

/** At least two periods of a period from 2 to 9, with values from −100 to 100. */
export const seasonalSeries = fc.integer({ min: 2, max: 9 }).chain((period) =>
  fc
    .array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: 2 * period,
      maxLength: 8 * period,
    })
    .map((values) => ({ period, series: Float64Array.from(values) })),
);
