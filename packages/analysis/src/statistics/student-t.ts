import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Two-sided p-value P(|T| ≥ |t|) of Student's t with `degrees` > 0 (need not be whole):
 * I_x(ν/2, ½) at x = ν / (ν + t²) (DLMF 8.17, Abramowitz & Stegun 26.7.1). Equals
 * 2 · scipy.stats.t.sf(|t|, ν), in the far tail too. O(√ν).
 *
 * @example studentTwoSided(2.228138851964939, 10) // 0.05
 */
export function studentTwoSided(t: number, degrees: number): number {
  const ratio = (t / degrees) * t;
  if (!Number.isFinite(ratio)) return 0;
  return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), degrees / 2, 0.5);
}

/**
 * The t with P(T ≤ t) = p of Student's t, ½ ≤ p < 1: scipy.stats.t.ppf, by bisection of
 * `studentTwoSided` to the last bit or two. O(100 √ν).
 *
 * @example studentQuantile(0.975, 10) // 2.228138851964939
 */
export function studentQuantile(p: number, degrees: number): number {
  const tail = 2 * (1 - p);
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, degrees) > tail) high *= 2;
  for (let step = 0; step < 100 && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTwoSided(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
