import type { AnalysisPost } from '@viral-scan/contracts';
import type { Reading } from '../engagement/engagements.ts';
import { median } from '../statistics/quantile.ts';
import { type Observation, observeAtAge, observeSettled } from './observe.ts';
import type { ReferenceAge } from './reference-age.ts';

/** Fewest interpolated posts from which the account's growth around the age is learnt. */
const fewestBrackets = 10;

/** One figure of the posts that could be compared at equal age, in time order. */
export interface EqualAgeSeries {
  /** Position of each in the posts given. */
  readonly index: Int32Array;
  readonly values: Float64Array;
  /** log(observed age / reference age): 0 where the value stands for the age itself. */
  readonly logAgeOff: Float64Array;
}

/**
 * A reading of every post that was observed around the reference age. A post seen only
 * near the age is moved to it by the account's median growth exponent where at least 10
 * posts show it. O(posts × snapshots).
 */
export function equalAgeSeries(
  posts: readonly AnalysisPost[],
  reading: Reading,
  reference: ReferenceAge,
  asOfMs: number,
): EqualAgeSeries {
  const index: number[] = [];
  const seen: Observation[] = [];
  if (reference.mode !== 'none') {
    const observe = reference.mode === 'at_age' ? observeAtAge : observeSettled;
    posts.forEach((post, i) => {
      const observation = observe(post, reading, reference.ageHours, asOfMs);
      if (observation === null) return;
      index.push(i);
      seen.push(observation);
    });
  }
  const growths = seen.map(({ growth }) => growth).filter((growth) => growth !== null);
  const exponent =
    reference.mode === 'at_age' && growths.length >= fewestBrackets ? median(growths) : null;
  const logAge = Math.log(reference.mode === 'none' ? 1 : reference.ageHours);
  const values = new Float64Array(seen.length);
  const logAgeOff = new Float64Array(seen.length);
  seen.forEach(({ value, ageHours }, i) => {
    const off = Math.log(ageHours) - logAge;
    values[i] =
      exponent === null ? value : Math.max(0, Math.expm1(Math.log1p(value) - exponent * off));
    logAgeOff[i] = exponent === null ? off : 0;
  });
  return { index: Int32Array.from(index), values, logAgeOff };
}
