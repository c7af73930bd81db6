import type { AnalysisPost } from '@viral-scan/contracts';
import type { Reading } from '../engagement/engagements.ts';
import { observeAtAge } from '../equal-age/observe.ts';
import { type GrowthAges, type GrowthRow, usualAges } from './growth-model.ts';

/**
 * What a post had at the three ages, each interpolated between snapshots on both sides (as in
 * `observeAtAge`: log(1 + count) over log(age)); null where one is not bracketed. O(snapshots).
 */
export function growthRow(
  post: AnalysisPost,
  reading: Reading,
  asOfMs: number,
  ages: GrowthAges = usualAges,
): GrowthRow | null {
  const at = (ageHours: number): number | null => {
    const seen = observeAtAge(post, reading, ageHours, asOfMs);
    return seen !== null && seen.ageHours === ageHours ? seen.value : null;
  };
  const [early, late, settled] = [at(ages.earlyHours), at(ages.lateHours), at(ages.settledHours)];
  return early === null || late === null || settled === null ? null : { early, late, settled };
}
