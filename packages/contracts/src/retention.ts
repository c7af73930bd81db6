import { z } from 'zod';

export const maxRetentionPoints = 1_000;
/** Rewound scenes are watched several times, but not this often. */
export const maxRetentionShare = 5;

/**
 * Who still watches: `shares[i]` of the viewers at `seconds[i]`, ascending and of equal
 * length. A share may exceed 1 where viewers rewind.
 */
export interface RetentionCurve {
  readonly seconds: readonly number[];
  readonly shares: readonly number[];
}

/** What is wrong with a curve, as the rest of a sentence about it; null when nothing is. */
export function retentionProblem({ seconds, shares }: RetentionCurve): string | null {
  if (seconds.length === 0 || seconds.length !== shares.length) {
    return 'needs a share for each second';
  }
  if (seconds.length > maxRetentionPoints) {
    return `has ${seconds.length} points; at most ${maxRetentionPoints} are allowed`;
  }
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, second] of seconds.entries()) {
    const share = shares[index];
    if (!(Number.isFinite(second) && second >= 0)) return 'has a second that is below 0';
    if (second <= before) return `has seconds that do not ascend (${second} after ${before})`;
    if (!(share !== undefined && share >= 0 && share <= maxRetentionShare)) {
      return `has a share that is not between 0 and ${maxRetentionShare} at second ${second}`;
    }
    before = second;
  }
  return null;
}

export const retentionCurveSchema = z
  .object({ seconds: z.array(z.number()), shares: z.array(z.number()) })
  .superRefine((curve, context) => {
    const problem = retentionProblem(curve);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
