import type { PredictionScore } from '@viral-scan/contracts';
import { at } from '../statistics/at.ts';
import { rounded, roundedOrZero } from '../statistics/rounding.ts';
import { spearman } from '../statistics/spearman.ts';

/** Expected against actual logs: mean absolute error, share within a factor of two, rank correlation. */
export function scorePredictions(actual: Float64Array, expected: Float64Array): PredictionScore {
  let misses = 0;
  let within = 0;
  for (let i = 0; i < actual.length; i += 1) {
    const miss = Math.abs(at(actual, i) - at(expected, i));
    misses += miss;
    within += miss <= Math.LN2 ? 1 : 0;
  }
  return {
    mae_ln: roundedOrZero(misses / actual.length, 4),
    within_2x: roundedOrZero(within / actual.length, 4),
    spearman: rounded(spearman(actual, expected)?.coefficient ?? null, 4),
  };
}
