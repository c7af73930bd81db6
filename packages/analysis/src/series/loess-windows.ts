import { indexAt } from '../statistics/at.ts';

/** What is smoothed: `count` values, one apart, at positions 0 to count − 1. */
export interface LoessShape {
  readonly count: number;
  /** Values in a window, odd; may exceed `count`. */
  readonly length: number;
  readonly degree: 0 | 1;
  /** The fit is made at every jump-th position and interpolated between. */
  readonly jump: number;
  /** Whether the fit is also made one position before the first and one past the last. */
  readonly beyond: boolean;
}

/** The positions at which a fit is made, and the window of each. */
export interface LoessWindows {
  readonly positions: Int32Array;
  /** First position of each window. */
  readonly firsts: Int32Array;
  /** Values in each window. */
  readonly taps: number;
  /** Fits from this one to before `interiorEnd` are centred in windows of equal shape. */
  readonly interiorStart: number;
  readonly interiorEnd: number;
}

/**
 * Windows as STL's ess() lays them: centred, but kept inside the series. With a jump that
 * misses the last position, that one is fitted too, over the window of the fit before it.
 */
export function loessWindows({ count, length, jump, beyond }: LoessShape): LoessWindows {
  const taps = Math.min(length, count);
  const half = (length - 1) >> 1;
  const step = Math.max(1, Math.min(jump, count - 1));
  const firstOf = (position: number): number =>
    Math.max(0, Math.min(position - half, count - taps));
  const regular = Math.floor((count - 1) / step) + 1;
  const positions = Array.from({ length: regular }, (_, i) => i * step);
  const firsts = positions.map(firstOf);
  if ((regular - 1) * step < count - 1) {
    positions.push(count - 1);
    firsts.push(firstOf((regular - 1) * step));
  }
  if (beyond) {
    positions.unshift(-1);
    firsts.unshift(0);
    positions.push(count);
    firsts.push(count - taps);
  }
  const centred = (i: number): boolean =>
    length < count && (firsts[i] as number) + half === positions[i];
  let interiorStart = 0;
  while (interiorStart < positions.length && !centred(interiorStart)) interiorStart += 1;
  let interiorEnd = interiorStart;
  while (interiorEnd < positions.length && centred(interiorEnd)) interiorEnd += 1;
  return {
    positions: Int32Array.from(positions),
    firsts: Int32Array.from(firsts),
    taps,
    interiorStart,
    interiorEnd,
  };
}

/**
 * Tricube weights (1 − (d / h)³)³ of a fit's window by distance d from its position, each
 * times the signed distance to the `power`; h is the distance to the window's farther end,
 * more where the window would have liked to be longer than the series.
 */
export function tricubeWeights(
  { count, length }: LoessShape,
  { positions, firsts, taps }: LoessWindows,
  fit: number,
  power: 0 | 1 | 2,
): Float64Array {
  const position = indexAt(positions, fit);
  const first = indexAt(firsts, fit);
  const reach =
    Math.max(position - first, first + taps - 1 - position) +
    (length > count ? (length - count) >> 1 : 0);
  const weights = new Float64Array(taps);
  for (let t = 0; t < taps; t += 1) {
    const signed = first + t - position;
    const distance = Math.abs(signed);
    if (distance > 0.999 * reach) continue;
    const part = distance <= 0.001 * reach ? 0 : distance / reach;
    const rest = 1 - part * part * part;
    weights[t] = rest * rest * rest * (power === 0 ? 1 : power === 1 ? signed : signed * signed);
  }
  return weights;
}
