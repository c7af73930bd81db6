import { type AnalysisPost, postTypes } from '@viral-scan/contracts';
import { captionLength } from '../caption/caption-length.ts';
import { emojiOf } from '../caption/emoji.ts';
import { hashtagsOf } from '../caption/hashtags.ts';
import { isQuestion } from '../caption/is-question.ts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { zoneClock } from '../hours/zone-clock.ts';
import { at } from '../statistics/at.ts';
import type { DesignMatrix } from './design-matrix.ts';
import {
  fadingMeanBefore,
  groupLevelBefore,
  meanBefore,
  medianBefore,
  trailingPosts,
} from './past-levels.ts';

const hourMs = 3_600_000;

/** What is known of a post when it goes out, apart from how earlier posts did. */
function ownFeatures(post: AnalysisPost, local: { hour: number; weekday: number }): number[] {
  const caption = post.caption ?? '';
  const angle = (2 * Math.PI * local.hour) / 24;
  const week = (2 * Math.PI * local.weekday) / 7;
  return [
    Math.sin(angle),
    Math.cos(angle),
    Math.sin(2 * angle),
    Math.cos(2 * angle),
    Math.sin(week),
    Math.cos(week),
    local.weekday >= 6 ? 1 : 0,
    Math.log1p(captionLength(caption)),
    Math.log1p(hashtagsOf(caption).length),
    Math.log1p(emojiOf(caption).length),
    isQuestion(caption) ? 1 : 0,
    /\p{Nd}/u.test(caption) ? 1 : 0,
    post.durationSeconds === null ? 0 : Math.log1p(post.durationSeconds),
    post.durationSeconds === null ? 1 : 0,
  ];
}

export interface Expectations {
  /** log(1 + outcome at equal age), in time order. */
  readonly logs: Float64Array;
  /** Mean log of the 20 posts before each. */
  readonly trailing: Float64Array;
  /** Other levels of the posts before, slow and fast. */
  readonly levels: readonly Float64Array[];
  /** What is known of each post when it goes out; levels are relative to `trailing`. */
  readonly features: DesignMatrix;
}

/**
 * All that may be known of each post when it goes out: the levels of the posts before it (all,
 * and of its type), its time, type, caption and length. Nothing of the post's own outcome, nor
 * of later posts. O(n · features).
 */
export function expectationFeatures({
  compared,
  timezone,
  outcome,
  engagements,
  views,
}: ComparablePosts): Expectations {
  const series = outcome === 'views' ? views : engagements;
  const logs = series.values.map((value) => Math.log1p(Math.max(0, value)));
  const trailing = meanBefore(logs, trailingPosts);
  const types = Int32Array.from(compared, ({ type }) => postTypes.indexOf(type));
  const typeLevels = groupLevelBefore(logs, trailing, types);
  const levels = [
    trailing,
    medianBefore(logs, trailingPosts),
    ...[3, 5, 10, 20, 40].map((halfLife) => fadingMeanBefore(logs, halfLife)),
  ];
  const pasts = [
    meanBefore(logs, 1),
    meanBefore(logs, 60),
    fadingMeanBefore(logs, 3),
    fadingMeanBefore(logs, 10),
    fadingMeanBefore(logs, 40),
  ];
  const clock = zoneClock(timezone);
  const rows = compared.map((post, i) => {
    const before = compared[i - 1]?.publishedAtMs ?? post.publishedAtMs - 24 * hourMs;
    const weekAgo = compared[i - 7]?.publishedAtMs ?? before;
    return [
      1,
      ...pasts.map((past) => at(past, i) - at(trailing, i)),
      at(typeLevels, i),
      at(series.logAgeOff, i),
      Math.log1p((post.publishedAtMs - before) / hourMs),
      Math.log1p((post.publishedAtMs - weekAgo) / hourMs),
      ...ownFeatures(post, clock(post.publishedAtMs)),
      ...postTypes.map((type) => (post.type === type ? 1 : 0)),
    ];
  });
  const columns = rows[0]?.length ?? 0;
  const cells = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) cells.set(row, i * columns);
  return { logs, trailing, levels, features: { rows: rows.length, columns, cells } };
}
