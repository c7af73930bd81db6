/**
 * q-values of Benjamini & Hochberg (1995): the smallest false discovery rate at which
 * each p-value would be called. Equals R's p.adjust(method = 'BH'). O(m log m).
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const descending = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const qValues = new Array<number>(pValues.length).fill(1);
  let smallest = 1;
  descending.forEach(({ p, index }, position) => {
    smallest = Math.min(smallest, (p * pValues.length) / (pValues.length - position));
    qValues[index] = smallest;
  });
  return qValues;
}
