import type { Contrast } from '../effects/contrast.ts';
import { groupMeans, lessGroupMeans } from '../effects/group-means.ts';
import { type MaxTest, maxTest } from '../effects/max-test.ts';
import { clipOutliers } from '../effects/residuals.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { at, indexAt } from '../statistics/at.ts';
import { centred, standardDeviation } from '../statistics/moments.ts';
import { prominences } from './candidates.ts';
import {
  type CurvePrior,
  type CurveShape,
  curveShape,
  drawCurve,
  sumWindows,
} from './effect-curve.ts';
import type { LocalHistory } from './local-history.ts';
import {
  type Cut,
  countSlots,
  hourCut,
  sumSlots,
  triableSlots,
  weekdayCut,
} from './slot-windows.ts';

/** A group mean of n posts is pulled to zero by n / (n + 5) before it is taken away. */
const shrinkage = 5;

/** Posts of one part of a history by slot, with what is left to explain by it. */
export interface SlotPosts {
  readonly cut: Cut;
  readonly slots: Int32Array;
  readonly residuals: Float64Array;
}

/** One cut of time, tested on one account. */
export interface SlotEffects extends SlotPosts {
  readonly counts: Int32Array;
  readonly tried: Uint8Array;
  readonly shape: CurveShape;
  /** Rise of each candidate above its valley; 0 for slots that are none. */
  readonly rises: Float64Array;
  readonly blockLength: number;
  readonly test: MaxTest;
}

function otherMeans(history: LocalHistory, cut: Cut) {
  const other = cut.of === 'hours' ? weekdayCut : hourCut;
  const slots = history[other.of];
  return { other, means: groupMeans(history.residuals, slots, other.slotCount, 1, shrinkage) };
}

/**
 * An account's posts for one cut. What the other cut explains is taken away, so that weekend
 * mornings do not pass for mornings: what cannot be told apart counts for neither. O(n log n).
 */
export function slotPosts(history: LocalHistory, cut: Cut): SlotPosts {
  const { other, means } = otherMeans(history, cut);
  const residuals = clipOutliers(lessGroupMeans(history.residuals, history[other.of], means));
  return { cut, slots: history[cut.of], residuals: centred(residuals) };
}

/** The later posts, less what the other cut explained of the earlier ones. O(n). */
export function laterSlotPosts(earlier: LocalHistory, later: LocalHistory, cut: Cut): SlotPosts {
  const { other, means } = otherMeans(earlier, cut);
  const residuals = lessGroupMeans(later.residuals, later[other.of], means);
  return { cut, slots: later[cut.of], residuals: centred(residuals) };
}

/**
 * Tests the candidates of one cut. The score of a candidate is √n times the correlation of
 * its window's weights with the residuals; each rearrangement draws its own curve and
 * chooses its own candidates. O(permutations · (n + slots²)).
 */
export function testSlots(
  posts: SlotPosts,
  prior: CurvePrior,
  permutations: number,
  random: Random,
): SlotEffects {
  const { cut, slots, residuals } = posts;
  const counts = countSlots(slots, cut.slotCount);
  const tried = triableSlots(counts, cut);
  const shape = curveShape(cut, counts, tried, standardDeviation(residuals) ** 2, prior);
  const windowSums = new Float64Array(cut.slotCount);
  const curve = new Float64Array(cut.slotCount);
  const rises = new Float64Array(cut.slotCount);
  const score = (slotSums: Float64Array, scores: Float64Array): void => {
    sumWindows(cut, slotSums, windowSums);
    drawCurve(shape, windowSums, curve);
    prominences(cut, curve, rises);
    for (let slot = 0; slot < cut.slotCount; slot += 1) {
      const spread = at(shape.sumSpread, slot);
      scores[slot] = spread > 0 && at(rises, slot) > 0 ? at(windowSums, slot) / spread : -Infinity;
    }
  };
  const block = blockLength(residuals);
  const test = maxTest({
    residuals,
    slots,
    slotCount: cut.slotCount,
    score,
    blockLength: block,
    permutations,
    random,
  });
  score(sumSlots(residuals, slots, cut.slotCount), new Float64Array(cut.slotCount));
  return { ...posts, counts, tried, shape, rises, blockLength: block, test };
}

/** Posts of a slot's window against all that are not in it. O(n). */
export function contrastOf({ cut, slots, residuals }: SlotPosts, slot: number): Contrast {
  const inside = new Float64Array(slots.length);
  const outside = new Float64Array(slots.length);
  for (let i = 0; i < slots.length; i += 1) {
    const weight = at(cut.weights, slot * cut.slotCount + indexAt(slots, i));
    inside[i] = weight;
    outside[i] = weight === 0 ? 1 : 0;
  }
  return { residuals, inside, outside };
}
