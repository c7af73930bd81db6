/** An unevaluated sum high + low of two doubles. */
export interface Pair {
  readonly high: number;
  readonly low: number;
}

const splitter = 134_217_729; // 2^27 + 1

/** a · b without rounding (Dekker 1971). */
function product(a: number, b: number): Pair {
  const high = a * b;
  const aHigh = splitter * a - (splitter * a - a);
  const bHigh = splitter * b - (splitter * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return { high, low: aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow) };
}

/** Scalar product in twice the working precision (Dot2 of Ogita, Rump & Oishi 2005). */
export function dot(a: Float64Array, b: Float64Array): Pair {
  let high = 0;
  let low = 0;
  for (let i = 0; i < a.length; i += 1) {
    const left = a[i] as number;
    const right = b[i] as number;
    const term = left * right;
    const leftHigh = splitter * left - (splitter * left - left);
    const rightHigh = splitter * right - (splitter * right - right);
    const leftLow = left - leftHigh;
    const rightLow = right - rightHigh;
    const sum = high + term;
    const back = sum - high;
    low +=
      high -
      (sum - back) +
      (term - back) +
      (leftLow * rightLow -
        (term - leftHigh * rightHigh - leftLow * rightHigh - leftHigh * rightLow));
    high = sum;
  }
  return { high, low };
}

/** The product of two pairs, rounded to a pair. */
export const times = (a: Pair, b: Pair): Pair => {
  const { high, low } = product(a.high, b.high);
  return { high, low: low + a.high * b.low + a.low * b.high };
};
