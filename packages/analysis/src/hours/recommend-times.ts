import type { OptimalTime } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { bootstrapInterval, type Contrast, difference } from '../effects/contrast.ts';
import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { checkHoldout, type Holdout } from './holdout.ts';
import { refuse } from './refusal.ts';
import {
  contrastOf,
  measureTimeEffects,
  type SlotEffects,
  type TimeEffects,
} from './slot-effects.ts';
import { hoursApart } from './slot-windows.ts';

export const fewestPosts = 40;
/**
 * Nominal level of the permutation test. Measured, 0.05 named an hour on 4 to 6 % of
 * accounts without an effect; at 0.04 it is 3 to 5 %, 4 % over all histories tried
 * (calibration.long.test.ts).
 */
const significance = 0.04;
/** At this level an effect may stand though the latest posts, few as they are, lean the other way. */
const strongSignificance = 0.01;
/** A lift below 5 % is not worth a changed habit, however sure. */
const smallestLift = Math.log(1.05);
const resamples = 500;
/** Two recommended hours are at least this far apart: nearer ones share their windows. */
const spacingHours = 3;
const fewestInBoth = 3;

export interface TimeFindings {
  readonly times: readonly OptimalTime[];
  readonly posts: number;
  readonly refusal: string | null;
}

interface Finding {
  readonly slot: number;
  readonly contrast: Contrast;
  readonly lift: number;
  readonly interval: [number, number];
  readonly pValue: number;
  readonly posts: number;
  readonly holdout: Holdout;
}

const windowPosts = ({ inside }: Contrast): number =>
  inside.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);

/** A slot whose effect survived every check; a sentence when it did not. */
function examine(effects: SlotEffects, slot: number, random: Random): Finding | string {
  const contrast = contrastOf(effects, slot);
  const lift = difference(contrast);
  const pValue = at(effects.test.pValues, slot);
  if (lift === null || lift < smallestLift) return 'its lift is below 5 %';
  const interval = bootstrapInterval([contrast], effects.blockLength, resamples, random);
  if (interval === null || interval[0] <= 0) return 'its 95 % interval holds zero';
  const holdout = checkHoldout(contrast);
  if (holdout === 'contradicts') return 'the latest fifth of the posts contradicts it';
  if (holdout === 'open' && pValue > strongSignificance) {
    return 'the latest fifth of the posts does not bear it out';
  }
  return { slot, contrast, lift, interval, pValue, posts: windowPosts(contrast), holdout };
}

/** Significant slots, best first. */
function ranked(effects: SlotEffects): number[] {
  const { scores, pValues } = effects.test;
  return Array.from(scores.keys())
    .filter((slot) => effects.tried[slot] === 1 && at(pValues, slot) <= significance)
    .sort((a, b) => at(scores, b) - at(scores, a) || a - b);
}

function confidence(pValue: number, posts: number, holdout: Holdout): OptimalTime['confidence'] {
  if (pValue <= strongSignificance && posts >= 20 && holdout === 'agrees') return 'high';
  return holdout === 'agrees' || pValue <= strongSignificance ? 'moderate' : 'low';
}

function findHours(
  effects: SlotEffects,
  random: Random,
): { found: Finding[]; failed: string | null } {
  const found: Finding[] = [];
  let failed: string | null = null;
  for (const slot of ranked(effects)) {
    if (found.some((other) => hoursApart(other.slot, slot) < spacingHours)) continue;
    const finding = examine(effects, slot, random);
    if (typeof finding === 'string') failed ??= `best hour ${slot}:00, but ${finding}`;
    else found.push(finding);
  }
  return { found, failed };
}

/** The best hours on the weekdays that stand out too: the product of both lifts. */
function onWeekdays(hour: Finding, effects: TimeEffects, days: readonly Finding[], random: Random) {
  return days.flatMap((day) => {
    const both = hour.contrast.inside.reduce(
      (count, weight, i) => count + (weight > 0 && at(day.contrast.inside, i) > 0 ? 1 : 0),
      0,
    );
    if (both < fewestInBoth) return [];
    const block = Math.max(effects.hours.blockLength, effects.weekdays.blockLength);
    const interval = bootstrapInterval([hour.contrast, day.contrast], block, resamples, random);
    if (interval === null || interval[0] <= 0) return [];
    const pValue = Math.max(hour.pValue, day.pValue);
    const holdout = hour.holdout === 'agrees' ? day.holdout : hour.holdout;
    return [
      {
        ...hour,
        weekday: day.slot + 1,
        lift: hour.lift + day.lift,
        interval,
        pValue,
        posts: both,
        holdout,
      },
    ];
  });
}

/**
 * Posting times of one own account that are better by more than chance would give, or the
 * reason why none is named. An hour needs: at least 40 comparable posts, an adjusted
 * permutation p ≤ 0.04, a lift of 5 % or more, a bootstrap interval above zero, and the
 * last fifth of the history on its side (at p ≤ 0.01: not against it). Entries with a weekday stand beside the
 * plain ones where a weekday stands out by the same rules. O(permutations · n).
 */
export function recommendTimes(
  comparable: ComparablePosts,
  permutations: number,
  random: Random,
): TimeFindings {
  const posts = comparable.compared.length;
  if (posts < fewestPosts) {
    return { times: [], posts, refusal: `not enough posts: ${posts} of ${fewestPosts}` };
  }
  const effects = measureTimeEffects(comparable, permutations, random);
  const { found, failed } = findHours(effects.hours, random);
  if (found.length === 0) {
    return { times: [], posts, refusal: failed ?? refuse(effects.hours) };
  }
  const days = ranked(effects.weekdays)
    .map((slot) => examine(effects.weekdays, slot, random))
    .filter((finding) => typeof finding !== 'string');
  const plain = found.map((hour) => ({ ...hour, weekday: null }));
  const dated = found.flatMap((hour) => onWeekdays(hour, effects, days, random));
  const { account, timezone } = comparable;
  const times = [...plain, ...dated].map((entry) => ({
    platform: account.platform,
    account_id: account.accountId,
    timezone,
    weekday: entry.weekday,
    hour: entry.slot,
    lift_pct: logDifferencePct(entry.lift),
    ci_95: [logDifferencePct(entry.interval[0]), logDifferencePct(entry.interval[1])] as [
      number,
      number,
    ],
    posts: entry.posts,
    p_value: roundedOrZero(entry.pValue, 5),
    confidence: confidence(entry.pValue, entry.posts, entry.holdout),
  }));
  return { times, posts, refusal: null };
}
