import type { Kernel } from '../../parallel/parallel.ts';
import { keepNearest, squaredDistance } from './nearest-rows.ts';

export type DescentState = {
  readonly points: Float32Array;
  readonly width: number;
  readonly rows: number;
  readonly k: number;
  /** The lists as they were; −1 where one is not full. */
  readonly ids: Int32Array;
  /** For each row the places in `ids` that name it. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  /** The lists as they become; they come in as copies of those that were. */
  readonly nextIds: Int32Array;
  readonly nextDistances: Float32Array;
};

/** Of those that name a row no more than this are asked: a hub is named by thousands. */
const MOST_ASKED = 10;

/**
 * A round of nearest-neighbour descent (Dong, Moses & Li 2011), an item a row: a neighbour's
 * neighbour is likely a neighbour. Each row reads the lists of the round before and writes its
 * own, so the rows may be done in any order. A list that is still not full (a row alone in its
 * leaves) is filled from all rows. O(k² · width) an item.
 */
export const descend: Kernel = (state, from, to) => {
  const s = state as DescentState;
  const { rows, k, ids, starts, places, nextDistances } = s;
  for (let row = from; row < to; row += 1) {
    for (let e = row * k, end = e + k; e < end; e += 1) askNeighbours(s, row, ids[e] as number);
    const begin = starts[row] as number;
    const end = Math.min(starts[row + 1] as number, begin + MOST_ASKED);
    for (let e = begin; e < end; e += 1) {
      const via = ((places[e] as number) / k) | 0;
      consider(s, row, via);
      askNeighbours(s, row, via);
    }
    if (nextDistances[row * k + k - 1] !== Infinity) continue;
    for (let other = 0; other < rows; other += 1) consider(s, row, other);
  }
};

function askNeighbours(state: DescentState, row: number, via: number): void {
  if (via < 0) return;
  const { k, ids } = state;
  for (let e = via * k, end = e + k; e < end; e += 1) consider(state, row, ids[e] as number);
}

function consider(state: DescentState, row: number, other: number): void {
  if (other < 0 || other === row) return;
  const { points, width, k, nextIds, nextDistances } = state;
  const distance = squaredDistance(points, width, row, other);
  if (distance <= (nextDistances[row * k + k - 1] as number))
    keepNearest(nextIds, nextDistances, k, row, other, distance);
}
