import { combinePValues } from '../effects/combine-p-values.ts';
import { maxTest } from '../effects/max-test.ts';
import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { sumWindows } from './effect-curve.ts';
import type { SlotEffects, SlotPosts } from './slot-effects.ts';
import { countSlots } from './slot-windows.ts';

/** Fewest held-out posts on a side from which a p-value is taken. */
const fewestPerSide = 2;

/**
 * The p-value of a slot over both parts of the history. The later posts test this slot and no
 * other, by rearrangements of their own; the result is combined with the search over the
 * earlier ones, weighted by posts. With too few later posts inside the slot or outside of it
 * the search stands alone. O(permutations · later posts).
 */
export function confirmedPValue(
  effects: SlotEffects,
  later: SlotPosts,
  slot: number,
  permutations: number,
  random: Random,
): number {
  const searched = at(effects.test.pValues, slot);
  const { cut, slots, residuals } = later;
  const counts = countSlots(slots, cut.slotCount);
  const inside = counts.reduce(
    (sum, count, s) => sum + (at(cut.weights, slot * cut.slotCount + s) > 0 ? count : 0),
    0,
  );
  if (inside < fewestPerSide || slots.length - inside < fewestPerSide) return searched;
  const windowSums = new Float64Array(cut.slotCount);
  const test = maxTest({
    residuals,
    slots,
    slotCount: cut.slotCount,
    score: (slotSums, scores) => {
      sumWindows(cut, slotSums, windowSums);
      scores.fill(-Infinity);
      scores[slot] = at(windowSums, slot);
    },
    blockLength: Math.max(1, Math.min(effects.blockLength, Math.floor(slots.length / 6))),
    permutations,
    random,
  });
  const finest = 1 / (1 + permutations);
  const possible = (p: number): number => Math.min(1 - finest, Math.max(finest, p));
  const share = effects.slots.length / (effects.slots.length + slots.length);
  return combinePValues(possible(searched), possible(at(test.pValues, slot)), share);
}
