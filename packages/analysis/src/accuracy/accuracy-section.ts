import type { AccountAccuracy } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { meanInterval } from '../random/block-bootstrap.ts';
import type { Random } from '../random/sfc32.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { at } from '../statistics/at.ts';
import { mean } from '../statistics/moments.ts';
import { roundedOrZero } from '../statistics/rounding.ts';
import { learnExpectations } from './expectation-model.ts';
import { fewestBefore } from './past-levels.ts';
import { expectationFeatures } from './post-features.ts';
import { scorePredictions } from './prediction-score.ts';

export const fewestPosts = 50;
const learningShare = 0.8;
/** Of a long history the latest posts of the first 80 %: accounts change. */
const mostLearntFrom = 3_000;
const resamples = 1_000;

/**
 * Learns what to expect of a post on the first 80 % of an account's history and scores it on
 * the rest, each post given those before it, beside the mean of the 20 posts before. Null with
 * fewer than 50 comparable posts. O(n · features²).
 */
export function scoreExpectations(
  comparable: ComparablePosts,
  random: Random,
): AccountAccuracy | null {
  const n = comparable.compared.length;
  if (n < fewestPosts) return null;
  const expectations = expectationFeatures(comparable);
  const until = Math.floor(learningShare * n);
  const from = Math.max(fewestBefore, until - mostLearntFrom);
  const expected = learnExpectations(expectations, until, from)(expectations, until, n);
  const actual = expectations.logs.subarray(until);
  const trailing = expectations.trailing.subarray(until);
  const gains = actual.map(
    (value, i) => Math.abs(value - at(trailing, i)) - Math.abs(value - at(expected, i)),
  );
  const interval = meanInterval(gains, resamples, random);
  return {
    account_id: comparable.account.accountId,
    trained_on: until - from,
    scored_on: n - until,
    model: scorePredictions(actual, expected),
    trailing_mean: scorePredictions(actual, trailing),
    gain_mae_ln: roundedOrZero(mean(gains) ?? 0, 4),
    gain_ci_95: [roundedOrZero(interval[0], 4), roundedOrZero(interval[1], 4)],
  };
}

const verdict = ({
  gain_ci_95: [low, high],
  model,
  trailing_mean: past,
}: AccountAccuracy): string => {
  const scores = `off by ${model.mae_ln.toFixed(2)} (natural log) where the mean of the last 20 posts is off by ${past.mae_ln.toFixed(2)}`;
  if (low > 0) return `expectations are ${scores}`;
  return high < 0 ? `expectations are worse: ${scores}` : `expectations are no better: ${scores}`;
};

/** How good expectations are, for every own account with enough posts. */
export function measureAccuracy(
  own: readonly ComparablePosts[],
  generator: (accountId: string) => Random,
): Section<AccountAccuracy[]> {
  const scored = own.map((comparable) => ({
    comparable,
    score: scoreExpectations(comparable, generator(comparable.account.accountId)),
  }));
  const found = scored.flatMap(({ score }) => (score === null ? [] : [score]));
  const reasons = scored.map(({ comparable: { account, compared }, score }) => ({
    account: account.name ?? account.accountId,
    reason:
      score === null ? `not enough posts: ${compared.length} of ${fewestPosts}` : verdict(score),
  }));
  return {
    found,
    evidence: evidence(
      found.length > 0,
      joinReasons(reasons, 'no own account in this scan'),
      totalOf(own, ({ compared }) => compared.length),
      fewestPosts,
    ),
  };
}
