import type { Kernel } from '../parallel/parallel.ts';
import { type Random, sfc32 } from '../random/sfc32.ts';
import { averagePathLength } from './average-path-length.ts';
import type { Forest } from './forest.ts';

/** What one thread needs while it grows trees, one after the other. */
interface Bench {
  /** The tree's sample, row-major. */
  readonly sample: Float64Array;
  /** Rows of the sample, those of a node side by side. */
  readonly order: Int32Array;
  /** The last tree each row was drawn for, plus 1. */
  readonly drawnFor: Int32Array;
  readonly features: Int32Array;
  /** Nodes to split: node, first and last of `order`, depth. */
  readonly waiting: Int32Array;
}

/** Copies ψ different rows, each set of ψ as likely as any (Floyd's sampling). O(ψ · dims). */
function drawSample(forest: Forest, tree: number, bench: Bench, random: Random): void {
  const { points, rows, dims, sampleSize } = forest;
  const { sample, drawnFor } = bench;
  for (let drawn = 0; drawn < sampleSize; drawn += 1) {
    const last = rows - sampleSize + drawn;
    let row = Math.floor(random() * (last + 1));
    if (drawnFor[row] === tree + 1) row = last;
    drawnFor[row] = tree + 1;
    for (let f = 0; f < dims; f += 1) {
      sample[drawn * dims + f] = points[row * dims + f] as number;
    }
  }
}

/**
 * A split of the rows order[from, to): a feature drawn among those that are not constant there,
 * a threshold drawn evenly between its extremes. Returns where the right half starts, or -1 if
 * all features are constant. O(rows · constant features).
 */
function split(
  forest: Forest,
  bench: Bench,
  node: number,
  from: number,
  to: number,
  random: Random,
): number {
  const { dims, feature, threshold } = forest;
  const { sample, order, features } = bench;
  for (let left = dims; left > 0; left -= 1) {
    const pick = Math.floor(random() * left);
    const chosen = features[pick] as number;
    features[pick] = features[left - 1] as number;
    features[left - 1] = chosen;
    let smallest = Infinity;
    let largest = -Infinity;
    for (let i = from; i < to; i += 1) {
      const value = sample[(order[i] as number) * dims + chosen] as number;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
    if (smallest === largest) continue;
    const drawn = smallest + random() * (largest - smallest);
    const limit = drawn < largest ? drawn : smallest;
    feature[node] = chosen;
    threshold[node] = limit;
    let middle = from;
    for (let i = from; i < to; i += 1) {
      const row = order[i] as number;
      if ((sample[row * dims + chosen] as number) > limit) continue;
      order[i] = order[middle] as number;
      order[middle] = row;
      middle += 1;
    }
    return middle;
  }
  return -1;
}

function growTree(forest: Forest, tree: number, bench: Bench): void {
  const { sampleSize, heightLimit, feature, threshold, left, size, pathLength } = forest;
  const { order, features, waiting } = bench;
  const base = tree * forest.nodesPerTree;
  const random = sfc32([
    forest.seeds[tree * 3] as number,
    forest.seeds[tree * 3 + 1] as number,
    forest.seeds[tree * 3 + 2] as number,
  ]);
  drawSample(forest, tree, bench, random);
  for (let i = 0; i < sampleSize; i += 1) order[i] = i;
  for (let f = 0; f < forest.dims; f += 1) features[f] = f;
  let nodes = 1;
  let stacked = 0;
  const stack = (node: number, from: number, to: number, depth: number): void => {
    waiting[stacked] = node;
    waiting[stacked + 1] = from;
    waiting[stacked + 2] = to;
    waiting[stacked + 3] = depth;
    stacked += 4;
  };
  stack(0, 0, sampleSize, 0);
  while (stacked > 0) {
    stacked -= 4;
    const node = waiting[stacked] as number;
    const from = waiting[stacked + 1] as number;
    const to = waiting[stacked + 2] as number;
    const depth = waiting[stacked + 3] as number;
    const place = base + node;
    size[place] = to - from;
    const open = to - from > 1 && depth < heightLimit;
    const middle = open ? split(forest, bench, place, from, to, random) : -1;
    if (middle === -1) {
      feature[place] = 0;
      threshold[place] = Infinity;
      left[place] = place;
      pathLength[place] = depth + averagePathLength(to - from);
    } else {
      left[place] = base + nodes;
      stack(nodes + 1, middle, to, depth + 1);
      stack(nodes, from, middle, depth + 1);
      nodes += 2;
    }
  }
}

/** Grows the trees [from, to) of a `Forest`. O(trees · ψ · log ψ). */
export const growTrees: Kernel = (state, from, to) => {
  const forest = state as Forest;
  const bench: Bench = {
    sample: new Float64Array(forest.sampleSize * forest.dims),
    order: new Int32Array(forest.sampleSize),
    drawnFor: new Int32Array(forest.rows),
    features: new Int32Array(forest.dims),
    waiting: new Int32Array(4 * (forest.heightLimit + 2)),
  };
  for (let tree = from; tree < to; tree += 1) growTree(forest, tree, bench);
};
