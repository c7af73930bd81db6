import { at, indexAt } from '../statistics/at.ts';

export const hoursOfDay = 24;
export const daysOfWeek = 7;
/** A neighbouring hour counts three quarters: posts are few, and an audience is not sharp. */
const neighbourWeight = 0.75;

/** Fewest posts in an hour, in its window (the hour and both neighbours), and outside it. */
export const fewestInHour = 3;
export const fewestInWindow = 8;
const fewestOutside = 12;
const leastOutsideShare = 0.1;

/** Row-major 24 × 24: weight of a post at hour s for the window around hour h; circular. */
export function hourWindowWeights(): Float64Array {
  const weights = new Float64Array(hoursOfDay * hoursOfDay);
  for (let h = 0; h < hoursOfDay; h += 1) {
    weights[h * hoursOfDay + h] = 1;
    weights[h * hoursOfDay + ((h + 1) % hoursOfDay)] = neighbourWeight;
    weights[h * hoursOfDay + ((h + hoursOfDay - 1) % hoursOfDay)] = neighbourWeight;
  }
  return weights;
}

/** Row-major 7 × 7: each weekday for itself. */
export function weekdayWeights(): Float64Array {
  const weights = new Float64Array(daysOfWeek * daysOfWeek);
  for (let d = 0; d < daysOfWeek; d += 1) weights[d * daysOfWeek + d] = 1;
  return weights;
}

/** Posts per slot. O(n). */
export function countSlots(slots: Int32Array, slotCount: number): Int32Array {
  const counts = new Int32Array(slotCount);
  for (let i = 0; i < slots.length; i += 1) {
    const slot = indexAt(slots, i);
    counts[slot] = indexAt(counts, slot) + 1;
  }
  return counts;
}

/** 1 for each candidate with enough posts in its window and enough to compare against. */
export function triableSlots(
  counts: Int32Array,
  weights: Float64Array,
  fewestInSlot: number,
): Uint8Array {
  const slotCount = counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Uint8Array.from(counts, (own, candidate) => {
    let inside = 0;
    for (let s = 0; s < slotCount; s += 1) {
      if (at(weights, candidate * slotCount + s) > 0) inside += indexAt(counts, s);
    }
    const outside = total - inside;
    return own >= fewestInSlot &&
      inside >= fewestInWindow &&
      outside >= Math.max(fewestOutside, leastOutsideShare * total)
      ? 1
      : 0;
  });
}

/** Steps between two hours on the clock face. */
export const hoursApart = (a: number, b: number): number => {
  const steps = Math.abs(a - b) % hoursOfDay;
  return Math.min(steps, hoursOfDay - steps);
};
