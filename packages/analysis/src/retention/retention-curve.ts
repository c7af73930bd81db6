import type { RetentionCurve } from '@viral-scan/contracts';

/** Where a curve ends: the post's length, or the last point known. Null for no usable curve. */
export function curveLength(curve: RetentionCurve, durationSeconds: number | null): number | null {
  const last = curve.seconds.at(-1);
  if (last === undefined || curve.seconds.length < 2) return null;
  const length = Math.max(last, durationSeconds ?? 0);
  return length > 0 ? length : null;
}

/**
 * Share still watching at a second, straight between the points, flat beyond the last; before
 * the first, straight from 1 at second 0. O(log points).
 */
export function shareAt({ seconds, shares }: RetentionCurve, second: number): number {
  let low = 0;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seconds[middle] as number) < second) low = middle + 1;
    else high = middle;
  }
  const afterShare = shares[low];
  if (afterShare === undefined) return shares.at(-1) ?? 0;
  const after = seconds[low] as number;
  const before = low === 0 ? 0 : (seconds[low - 1] as number);
  const beforeShare = low === 0 ? (after === 0 ? afterShare : 1) : (shares[low - 1] as number);
  return after === before
    ? afterShare
    : beforeShare + ((afterShare - beforeShare) * (second - before)) / (after - before);
}

/** Loss of share in each of `parts` equal parts of the post. O(parts · log points). */
export function lossByPart(curve: RetentionCurve, length: number, parts: number): Float64Array {
  const losses = new Float64Array(parts);
  let share = shareAt(curve, 0);
  for (let part = 0; part < parts; part += 1) {
    const next = shareAt(curve, (length * (part + 1)) / parts);
    losses[part] = share - next;
    share = next;
  }
  return losses;
}

/** Share of the post's length that is not watched, on average: 0 (all stay) to 1. O(points). */
export function dropOffRate(curve: RetentionCurve, length: number): number {
  const parts = 100;
  let watched = 0;
  for (let part = 0; part < parts; part += 1) {
    watched += shareAt(curve, (length * (part + 0.5)) / parts);
  }
  return Math.min(1, Math.max(0, 1 - watched / parts));
}
