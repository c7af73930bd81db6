import { sharedInt32 } from '../parallel/shared-arrays.ts';

/** For each row the places in the neighbour lists that name it, in rising order. */
export interface References {
  /** Where in `places` each row's begin, and the end of the last. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** Turns neighbour lists round by counting; −1 in them names nobody. O(rows · k). */
export function findReferences(ids: Int32Array, rows: number): References {
  const starts = sharedInt32(rows + 1);
  for (let e = 0; e < ids.length; e += 1) {
    const row = ids[e] as number;
    if (row >= 0) starts[row + 1] = (starts[row + 1] as number) + 1;
  }
  for (let row = 0; row < rows; row += 1) {
    starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  }
  const next = starts.slice(0, rows);
  const places = sharedInt32(starts[rows] as number);
  for (let e = 0; e < ids.length; e += 1) {
    const row = ids[e] as number;
    if (row < 0) continue;
    const at = next[row] as number;
    next[row] = at + 1;
    places[at] = e;
  }
  return { starts, places };
}
