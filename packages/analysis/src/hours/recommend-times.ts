import type { OptimalTime } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { Random } from '../random/sfc32.ts';
import { logDifferencePct, roundedOrZero } from '../statistics/rounding.ts';
import { type Finding, findTimes, strongSignificance } from './find-times.ts';
import type { Holdout } from './holdout.ts';
import { localHistory } from './local-history.ts';
import type { PlatformPattern } from './platform-pattern.ts';

export const fewestPosts = 40;
/** From so many posts in the window a finding may be called sure. */
const manyPosts = 16;

export interface TimeFindings {
  readonly times: readonly OptimalTime[];
  readonly posts: number;
  readonly refusal: string | null;
}

function confidence({ pValue, posts, holdout }: Finding): OptimalTime['confidence'] {
  const strong = pValue <= strongSignificance;
  if (holdout.verdict === 'agrees') return strong && posts >= manyPosts ? 'high' : 'moderate';
  return holdout.verdict === 'too_few' && strong ? 'moderate' : 'low';
}

const heldOut = ({ verdict, lift, posts }: Holdout): OptimalTime['holdout'] => ({
  // What contradicts was refused.
  verdict: verdict === 'contradicts' ? 'open' : verdict,
  lift_pct: lift === null ? null : logDifferencePct(lift),
  posts,
});

/**
 * Posting times of one own account that are better by more than chance would give, or the
 * reason why none is named. A time needs: at least 40 comparable posts; a peak in the curve
 * of the first 80 % of them, a lift of 5 % or more and a bootstrap interval above zero there;
 * p ≤ 0.05 over the search and the last 20 % together; and a lift above zero in the last 20 %
 * (at p ≤ 0.01: none more than a standard error below). Everything but `holdout` and
 * `p_value` is of the first 80 %. Entries with a weekday stand beside the plain ones where a weekday stands out by the same
 * rules. O(permutations · n).
 */
export function recommendTimes(
  comparable: ComparablePosts,
  pattern: PlatformPattern,
  permutations: number,
  random: Random,
): TimeFindings {
  const posts = comparable.compared.length;
  if (posts < fewestPosts) {
    return { times: [], posts, refusal: `not enough posts: ${posts} of ${fewestPosts}` };
  }
  const { found, refusal } = findTimes(localHistory(comparable), pattern, permutations, random);
  const { account, timezone } = comparable;
  const times = found.map((finding) => ({
    platform: account.platform,
    account_id: account.accountId,
    timezone,
    weekday: finding.weekday === null ? null : finding.weekday + 1,
    hour: finding.hour,
    lift_pct: logDifferencePct(finding.lift),
    ci_95: [logDifferencePct(finding.interval[0]), logDifferencePct(finding.interval[1])] as [
      number,
      number,
    ],
    posts: finding.posts,
    p_value: roundedOrZero(finding.pValue, 5),
    confidence: confidence(finding),
    holdout: heldOut(finding.holdout),
    prominence_pct: logDifferencePct(finding.rise),
    own_weight: roundedOrZero(finding.ownWeight, 3),
  }));
  return { times, posts, refusal };
}
