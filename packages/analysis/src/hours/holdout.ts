import { type Contrast, difference } from '../effects/contrast.ts';
import { at } from '../statistics/at.ts';
import { standardDeviation } from '../statistics/moments.ts';

const fewestPerSide = 4;

/** What the latest posts, which took no part in choosing, say to an effect. */
export interface Holdout {
  /**
   * `agrees`: above zero, and not more than a standard error below what was promised;
   * `contradicts`: more than a standard error below zero; `open`: between the two.
   */
  readonly verdict: 'agrees' | 'open' | 'contradicts' | 'too_few';
  /** Natural-log units; null with a side empty. */
  readonly lift: number | null;
  /** Inside the slot. */
  readonly posts: number;
}

/**
 * Reads an effect on the held-out posts alone. `promised` is the least that the earlier posts
 * make one expect, natural-log units. O(n).
 */
export function checkHoldout(later: Contrast, promised: number): Holdout {
  const { residuals } = later;
  let posts = 0;
  let outside = 0;
  for (let i = 0; i < residuals.length; i += 1) {
    posts += at(later.inside, i) > 0 ? 1 : 0;
    outside += at(later.outside, i) > 0 ? 1 : 0;
  }
  const lift = difference(later);
  if (lift === null || posts < fewestPerSide || outside < fewestPerSide) {
    return { verdict: 'too_few', lift, posts };
  }
  const error = standardDeviation(residuals) * Math.sqrt(1 / posts + 1 / outside);
  if (lift > 0 && lift >= promised - error) return { verdict: 'agrees', lift, posts };
  return { verdict: lift < -error ? 'contradicts' : 'open', lift, posts };
}
