import type { AnalysisPost, DropOff, RetentionCurve } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { dropOffReason, evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { at } from '../statistics/at.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { median } from '../statistics/quantile.ts';
import { roundedOrZero } from '../statistics/rounding.ts';
import { curveLength, lossByPart, shareAt } from './retention-curve.ts';

export const fewestCurves = 8;
const parts = 40;
/** A loss stands out at so many robust standard deviations over the norm of its part … */
const beyondSpread = 3;
/** … and at least one point of the audience more. */
const leastExcess = 0.01;
const mostPosts = 25;

interface Watched {
  readonly post: AnalysisPost;
  readonly curve: RetentionCurve;
  readonly length: number;
  readonly losses: Float64Array;
}

interface Leave {
  readonly post: AnalysisPost;
  readonly second: number;
  readonly loss: number;
  readonly norm: number;
}

const watchedPosts = (posts: readonly AnalysisPost[]): Watched[] =>
  posts.flatMap((post) => {
    const curve = post.retention;
    const length = curve === null ? null : curveLength(curve, post.durationSeconds);
    return curve === null || length === null
      ? []
      : [{ post, curve, length, losses: lossByPart(curve, length, parts) }];
  });

/** Median loss and its spread (1.4826 · MAD) in each part, over the account's posts. */
function lossNorms(watched: readonly Watched[]): { norm: Float64Array; spread: Float64Array } {
  const norm = new Float64Array(parts);
  const spread = new Float64Array(parts);
  for (let part = 0; part < parts; part += 1) {
    const losses = Float64Array.from(watched, (each) => at(each.losses, part));
    const middle = median(losses) ?? 0;
    norm[part] = middle;
    spread[part] = 1.4826 * (median(losses.map((loss) => Math.abs(loss - middle))) ?? 0);
  }
  return { norm, spread };
}

/** The middle of the steepest tenth of a part. */
function steepestSecond({ curve, length }: Watched, part: number): number {
  const steps = 10;
  const step = length / parts / steps;
  const start = (length * part) / parts;
  let steepest = 0;
  let most = -Infinity;
  for (let i = 0; i < steps; i += 1) {
    const fall = shareAt(curve, start + i * step) - shareAt(curve, start + (i + 1) * step);
    if (fall <= most + 1e-12) continue;
    most = fall;
    steepest = i;
  }
  return start + (steepest + 0.5) * step;
}

function whereViewersLeave(
  watched: Watched,
  { norm, spread }: ReturnType<typeof lossNorms>,
): Leave | null {
  let worst = -1;
  let most = 0;
  for (let part = 0; part < parts; part += 1) {
    const excess = at(watched.losses, part) - at(norm, part);
    const needed = Math.max(leastExcess, beyondSpread * at(spread, part));
    if (excess < needed || excess <= most) continue;
    worst = part;
    most = excess;
  }
  return worst < 0
    ? null
    : {
        post: watched.post,
        second: steepestSecond(watched, worst),
        loss: at(watched.losses, worst),
        norm: at(norm, worst),
      };
}

function accountDropOff({ account, posts }: ComparablePosts): DropOff | null {
  const watched = watchedPosts(posts);
  if (watched.length < fewestCurves) return null;
  const norms = lossNorms(watched);
  const leaves = watched
    .map((each) => whereViewersLeave(each, norms))
    .filter((leave) => leave !== null)
    .sort(
      (a, b) => b.loss - b.norm - (a.loss - a.norm) || (a.post.postId < b.post.postId ? -1 : 1),
    );
  const typical = medianInterval(Float64Array.from(leaves, ({ second }) => second));
  const interval = typical?.interval ?? null;
  return {
    account_id: account.accountId,
    posts: watched.length,
    drop_off_sec: typical === null ? null : roundedOrZero(typical.median, 2),
    ci_95:
      interval === null ? null : [roundedOrZero(interval[0], 2), roundedOrZero(interval[1], 2)],
    by_post: leaves.slice(0, mostPosts).map(({ post, second, loss, norm }) => ({
      post_id: post.postId,
      url: post.url,
      second: roundedOrZero(second, 2),
      loss_pct: roundedOrZero(100 * loss, 2),
      norm_pct: roundedOrZero(100 * norm, 2),
    })),
  };
}

/**
 * Where viewers leave, per own account with at least 8 retention curves: each post's part (of
 * 40) that loses most beyond the account's median loss in the same part, by more than three
 * robust standard deviations, and the second in it where the curve falls fastest.
 * O(posts · points).
 */
export function findDropOffs(own: readonly ComparablePosts[]): Section<DropOff[]> {
  const findings = own.map((comparable) => ({ comparable, dropOff: accountDropOff(comparable) }));
  const found = findings.flatMap(({ dropOff }) => (dropOff === null ? [] : [dropOff]));
  const curves = totalOf(own, ({ posts }) => watchedPosts(posts).length);
  if (curves === 0) {
    const reason = dropOffReason(own.map(({ account }) => account));
    return {
      found,
      evidence: { status: 'not_offered', reason, posts: 0, posts_needed: fewestCurves },
    };
  }
  const reasons = findings.map(({ comparable: { account, posts }, dropOff }) => ({
    account: account.name ?? account.accountId,
    reason:
      dropOff === null
        ? whyNone(account, watchedPosts(posts).length)
        : `${dropOff.by_post.length} of ${dropOff.posts} posts lose viewers beyond the account's norm`,
  }));
  return {
    found,
    evidence: evidence(
      found.length > 0,
      joinReasons(reasons, 'no own account in this scan'),
      curves,
      fewestCurves,
    ),
  };
}

const whyNone = ({ notOffered }: ComparablePosts['account'], curves: number): string =>
  curves === 0 && notOffered?.retention !== undefined
    ? notOffered.retention
    : `not enough retention curves: ${curves} of ${fewestCurves}`;

/** The second told first: of the account with most curves. */
export const mainDropOffSecond = (found: readonly DropOff[]): number | null =>
  found.toSorted((a, b) => b.posts - a.posts)[0]?.drop_off_sec ?? null;
