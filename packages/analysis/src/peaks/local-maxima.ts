import { at } from '../statistics/at.ts';

/** Maxima of a curve in ascending order; a flat top is one maximum. */
export interface LocalMaxima {
  /** The middle of the flat top, the left one of two. */
  readonly peaks: Int32Array;
  readonly leftEdges: Float64Array;
  readonly rightEdges: Float64Array;
}

/**
 * Samples, or runs of equal samples, with a smaller one on both sides; the first and the
 * last sample never are. NaN is neither smaller nor equal, so a maximum beside one is none.
 * Equals scipy.signal._peak_finding_utils._local_maxima_1d. O(n).
 */
export function localMaxima(curve: Float64Array): LocalMaxima {
  const peaks: number[] = [];
  const lefts: number[] = [];
  const rights: number[] = [];
  const last = curve.length - 1;
  for (let i = 1; i < last; i += 1) {
    const height = at(curve, i);
    if (!(at(curve, i - 1) < height)) continue;
    let ahead = i + 1;
    while (ahead < last && at(curve, ahead) === height) ahead += 1;
    if (!(at(curve, ahead) < height)) continue;
    peaks.push((i + ahead - 1) >> 1);
    lefts.push(i);
    rights.push(ahead - 1);
    i = ahead;
  }
  return {
    peaks: Int32Array.from(peaks),
    leftEdges: Float64Array.from(lefts),
    rightEdges: Float64Array.from(rights),
  };
}
