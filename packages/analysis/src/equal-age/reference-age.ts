import type { AnalysisPost, EqualAge } from '@viral-scan/contracts';
import type { Reading } from '../engagement/engagements.ts';
import { observeAtAge, observeSettled } from './observe.ts';

const hourMs = 3_600_000;
const candidateHours = [12, 18, 24, 30, 36, 42, 48, 60, 72, 96, 120, 168] as const;
/** Posts seen only this long after publication have stopped growing for our purpose. */
const settledHours = 720;
/** An age that costs at most 2 % of the posts may be taken for its other merits. */
const tolerated = 0.98;
/** Mean distance from the age, in log age, that is as good as none: about 1 %. */
const exact = 0.01;

/** The age at which an account's posts are compared. */
export type ReferenceAge =
  | { readonly mode: 'at_age' | 'settled'; readonly ageHours: number }
  | { readonly mode: 'none' };

interface AgeSeen {
  readonly ageHours: number;
  readonly seen: number;
  /** Mean |log(observed age / age)|; 0 where every post was seen at the age or on both sides. */
  readonly off: number;
}

function seenAt(
  posts: readonly AnalysisPost[],
  observe: typeof observeAtAge,
  reading: Reading,
  ageHours: number,
  asOfMs: number,
): AgeSeen {
  let seen = 0;
  let off = 0;
  for (const post of posts) {
    const observation = observe(post, reading, ageHours, asOfMs);
    if (observation === null) continue;
    seen += 1;
    off += Math.abs(Math.log(observation.ageHours / ageHours));
  }
  return { ageHours, seen, off: seen === 0 ? 0 : off / seen };
}

/**
 * The age (of twelve from 12 to 168 h) around which most posts were observed; among those that
 * cost hardly a post the one met most exactly, then the latest, where the curve is flatter. Or
 * `settled` when more posts were last seen 30 days or later after publication, as in imported
 * files with one observation. O(posts × snapshots).
 */
export function chooseReferenceAge(
  posts: readonly AnalysisPost[],
  reading: Reading,
  asOfMs: number,
): ReferenceAge {
  const ages = candidateHours.map((ageHours) =>
    seenAt(posts, observeAtAge, reading, ageHours, asOfMs),
  );
  const most = Math.max(...ages.map(({ seen }) => seen));
  const settled = seenAt(posts, observeSettled, reading, settledHours, asOfMs);
  if (settled.seen > most) return { mode: 'settled', ageHours: settledHours };
  const enough = ages.filter(({ seen }) => seen > 0 && seen >= tolerated * most);
  const nearest = Math.min(...enough.map(({ off }) => off));
  const best = enough.findLast(({ off }) => off <= nearest + exact);
  return best === undefined ? { mode: 'none' } : { mode: 'at_age', ageHours: best.ageHours };
}

/** The comparison in words and counts, for the report. */
export function describeEqualAge(
  posts: readonly AnalysisPost[],
  reference: ReferenceAge,
  used: number,
  asOfMs: number,
): EqualAge {
  const excluded = posts.length - used;
  if (reference.mode === 'none') {
    const reason =
      posts.length === 0
        ? 'no posts in the window'
        : `none of ${posts.length} posts has known counters around a comparable age`;
    return { mode: 'none', age_hours: null, posts_used: 0, posts_excluded: excluded, reason };
  }
  const young = posts.filter(
    ({ publishedAtMs }) => asOfMs - publishedAtMs < reference.ageHours * hourMs,
  ).length;
  const tooYoung = Math.min(young, excluded);
  const compared =
    reference.mode === 'settled'
      ? `read once settled, ${settledHours / 24} days or more after publication`
      : `read at ${reference.ageHours} h after publication`;
  const left = [
    tooYoung > 0 ? `${tooYoung} too young` : '',
    excluded > tooYoung ? `${excluded - tooYoung} without comparable counters around that age` : '',
  ].filter((part) => part !== '');
  return {
    mode: reference.mode,
    age_hours: reference.ageHours,
    posts_used: used,
    posts_excluded: excluded,
    reason: `${compared}: ${used} of ${posts.length} posts${left.length > 0 ? `; ${left.join(', ')}` : ''}`,
  };
}
