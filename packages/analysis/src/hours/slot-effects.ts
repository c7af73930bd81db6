import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { Contrast } from '../effects/contrast.ts';
import { groupMeans, lessGroupMeans } from '../effects/group-means.ts';
import { type MaxTest, maxTest } from '../effects/max-test.ts';
import { clipOutliers } from '../effects/residuals.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { at, indexAt } from '../statistics/at.ts';
import {
  countSlots,
  daysOfWeek,
  fewestInHour,
  fewestInWindow,
  hoursOfDay,
  hourWindowWeights,
  triableSlots,
  weekdayWeights,
} from './slot-windows.ts';
import { zoneClock } from './zone-clock.ts';

/** A group mean of n posts is pulled to zero by n / (n + 5) before it is taken away. */
const shrinkage = 5;

/** One way to cut time (hours of the day, days of the week), tested on one account. */
export interface SlotEffects {
  readonly slots: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
  readonly residuals: Float64Array;
  readonly tried: Uint8Array;
  readonly blockLength: number;
  readonly test: MaxTest;
}

export interface TimeEffects {
  readonly hours: SlotEffects;
  /** Numbered from 0 = Monday. */
  readonly weekdays: SlotEffects;
}

interface Cut {
  readonly slots: Int32Array;
  readonly slotCount: number;
  readonly weights: Float64Array;
  readonly fewestInSlot: number;
}

function testCut(
  cut: Cut,
  residuals: Float64Array,
  permutations: number,
  random: Random,
): SlotEffects {
  const counts = countSlots(cut.slots, cut.slotCount);
  const tried = triableSlots(counts, cut.weights, cut.fewestInSlot);
  const block = blockLength(residuals);
  const draws = tried.includes(1) ? permutations : 0;
  const test = maxTest({
    residuals,
    slots: cut.slots,
    weights: cut.weights,
    slotCount: cut.slotCount,
    tried,
    blockLength: block,
    permutations: draws,
    random,
  });
  return { ...cut, counts, residuals, tried, blockLength: block, test };
}

const without = (residuals: Float64Array, slots: Int32Array, slotCount: number): Float64Array =>
  clipOutliers(
    lessGroupMeans(residuals, slots, groupMeans(residuals, slots, slotCount, 1, shrinkage)),
  );

/**
 * Tests hours of the day and days of the week in the account's zone. Each is measured on
 * residuals from which the other was taken away, so that weekend mornings do not pass for
 * mornings: an effect that cannot be told apart counts for neither.
 * O(permutations · n).
 */
export function measureTimeEffects(
  comparable: ComparablePosts,
  permutations: number,
  random: Random,
): TimeEffects {
  const clock = zoneClock(comparable.timezone);
  const local = comparable.compared.map(({ publishedAtMs }) => clock(publishedAtMs));
  const hours = Int32Array.from(local, ({ hour }) => hour);
  const weekdays = Int32Array.from(local, ({ weekday }) => weekday - 1);
  const { residuals } = comparable;
  const hourCut = {
    slots: hours,
    slotCount: hoursOfDay,
    weights: hourWindowWeights(),
    fewestInSlot: fewestInHour,
  };
  const weekdayCut = {
    slots: weekdays,
    slotCount: daysOfWeek,
    weights: weekdayWeights(),
    fewestInSlot: fewestInWindow,
  };
  return {
    hours: testCut(hourCut, without(residuals, weekdays, daysOfWeek), permutations, random),
    weekdays: testCut(weekdayCut, without(residuals, hours, hoursOfDay), permutations, random),
  };
}

/** Posts of a candidate's window against all that are not in it. O(n). */
export function contrastOf(effects: SlotEffects, candidate: number): Contrast {
  const slotCount = effects.counts.length;
  const inside = new Float64Array(effects.slots.length);
  const outside = new Float64Array(effects.slots.length);
  for (let i = 0; i < inside.length; i += 1) {
    const weight = at(effects.weights, candidate * slotCount + indexAt(effects.slots, i));
    inside[i] = weight;
    outside[i] = weight === 0 ? 1 : 0;
  }
  return { residuals: effects.residuals, inside, outside };
}
