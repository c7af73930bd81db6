import type { Kernel } from '../../parallel/parallel.ts';

export type TieState = {
  readonly k: number;
  /** Ties weaker than this are left out: they would never move anything. */
  readonly least: number;
  readonly ids: Int32Array;
  readonly weights: Float32Array;
  /** For each row the places in `ids` that name it. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  /** A row's ties begin at row · k + starts[row], which is room for all, and end here. */
  readonly ends: Int32Array;
  readonly others: Int32Array;
  readonly strengths: Float32Array;
};

/**
 * A row's ties with all it names or is named by, an item a row: a + b − a·b of both
 * directions' weights (the probabilistic t-conorm, the union of the fuzzy sets).
 * O(k · (k + times named)) an item.
 */
export const joinTies: Kernel = (state, from, to) => {
  const { k, least, ids, weights, starts, places, ends, others, strengths } = state as TieState;
  for (let row = from; row < to; row += 1) {
    const namedFrom = starts[row] as number;
    const namedTo = starts[row + 1] as number;
    let end = row * k + namedFrom;
    for (let e = row * k, last = e + k; e < last; e += 1) {
      const other = ids[e] as number;
      const there = weights[e] as number;
      let back = 0;
      for (let f = other * k, stop = f + k; f < stop; f += 1) {
        if (ids[f] === row) back = weights[f] as number;
      }
      const strength = there + back - there * back;
      if (strength < least) continue;
      others[end] = other;
      strengths[end] = strength;
      end += 1;
    }
    for (let e = namedFrom; e < namedTo; e += 1) {
      const place = places[e] as number;
      const other = (place / k) | 0;
      const strength = weights[place] as number;
      if (strength < least || names(ids, k, row, other)) continue;
      others[end] = other;
      strengths[end] = strength;
      end += 1;
    }
    ends[row] = end;
  }
};

function names(ids: Int32Array, k: number, row: number, other: number): boolean {
  for (let e = row * k, end = e + k; e < end; e += 1) if (ids[e] === other) return true;
  return false;
}
