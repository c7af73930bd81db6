import { logBeta } from './log-gamma.ts';

const tiny = 1e-300;

/** The continued fraction of DLMF 8.17.22 by the modified Lentz algorithm. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let fraction = d;
  for (let m = 1; m <= 20_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/** x^a y^b / (a B(a, b)), whose logarithm carries tails down to the smallest doubles. */
const front = (x: number, y: number, a: number, b: number): number =>
  Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b)) / a;

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0, by the continued fraction
 * of DLMF 8.17.22 on the side where it converges fast (x below (a + 1) / (a + b + 2)),
 * else as 1 − I_{1−x}(b, a). Equals scipy.special.betainc with a relative error below
 * 1e-10 also where the result is 1e-300. `complement` is 1 − x, given apart so that
 * neither end loses digits. O(√max(a, b)).
 *
 * @example incompleteBeta(0.5, 0.5, 2, 3) // 0.6875
 */
export function incompleteBeta(x: number, complement: number, a: number, b: number): number {
  if (!(x > 0)) return 0;
  if (!(complement > 0)) return 1;
  return x < (a + 1) / (a + b + 2)
    ? front(x, complement, a, b) * continuedFraction(x, a, b)
    : 1 - front(complement, x, b, a) * continuedFraction(complement, b, a);
}
