import { at } from '../statistics/at.ts';
import { median } from '../statistics/quantile.ts';
import { type DesignMatrix, rowsOf, rowTimes } from './design-matrix.ts';
import { fitHuberRidge } from './huber-ridge.ts';
import type { Expectations } from './post-features.ts';

/** Tried in this order; a stronger penalty wins a tie. */
const penaltiesPerRow = [10, 3, 1, 0.3, 0.1, 0.03];
/** Latest part of the learning posts on which the penalty is chosen. */
const choosingShare = 0.25;

/** Expected log outcome of each post of rows [from, to), given the posts before it. */
export type ExpectationModel = (
  expectations: Expectations,
  from: number,
  to: number,
) => Float64Array;

const clip = (value: number, reach: number): number => Math.min(reach, Math.max(-reach, value));

/**
 * Learns, on the posts before `until`, how a post differs from the mean of the 20 before it:
 * a robust ridge regression whose penalty is chosen on the latest quarter of those posts. With
 * nothing to learn it is the trailing mean itself. An expectation never leaves the trailing
 * mean further than posts did while learning. O(penalties · posts · features²).
 */
export function learnExpectations(
  { logs, trailing, features }: Expectations,
  until: number,
  from: number,
): ExpectationModel {
  const target = logs.map((log, i) => log - at(trailing, i));
  const reach = spread(target.subarray(from, until));
  const chosenFrom = Math.floor(until - choosingShare * (until - from));
  const penalty = choosePenalty(features, target, from, chosenFrom, until, reach);
  const coefficients =
    penalty === null
      ? null
      : fitHuberRidge(
          rowsOf(features, from, until),
          target.subarray(from, until),
          penalty * (until - from),
        );
  return (given, start, end) =>
    given.trailing
      .slice(start, end)
      .map((level, i) =>
        coefficients === null
          ? level
          : level + clip(rowTimes(given.features, start + i, coefficients), reach),
      );
}

/** Three robust standard deviations around the trailing mean. */
const spread = (target: Float64Array): number => 3 * 1.4826 * (median(target.map(Math.abs)) ?? 0);

/** Null when no regression beats the trailing mean on the later posts. */
function choosePenalty(
  features: DesignMatrix,
  target: Float64Array,
  from: number,
  split: number,
  until: number,
  reach: number,
): number | null {
  let best: number | null = null;
  let least = meanMiss(target, split, until, () => 0);
  for (const penalty of penaltiesPerRow) {
    const coefficients = fitHuberRidge(
      rowsOf(features, from, split),
      target.subarray(from, split),
      penalty * (split - from),
    );
    if (coefficients === null) continue;
    const miss = meanMiss(target, split, until, (row) =>
      clip(rowTimes(features, row, coefficients), reach),
    );
    if (miss >= least) continue;
    best = penalty;
    least = miss;
  }
  return best;
}

function meanMiss(
  target: Float64Array,
  from: number,
  to: number,
  expected: (row: number) => number,
): number {
  let sum = 0;
  for (let row = from; row < to; row += 1) sum += Math.abs(at(target, row) - expected(row));
  return to > from ? sum / (to - from) : 0;
}
