import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval, type Contrast, difference } from '../effects/contrast.ts';
import { blockLength } from '../random/resampling.ts';
import type { Random } from '../random/sfc32.ts';
import { at, indexAt } from '../statistics/at.ts';
import { findTimes } from './find-times.ts';
import { type LocalHistory, localHistory, splitHistory } from './local-history.ts';
import type { PlatformPattern } from './platform-pattern.ts';
import { countSlots, hoursApart, hoursOfDay, sumSlots } from './slot-windows.ts';

/** Chooses hours of the day from a history. */
export type HourRule = (earlier: LocalHistory) => readonly number[];

/** The rule of the report, which splits what it is given once more to check itself. */
export const recommendedHours =
  (pattern: PlatformPattern, permutations: number, random: Random): HourRule =>
  (earlier) =>
    findTimes(earlier, pattern, permutations, random)
      .found.filter(({ weekday }) => weekday === null)
      .map(({ hour }) => hour);

/** The naive rule: the `count` hours of `fewest` or more posts with the best mean log outcome. */
export const topHours =
  (count: number, fewest = 5): HourRule =>
  ({ hours, values }) => {
    const posts = countSlots(hours, hoursOfDay);
    const sums = sumSlots(values.map(Math.log1p), hours, hoursOfDay);
    const means = sums.map((sum, hour) => sum / indexAt(posts, hour));
    return Array.from(means.keys())
      .filter((hour) => indexAt(posts, hour) >= fewest)
      .sort((a, b) => at(means, b) - at(means, a) || a - b)
      .slice(0, count);
  };

/** An account's later posts, parted by hours that were chosen on its earlier ones. */
export interface HeldOutHours {
  /** Chosen on the first 80 % of the posts; empty where the rule names none. */
  readonly hours: readonly number[];
  /** Log(1 + outcome at equal age) of the later posts, in these hours and in others. */
  readonly raw: Contrast;
  /** What is left of it after type, slow trend and age, learnt on the later posts. */
  readonly typeControlled: Contrast;
  /** Neighbouring posts that resampling keeps together. */
  readonly block: number;
}

/** A difference of mean log(1 + outcome), inside less outside, with its 95 % interval. */
export interface HourLift {
  readonly lift: number;
  readonly interval: readonly [number, number] | null;
}

/** How hours chosen on an account's past did on its later posts. */
export interface HeldOutHourLift {
  /** Chosen on the first 80 % of the posts; empty where the rule names none. */
  readonly hours: readonly number[];
  /** Later posts in those hours, and in others. */
  readonly inside: number;
  readonly outside: number;
  /** Of the outcome as it is; null without a later post on either side. */
  readonly raw: HourLift | null;
  /** Of what is left of it after type, slow trend and age, learnt on the later posts. */
  readonly typeControlled: HourLift | null;
}

/** Shortest history that is split. */
const fewestPosts = 50;
const resamples = 1_000;

/**
 * Chooses hours on the first 80 % of an account's comparable posts and parts the last 20 % by
 * them (posts `reach` hours around them count as inside). Null with fewer than 50 comparable
 * posts. O(rule + n log n).
 */
export function heldOutHours(
  comparable: ComparablePosts,
  rule: HourRule,
  reach = 0,
): HeldOutHours | null {
  if (comparable.compared.length < fewestPosts) return null;
  const { earlier, later } = splitHistory(localHistory(comparable));
  const hours = rule(earlier);
  const inside = Float64Array.from(later.hours, (hour) =>
    hours.some((each) => hoursApart(each, hour) <= reach) ? 1 : 0,
  );
  const outside = inside.map((chosen) => 1 - chosen);
  return {
    hours,
    raw: { residuals: later.values.map(Math.log1p), inside, outside },
    typeControlled: { residuals: later.residuals, inside, outside },
    block: blockLength(later.residuals),
  };
}

/**
 * `heldOutHours` in figures: the difference between both sides of the later posts, its
 * intervals by circular block bootstrap. O(rule + resamples · n).
 */
export function heldOutHourLift(
  comparable: ComparablePosts,
  rule: HourRule,
  random: Random,
  reach = 0,
): HeldOutHourLift | null {
  const parted = heldOutHours(comparable, rule, reach);
  if (parted === null) return null;
  const { hours, raw, typeControlled, block } = parted;
  const liftOf = (contrast: Contrast): HourLift | null => {
    const lift = difference(contrast);
    if (lift === null) return null;
    return { lift, interval: bootstrapInterval([contrast], block, resamples, random) };
  };
  const inside = raw.inside.reduce((sum, each) => sum + each, 0);
  return {
    hours,
    inside,
    outside: raw.inside.length - inside,
    raw: liftOf(raw),
    typeControlled: liftOf(typeControlled),
  };
}
