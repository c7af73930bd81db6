import { type Contrast, difference } from '../effects/contrast.ts';
import { at } from '../statistics/at.ts';
import { standardDeviation } from '../statistics/moments.ts';

const holdoutShare = 0.2;
const fewestPerSide = 4;

/** What the account's latest posts say to an effect found over the whole history. */
export type Holdout = 'agrees' | 'open' | 'contradicts' | 'too_few';

/**
 * Looks at the last 20 % of the posts alone. `contradicts`: there the difference is
 * more than a standard error below zero; `open`: below zero, yet within it. O(n).
 */
export function checkHoldout(contrast: Contrast): Holdout {
  const n = contrast.residuals.length;
  const from = Math.floor((1 - holdoutShare) * n);
  let inside = 0;
  let outside = 0;
  for (let i = from; i < n; i += 1) {
    inside += at(contrast.inside, i) > 0 ? 1 : 0;
    outside += at(contrast.outside, i) > 0 ? 1 : 0;
  }
  const found = difference(contrast, from, n);
  if (found === null || inside < fewestPerSide || outside < fewestPerSide) return 'too_few';
  if (found > 0) return 'agrees';
  const spread = standardDeviation(contrast.residuals.subarray(from));
  return found < -spread * Math.sqrt(1 / inside + 1 / outside) ? 'contradicts' : 'open';
}
