export type LayoutCurve = { readonly a: number; readonly b: number };

const GRID = 300;
const SPREAD = 1;

/**
 * The curve 1 / (1 + a·x^(2b)) nearest, by least squares, to 1 up to `minDist` and
 * exp(−(x − minDist)) beyond, on 300 points of [0, 3]: `find_ab_params` of umap-learn with
 * spread 1. Levenberg–Marquardt from a = b = 1. O(1).
 *
 * @example fitLayoutCurve(0.1) // { a: 1.577, b: 0.895 }
 */
export function fitLayoutCurve(minDist: number): LayoutCurve {
  let [a, b, damping] = [1, 1, 1e-3];
  let error = normalEquations(a, b, minDist).error;
  for (let round = 0; round < 200; round += 1) {
    const { aa, ab, bb, ra, rb } = normalEquations(a, b, minDist);
    const [p, q] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = p * q - ab * ab;
    const nextA = a + (q * ra - ab * rb) / determinant;
    const nextB = b + (p * rb - ab * ra) / determinant;
    const next = nextA > 0 && nextB > 0 ? normalEquations(nextA, nextB, minDist).error : Infinity;
    if (next < error) {
      const gain = error - next;
      [a, b, error] = [nextA, nextB, next];
      damping /= 10;
      if (gain < 1e-15) break;
    } else {
      damping *= 10;
      if (damping > 1e12) break;
    }
  }
  return { a, b };
}

/** JᵀJ and Jᵀr of the fit, and the sum of squares. */
function normalEquations(a: number, b: number, minDist: number) {
  let [aa, ab, bb, ra, rb, error] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < GRID; i += 1) {
    const x = (3 * SPREAD * i) / (GRID - 1);
    const wanted = x < minDist ? 1 : Math.exp(-(x - minDist) / SPREAD);
    const power = x ** (2 * b);
    const value = 1 / (1 + a * power);
    const residual = wanted - value;
    const byA = -power * value * value;
    const byB = x > 0 ? -2 * a * power * Math.log(x) * value * value : 0;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
    ra += byA * residual;
    rb += byB * residual;
    error += residual * residual;
  }
  return { aa, ab, bb, ra, rb, error };
}
