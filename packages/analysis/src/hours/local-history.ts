import { postTypes } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { ageMatchedResiduals } from '../effects/residuals.ts';
import { zoneClock } from './zone-clock.ts';

/** An account's comparable posts on its wall clock, in time order; one element a post. */
export interface LocalHistory {
  readonly hours: Int32Array;
  /** Numbered from 0 = Monday. */
  readonly weekdays: Int32Array;
  readonly types: Int32Array;
  /** The outcome at equal age. */
  readonly values: Float64Array;
  /** log(observed age / reference age). */
  readonly logAgeOff: Float64Array;
  /** Log outcome less type, slow trend and age; mean 0. */
  readonly residuals: Float64Array;
}

/** O(n), two look-ups of the zone per day met. */
export function localHistory(comparable: ComparablePosts): LocalHistory {
  const clock = zoneClock(comparable.timezone);
  const local = comparable.compared.map(({ publishedAtMs }) => clock(publishedAtMs));
  const { values, logAgeOff } = comparable[comparable.outcome];
  return {
    hours: Int32Array.from(local, ({ hour }) => hour),
    weekdays: Int32Array.from(local, ({ weekday }) => weekday - 1),
    types: Int32Array.from(comparable.compared, ({ type }) => postTypes.indexOf(type)),
    values,
    logAgeOff,
    residuals: comparable.residuals,
  };
}

/**
 * The posts in [from, to) as if they were all there is: levels of types, trend and age are
 * learnt anew, so that nothing of the other posts is in the residuals. O(n log n).
 */
export function partOf(history: LocalHistory, from: number, to: number): LocalHistory {
  const types = history.types.subarray(from, to);
  const values = history.values.subarray(from, to);
  const logAgeOff = history.logAgeOff.subarray(from, to);
  return {
    hours: history.hours.subarray(from, to),
    weekdays: history.weekdays.subarray(from, to),
    types,
    values,
    logAgeOff,
    residuals: ageMatchedResiduals(values, types, postTypes.length, logAgeOff),
  };
}

export interface SplitHistory {
  readonly earlier: LocalHistory;
  readonly later: LocalHistory;
}

/** Share of the posts, in time order, that hours are chosen on; the rest only checks them. */
const choosingShare = 0.8;

/** The first 80 % of the posts and the last 20 %, each by itself. O(n log n). */
export function splitHistory(history: LocalHistory): SplitHistory {
  const posts = history.hours.length;
  const split = Math.floor(choosingShare * posts);
  return { earlier: partOf(history, 0, split), later: partOf(history, split, posts) };
}
