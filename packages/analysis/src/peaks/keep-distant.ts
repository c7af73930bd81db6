import { indexAt } from '../statistics/at.ts';

/**
 * Marks (1) the peaks that stay when each, from the most important down, removes the others
 * nearer than `distance` (rounded up) samples. `order` lists the peaks' numbers, the most
 * important last; `around` is the length of the circle on which the peaks lie, null for a line.
 * O(peaks · peaks within the distance).
 */
export function keepDistant(
  peaks: Int32Array,
  order: Int32Array,
  distance: number,
  around: number | null,
): Uint8Array {
  const count = peaks.length;
  const nearest = Math.ceil(distance);
  const keep = new Uint8Array(count).fill(1);
  const clear = (from: number, by: 1 | -1): void => {
    for (let steps = 1; steps < count; steps += 1) {
      const k = from + by * steps;
      if (around === null && (k < 0 || k >= count)) return;
      const other = (k + count) % count;
      const ahead = by * (indexAt(peaks, other) - indexAt(peaks, from));
      if ((around === null || ahead > 0 ? ahead : ahead + around) >= nearest) return;
      keep[other] = 0;
    }
  };
  for (let i = count - 1; i >= 0; i -= 1) {
    const chosen = indexAt(order, i);
    if (keep[chosen] === 0) continue;
    clear(chosen, -1);
    clear(chosen, 1);
  }
  return keep;
}
