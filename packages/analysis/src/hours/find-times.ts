import { bootstrapInterval, type Contrast, difference } from '../effects/contrast.ts';
import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { confirmedPValue } from './confirmation.ts';
import { checkHoldout, type Holdout } from './holdout.ts';
import { type LocalHistory, splitHistory } from './local-history.ts';
import type { PlatformPattern } from './platform-pattern.ts';
import { refuse } from './refusal.ts';
import {
  contrastOf,
  laterSlotPosts,
  type SlotEffects,
  type SlotPosts,
  slotPosts,
  testSlots,
} from './slot-effects.ts';
import { type Cut, hourCut, hoursApart, weekdayCut } from './slot-windows.ts';

/** Level of the test over both parts of the history. */
const significance = 0.05;
/** Level of the search in the earlier part from which the later part is asked. */
const worthAsking = 0.15;
/** At this level an effect may stand though the latest posts are none or lean the other way. */
export const strongSignificance = 0.01;
/** A lift below 5 % is not worth a changed habit, however sure. */
const smallestLift = Math.log(1.05);
const resamples = 500;
/** Two recommended hours are at least this far apart: nearer ones share their windows. */
const spacingHours = 3;
const fewestInBoth = 3;

/** A slot whose effect survived every check. Lift, interval and rise are in natural-log units. */
export interface Finding {
  readonly hour: number;
  /** Numbered from 0 = Monday; null for any day. */
  readonly weekday: number | null;
  readonly lift: number;
  readonly interval: readonly [number, number];
  readonly pValue: number;
  /** Of the earlier part, in the window. */
  readonly posts: number;
  readonly holdout: Holdout;
  readonly rise: number;
  readonly ownWeight: number;
}

/** A surviving slot of one cut, with what joins it to another. */
interface SlotFinding extends Omit<Finding, 'hour' | 'weekday'> {
  readonly slot: number;
  readonly contrast: Contrast;
  readonly later: Contrast;
}

interface Parts {
  readonly effects: SlotEffects;
  readonly later: SlotPosts;
  readonly permutations: number;
  readonly random: Random;
}

const membersOf = ({ inside }: Contrast): number =>
  inside.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);

/** The slot, or why it is none, in a few words. */
function examine(parts: Parts, slot: number): SlotFinding | string {
  const { effects, permutations, random } = parts;
  const contrast = contrastOf(effects, slot);
  const lift = difference(contrast);
  const pValue = confirmedPValue(effects, parts.later, slot, permutations, random);
  if (pValue > significance) return `with the latest fifth of the posts p = ${pValue.toFixed(2)}`;
  if (lift === null || lift < smallestLift) return 'its lift is below 5 %';
  const interval = bootstrapInterval([contrast], effects.blockLength, resamples, random);
  if (interval === null || interval[0] <= 0) return 'its 95 % interval holds zero';
  const later = contrastOf(parts.later, slot);
  const holdout = checkHoldout(later, interval[0]);
  if (holdout.verdict === 'contradicts') return 'the latest fifth of the posts contradicts it';
  if (!((holdout.lift ?? 0) > 0) && pValue > strongSignificance) {
    return 'the latest fifth of the posts does not bear it out';
  }
  const rise = at(effects.rises, slot);
  const ownWeight = at(effects.shape.ownWeight, slot);
  const posts = membersOf(contrast);
  return { slot, contrast, later, lift, interval, pValue, posts, holdout, rise, ownWeight };
}

/** Candidates worth asking the later part about, best first. */
function ranked({ test }: SlotEffects): number[] {
  return Array.from(test.scores.keys())
    .filter((slot) => at(test.scores, slot) > 0 && at(test.pValues, slot) <= worthAsking)
    .sort((a, b) => at(test.scores, b) - at(test.scores, a) || a - b);
}

function findHours(parts: Parts): { found: SlotFinding[]; failed: string | null } {
  const found: SlotFinding[] = [];
  let failed: string | null = null;
  for (const slot of ranked(parts.effects)) {
    if (found.some((other) => hoursApart(other.slot, slot) < spacingHours)) continue;
    const finding = examine(parts, slot);
    if (typeof finding === 'string') failed ??= `best hour ${slot}:00, but ${finding}`;
    else found.push(finding);
  }
  return { found, failed };
}

function both(a: Contrast, b: Contrast): number {
  return a.inside.reduce(
    (count, weight, i) => count + (weight > 0 && at(b.inside, i) > 0 ? 1 : 0),
    0,
  );
}

/** The less favourable of two verdicts comes first. */
const verdicts = ['contradicts', 'open', 'too_few', 'agrees'] as const;

/** The held-out effect of an hour on a weekday: the product of both. */
function bothHoldouts(hour: SlotFinding, day: SlotFinding): Holdout {
  const told = [hour.holdout.verdict, day.holdout.verdict];
  const { lift: byHour } = hour.holdout;
  const { lift: byDay } = day.holdout;
  return {
    verdict: verdicts.find((verdict) => told.includes(verdict)) ?? 'too_few',
    lift: byHour === null || byDay === null ? null : byHour + byDay,
    posts: both(hour.later, day.later),
  };
}

/** The best hours on the weekdays that stand out too: the product of both lifts. */
function onWeekday(hour: SlotFinding, day: SlotFinding, block: number, random: Random): Finding[] {
  const posts = both(hour.contrast, day.contrast);
  if (posts < fewestInBoth) return [];
  const interval = bootstrapInterval([hour.contrast, day.contrast], block, resamples, random);
  if (interval === null || interval[0] <= 0) return [];
  return [
    {
      hour: hour.slot,
      weekday: day.slot,
      lift: hour.lift + day.lift,
      interval,
      pValue: Math.max(hour.pValue, day.pValue),
      posts,
      holdout: bothHoldouts(hour, day),
      rise: hour.rise + day.rise,
      ownWeight: Math.min(hour.ownWeight, day.ownWeight),
    },
  ];
}

/**
 * Hours, and hours on weekdays, of one history that are better by more than chance would
 * give; or the reason why there are none. The first 80 % of the posts choose, the rest
 * confirms. O(permutations · n).
 */
export function findTimes(
  history: LocalHistory,
  pattern: PlatformPattern,
  permutations: number,
  random: Random,
): { readonly found: readonly Finding[]; readonly refusal: string | null } {
  const { earlier, later } = splitHistory(history);
  const partsOf = (cut: Cut): Parts => ({
    effects: testSlots(slotPosts(earlier, cut), pattern[cut.of], permutations, random),
    later: laterSlotPosts(earlier, later, cut),
    permutations,
    random,
  });
  const hours = partsOf(hourCut);
  const { found, failed } = findHours(hours);
  if (found.length === 0) return { found: [], refusal: failed ?? refuse(hours.effects) };
  const weekdays = partsOf(weekdayCut);
  const days = ranked(weekdays.effects)
    .map((slot) => examine(weekdays, slot))
    .filter((finding) => typeof finding !== 'string');
  const block = Math.max(hours.effects.blockLength, weekdays.effects.blockLength);
  const plain = found.map(
    (finding): Finding => ({ ...finding, hour: finding.slot, weekday: null }),
  );
  const dated = found.flatMap((hour) => days.flatMap((day) => onWeekday(hour, day, block, random)));
  return { found: [...plain, ...dated], refusal: null };
}
