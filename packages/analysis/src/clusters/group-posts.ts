import type { AnalysisPost } from '@viral-scan/contracts';
import { chooseEps } from '../dbscan/choose-eps.ts';
import { dbscan } from '../dbscan/dbscan.ts';
import type { Parallel } from '../parallel/parallel.ts';
import type { Random } from '../random/sfc32.ts';
import { at, indexAt } from '../statistics/at.ts';
import { umap } from '../umap/umap.ts';
import { contentSpace } from './content-space.ts';

const fewestInGroup = 8;
/** Of a large account, groups that are worth a word hold one post in 200. */
const leastGroupShare = 0.005;
/** The dense places stand by then; more would only polish the layout. */
const epochs = 200;

/** Posts in groups of similar ones. */
export interface PostGroups {
  /** By post: number of its group, largest group first; −1 for none. */
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  /** Positions of the members of a group, nearest to its middle first. */
  readonly nearestToMiddle: (group: number) => number[];
}

/** Neighbours that make a dense place: 5 to 50, one in 200 posts. */
const minSamplesFor = (posts: number): number => Math.min(50, Math.max(5, Math.round(posts / 200)));

/**
 * Groups posts of similar content: UMAP to two dimensions, DBSCAN there with the eps of the
 * k-distance curve; groups below 8 posts, or
 * one post in 200, are none. Null where posts cannot be laid out (too
 * few, or all alike). O(n log n).
 */
export function groupPosts(
  posts: readonly AnalysisPost[],
  random: Random,
  parallel?: Parallel,
): PostGroups | null {
  const { points, rows, dims } = contentSpace(posts, random);
  if (dims === 0) return null;
  const laid = umap(points, rows, dims, { random, epochs, ...(parallel && { parallel }) });
  if (laid.status === 'insufficient') return null;
  const minSamples = minSamplesFor(rows);
  const choice = chooseEps(laid.layout, 2, { minSamples });
  if (choice === null) return null;
  const found = dbscan(laid.layout, 2, { eps: choice.eps, minSamples });
  return withMiddles(largestFirst(found.labels, found.clusters), laid.layout);
}

/** Groups numbered by size; small ones are no groups. */
function largestFirst(labels: Int32Array, clusters: number) {
  const fewest = Math.max(fewestInGroup, leastGroupShare * labels.length);
  const counts = new Int32Array(clusters);
  for (const label of labels) if (label >= 0) counts[label] = indexAt(counts, label) + 1;
  const order = Array.from(counts.keys())
    .filter((label) => indexAt(counts, label) >= fewest)
    .sort((a, b) => indexAt(counts, b) - indexAt(counts, a) || a - b);
  const numbers = new Int32Array(clusters).fill(-1);
  order.forEach((label, number) => {
    numbers[label] = number;
  });
  return {
    labels: labels.map((label) => (label < 0 ? -1 : indexAt(numbers, label))),
    sizes: order.map((label) => indexAt(counts, label)),
  };
}

function withMiddles(
  groups: Pick<PostGroups, 'labels' | 'sizes'>,
  layout: Float64Array,
): PostGroups {
  return {
    ...groups,
    nearestToMiddle: (group) => {
      const members = Array.from(groups.labels.keys()).filter((i) => groups.labels[i] === group);
      const middle = [0, 1].map(
        (dim) => members.reduce((sum, i) => sum + at(layout, 2 * i + dim), 0) / members.length,
      );
      const distance = (i: number) =>
        Math.hypot(at(layout, 2 * i) - (middle[0] ?? 0), at(layout, 2 * i + 1) - (middle[1] ?? 0));
      return members.sort((a, b) => distance(a) - distance(b) || a - b);
    },
  };
}
