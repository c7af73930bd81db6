import type { AnalysisPost } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { latestKnown, type Reading, views } from '../engagement/engagements.ts';
import { comparableEngagements, essentialCounters } from '../engagement/essential-counters.ts';
import { youngestHours } from '../equal-age/observe.ts';
import { fewestComparable } from '../outliers/standings.ts';
import { at } from '../statistics/at.ts';
import { midRankPercentile } from '../statistics/mid-rank-percentile.ts';
import { median } from '../statistics/quantile.ts';
import { viewEra } from '../view-definitions/view-definitions.ts';
import { growthExponent } from './growth-exponent.ts';

const hourMs = 3_600_000;

/** Where a post stands among its account's posts, each measured by what is usual at its age. */
export interface AgeAdjustedStanding {
  readonly post: AnalysisPost;
  readonly percentile: number;
  readonly compared: number;
}

interface Latest {
  readonly post: AnalysisPost;
  readonly value: number;
  readonly ageHours: number;
}

function latestOf(post: AnalysisPost, asOfMs: number, reading: Reading): Latest | null {
  const snapshot = latestKnown(post, asOfMs, reading);
  const value = snapshot === null ? null : reading(snapshot);
  if (snapshot === null || value === null) return null;
  const ageHours = (snapshot.capturedAtMs - post.publishedAtMs) / hourMs;
  return ageHours < youngestHours ? null : { post, value, ageHours };
}

function standingsAmong(latest: readonly Latest[], settledHours: number): AgeAdjustedStanding[] {
  const middle = median(latest.map(({ value }) => value));
  if (latest.length < fewestComparable || middle === null || middle <= 0) return [];
  const logAges = Float64Array.from(latest, ({ ageHours }) =>
    Math.log(Math.min(ageHours, settledHours)),
  );
  const logs = Float64Array.from(latest, ({ value }) => Math.log1p(value));
  const exponent = growthExponent(logAges, logs);
  const residuals = logs.map((log, i) => log - exponent * at(logAges, i));
  const sorted = residuals.toSorted();
  return latest.map(({ post }, i) => ({
    post,
    percentile: midRankPercentile(sorted, at(residuals, i)),
    compared: latest.length,
  }));
}

/**
 * For posts that were not seen at an age of the others: the latest log(1 + views) of every post
 * (engagements where views are unknown) less what the account's growth by age explains, and the
 * mid-rank among these. Counters grow with log age until the account's settling time and are taken
 * as settled from then on: one line over a whole year would blame young posts for the flat part.
 * Groups as in `standings`: one definition of a view, or engagements; none with fewer than 10
 * posts or a median of zero. Readings younger than 0.1 h say nothing. O(n log n).
 */
export function ageAdjustedStandings(comparable: ComparablePosts): AgeAdjustedStanding[] {
  const { account, posts, settling, window } = comparable;
  const engagements = comparableEngagements(essentialCounters(posts, window.asOfMs));
  const groups = Map.groupBy(posts, (post) =>
    latestKnown(post, window.asOfMs, views) === null
      ? 'engagements'
      : viewEra(account.platform, post.type, post.publishedAtMs),
  );
  return [...groups].flatMap(([group, ofGroup]) => {
    const reading = group === 'engagements' ? engagements : views;
    const latest = ofGroup
      .map((post) => latestOf(post, window.asOfMs, reading))
      .filter((each) => each !== null);
    return standingsAmong(latest, settling.hours);
  });
}
