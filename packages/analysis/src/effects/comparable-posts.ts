import {
  type AnalysisAccount,
  type AnalysisPost,
  type EqualAge,
  type PostType,
  postTypes,
} from '@viral-scan/contracts';

import { views } from '../engagement/engagements.ts';
import { comparableEngagements, essentialCounters } from '../engagement/essential-counters.ts';
import { postsInWindow, type Window } from '../engagement/window.ts';
import { type EqualAgeSeries, equalAgeSeries } from '../equal-age/equal-age-series.ts';
import { chooseReferenceAge, describeEqualAge } from '../equal-age/reference-age.ts';
import { type SettlingTime, settlingTime } from '../settling/settling-time.ts';
import { ageMatchedResiduals } from './residuals.ts';

/** An account's posts of the window, made comparable: what every later section reads. */
export interface ComparablePosts {
  readonly account: AnalysisAccount;
  readonly timezone: string;
  readonly window: Window;
  readonly settling: SettlingTime;
  readonly posts: readonly AnalysisPost[];
  readonly equalAge: EqualAge;
  /** What effects are measured on; `views` only where the account has no engagements at all. */
  readonly outcome: 'engagements' | 'views';
  readonly engagements: EqualAgeSeries;
  readonly views: EqualAgeSeries;
  /** Posts with the outcome at equal age, in time order. */
  readonly compared: readonly AnalysisPost[];
  /** Of `compared`: log outcome less type, slow trend and age; mean 0. */
  readonly residuals: Float64Array;
  /** The same without taking the type's level away; made when asked for. O(n log n). */
  untypedResiduals(): Float64Array;
}

const typeNumbers = new Map<PostType, number>(postTypes.map((type, i) => [type, i]));

/** O(posts × snapshots + n log n). */
export function makeComparable(
  account: AnalysisAccount,
  window: Window,
  timezone: string,
): ComparablePosts {
  const posts = postsInWindow(account, window);
  const engagements = comparableEngagements(essentialCounters(posts, window.asOfMs));
  const byEngagements = chooseReferenceAge(posts, engagements, window.asOfMs);
  const reference =
    byEngagements.mode === 'none' ? chooseReferenceAge(posts, views, window.asOfMs) : byEngagements;
  const outcome =
    byEngagements.mode === 'none' && reference.mode !== 'none' ? 'views' : 'engagements';
  const series = {
    engagements: equalAgeSeries(posts, engagements, reference, window.asOfMs),
    views: equalAgeSeries(posts, views, reference, window.asOfMs),
  };
  const measured = series[outcome];
  const compared = Array.from(measured.index, (i) => posts[i]).filter((post) => post !== undefined);
  const types = Int32Array.from(compared, ({ type }) => typeNumbers.get(type) ?? 0);
  return {
    account,
    timezone,
    window,
    settling: settlingTime(posts, account.platform, engagements, window.asOfMs),
    posts,
    equalAge: describeEqualAge(posts, reference, compared.length, window.asOfMs),
    outcome,
    ...series,
    compared,
    residuals: ageMatchedResiduals(measured.values, types, postTypes.length, measured.logAgeOff),
    untypedResiduals: () =>
      ageMatchedResiduals(measured.values, new Int32Array(compared.length), 1, measured.logAgeOff),
  };
}
