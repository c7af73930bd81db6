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
