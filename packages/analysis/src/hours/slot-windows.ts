import { at, indexAt } from '../statistics/at.ts';

export const hoursOfDay = 24;
export const daysOfWeek = 7;
/** A neighbouring hour counts three quarters: posts are few, and an audience is not sharp. */
const neighbourWeight = 0.75;

/** Fewest posts in an hour, in a window (an hour and both neighbours; a weekday), and outside. */
const fewestInHour = 2;
export const fewestInWindow = 6;
const fewestOutside = 12;
const leastOutsideShare = 0.1;
/** An hour with less of its window's posts does not stand for them: its neighbour does. */
const leastOwnShare = 0.1;

/** One way to cut time into slots that lie on a circle. */
export interface Cut {
  readonly of: 'hours' | 'weekdays';
  readonly slotCount: number;
  /** Row-major slots × slots: weight of a post at slot s in the window around slot c. */
  readonly weights: Float64Array;
  readonly fewestInSlot: number;
  /** Whether a slot beside a peak, at half its prominence or more, is a candidate, too. */
  readonly shoulders: boolean;
}

/** Each slot with weight 1, its neighbours around the circle with `beside`. */
function circularWindows(slotCount: number, beside: number): Float64Array {
  const weights = new Float64Array(slotCount * slotCount);
  for (let slot = 0; slot < slotCount; slot += 1) {
    weights[slot * slotCount + slot] = 1;
    weights[slot * slotCount + ((slot + 1) % slotCount)] = beside;
    weights[slot * slotCount + ((slot + slotCount - 1) % slotCount)] = beside;
  }
  return weights;
}

export const hourCut: Cut = {
  of: 'hours',
  slotCount: hoursOfDay,
  weights: circularWindows(hoursOfDay, neighbourWeight),
  fewestInSlot: fewestInHour,
  shoulders: false,
};

/** Days of the week from 0 = Monday. Not smoothed: a Sunday is no Monday. */
export const weekdayCut: Cut = {
  of: 'weekdays',
  slotCount: daysOfWeek,
  weights: circularWindows(daysOfWeek, 0),
  fewestInSlot: fewestInWindow,
  shoulders: true,
};

/** Posts per slot. O(n). */
export function countSlots(slots: Int32Array, slotCount: number): Int32Array {
  const counts = new Int32Array(slotCount);
  for (let i = 0; i < slots.length; i += 1) {
    const slot = indexAt(slots, i);
    counts[slot] = indexAt(counts, slot) + 1;
  }
  return counts;
}

/** Sums of the residuals per slot. O(n). */
export function sumSlots(
  residuals: Float64Array,
  slots: Int32Array,
  slotCount: number,
): Float64Array {
  const sums = new Float64Array(slotCount);
  for (let i = 0; i < slots.length; i += 1) {
    const slot = indexAt(slots, i);
    sums[slot] = at(sums, slot) + at(residuals, i);
  }
  return sums;
}

/** 1 for each slot with enough posts in its window and enough to compare against. */
export function triableSlots(counts: Int32Array, cut: Cut): Uint8Array {
  const { slotCount, weights, fewestInSlot } = cut;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Uint8Array.from(counts, (own, slot) => {
    let inside = 0;
    for (let s = 0; s < slotCount; s += 1) {
      if (at(weights, slot * slotCount + s) > 0) inside += indexAt(counts, s);
    }
    const outside = total - inside;
    return own >= Math.max(fewestInSlot, leastOwnShare * inside) &&
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
