import { type AnalysisPost, postTypes } from '@viral-scan/contracts';
import { captionLength } from '../caption/caption-length.ts';
import { hashtagsOf } from '../caption/hashtags.ts';
import type { Random } from '../random/sfc32.ts';
import { at } from '../statistics/at.ts';
import { mean, standardDeviation } from '../statistics/moments.ts';
import { termMatrix } from './term-matrix.ts';
import { topicVectors } from './topic-vectors.ts';

const topics = 8;
/** What a post is about weighs as much as all else together. */
const topicWeight = 2;

/** Rows of numbers in which similar posts lie near each other. */
export interface ContentSpace {
  readonly rows: number;
  readonly dims: number;
  readonly points: Float64Array;
}

/** Less the mean, over the standard deviation; null where nothing varies. */
function standardised(values: Float64Array): Float64Array | null {
  const spread = standardDeviation(values);
  const middle = mean(values) ?? 0;
  return spread > 1e-9 ? values.map((value) => (value - middle) / spread) : null;
}

/**
 * Where posts lie by what they are: words (8 topics), length of video and caption, hashtags,
 * type. Nothing of how they did or when they went out: those are told of the groups afterwards.
 * O(total length of captions).
 */
export function contentSpace(posts: readonly AnalysisPost[], random: Random): ContentSpace {
  const captions = posts.map(({ caption }) => caption ?? '');
  const vectors = topicVectors(termMatrix(captions), topics, random);
  const spread = standardDeviation(vectors);
  const columns: Float64Array[] = [];
  for (let topic = 0; topic < topics && spread > 1e-9; topic += 1) {
    columns.push(
      Float64Array.from(posts, (_, i) => (topicWeight * at(vectors, i * topics + topic)) / spread),
    );
  }
  const plain = [
    Float64Array.from(posts, ({ durationSeconds }) => Math.log1p(durationSeconds ?? 0)),
    Float64Array.from(captions, (caption) => Math.log1p(captionLength(caption))),
    Float64Array.from(captions, (caption) => Math.log1p(hashtagsOf(caption).length)),
    ...postTypes.map((type) => Float64Array.from(posts, (post) => (post.type === type ? 1 : 0))),
  ];
  columns.push(...plain.flatMap((values) => standardised(values) ?? []));
  const dims = columns.length;
  const points = new Float64Array(posts.length * dims);
  columns.forEach((column, dim) => {
    for (let row = 0; row < posts.length; row += 1) points[row * dims + dim] = at(column, row);
  });
  return { rows: posts.length, dims, points };
}
