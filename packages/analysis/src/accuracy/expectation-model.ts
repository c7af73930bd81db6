import { at } from '../statistics/at.ts';
import { median } from '../statistics/quantile.ts';
import { type DesignMatrix, rowsOf, rowTimes } from './design-matrix.ts';
import { fitHuberRidge } from './huber-ridge.ts';
import type { Expectations } from './post-features.ts';

/** Tried in this order; a stronger penalty wins a tie. */
const penaltiesPerRow = [30, 10, 3, 1, 0.3, 0.1, 0.03];
/** Latest part of the learning posts on which the penalty is chosen, in so many steps forward. */
const choosingShare = 0.6;
const folds = 4;
/** A regression has to beat the trailing mean there by 1 %. */
const leastGain = 0.99;

/** Expected log outcome of each post of rows [from, to), given the posts before it. */
export type ExpectationModel = (
  expectations: Expectations,
  from: number,
  to: number,
) => Float64Array;

const clip = (value: number, reach: number): number => Math.min(reach, Math.max(-reach, value));

/**
 * Learns, on the posts [from, until), which level of the posts before is nearest to the next
 * post (means of the last 20, medians, fading means of several half-lives), and how a post
 * differs from it: a robust ridge regression whose penalty is chosen going forward through the
 * later part of those posts. With nothing to learn it is that level itself. An expectation
 * leaves the level by no more than three robust deviations. O(folds · penalties · posts · features²).
 */
export function learnExpectations(
  { logs, levels, features }: Expectations,
  until: number,
  from: number,
): ExpectationModel {
  const choosingFrom = Math.floor(until - choosingShare * (until - from));
  const chosen = nearestLevel(logs, levels, choosingFrom, until);
  const target = logs.map((log, i) => log - at(levels[chosen] ?? logs, i));
  const reach = spread(target.subarray(from, until));
  const penalty = choosePenalty(features, target, from, until, reach);
  const coefficients =
    penalty === null
      ? null
      : fitHuberRidge(
          rowsOf(features, from, until),
          target.subarray(from, until),
          penalty * (until - from),
        );
  return (given, start, end) =>
    (given.levels[chosen] ?? given.trailing)
      .slice(start, end)
      .map((level, i) =>
        coefficients === null
          ? level
          : level + clip(rowTimes(given.features, start + i, coefficients), reach),
      );
}

/** The level with the smallest mean miss; the first of equals. */
function nearestLevel(
  logs: Float64Array,
  levels: readonly Float64Array[],
  from: number,
  until: number,
): number {
  let best = 0;
  let least = Infinity;
  levels.forEach((level, i) => {
    const miss = sumOfMisses(logs, from, until, (row) => at(level, row));
    if (miss >= least) return;
    best = i;
    least = miss;
  });
  return best;
}

/** Three robust standard deviations around the trailing mean. */
const spread = (target: Float64Array): number => 3 * 1.4826 * (median(target.map(Math.abs)) ?? 0);

/** Null when no regression beats the trailing mean on the later posts of the learning part. */
function choosePenalty(
  features: DesignMatrix,
  target: Float64Array,
  from: number,
  until: number,
  reach: number,
): number | null {
  const starts = Array.from({ length: folds + 1 }, (_, fold) =>
    Math.floor(until - (1 - fold / folds) * choosingShare * (until - from)),
  );
  const missOf = (penalty: number | null): number => {
    let miss = 0;
    for (let fold = 0; fold < folds; fold += 1) {
      const split = starts[fold] ?? until;
      const end = starts[fold + 1] ?? until;
      const coefficients =
        penalty === null
          ? null
          : fitHuberRidge(
              rowsOf(features, from, split),
              target.subarray(from, split),
              penalty * (split - from),
            );
      miss += sumOfMisses(target, split, end, (row) =>
        coefficients === null ? 0 : clip(rowTimes(features, row, coefficients), reach),
      );
    }
    return miss;
  };
  let best: number | null = null;
  let least = leastGain * missOf(null);
  for (const penalty of penaltiesPerRow) {
    const miss = missOf(penalty);
    if (miss >= least) continue;
    best = penalty;
    least = miss;
  }
  return best;
}

function sumOfMisses(
  target: Float64Array,
  from: number,
  to: number,
  expected: (row: number) => number,
): number {
  let sum = 0;
  for (let row = from; row < to; row += 1) sum += Math.abs(at(target, row) - expected(row));
  return sum;
}
