/**
 * p-values adjusted by Holm's step-down method (1979), which holds the chance of any
 * false call. Equals R's p.adjust(method = 'holm'). O(m log m).
 *
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  ascending.forEach(({ p, index }, position) => {
    largest = Math.min(1, Math.max(largest, p * (pValues.length - position)));
    adjusted[index] = largest;
  });
  return adjusted;
}
