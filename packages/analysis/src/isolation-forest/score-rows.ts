import type { Kernel } from '../parallel/parallel.ts';
import { averagePathLength } from './average-path-length.ts';
import type { Forest } from './forest.ts';

/**
 * Adds the path length of the rows [from, to) in one tree to `scores`. Which way a row goes is a
 * coin toss to the processor, so no branch is taken on it: the comparison is added as a number,
 * and four rows walk side by side to hide each other's waiting (a third of the time of the plain
 * loop). Every walk has `heightLimit` steps: leaves lead to themselves.
 */
function addPathLengths(forest: Forest, tree: number, from: number, to: number): void {
  const { points, dims, heightLimit, feature, threshold, left, pathLength, scores } = forest;
  const root = tree * forest.nodesPerTree;
  const step = (row: number, node: number): number =>
    (left[node] as number) +
    Number((points[row + (feature[node] as number)] as number) > (threshold[node] as number));
  let row = from;
  for (; row + 4 <= to; row += 4) {
    const first = row * dims;
    const second = first + dims;
    const third = second + dims;
    const fourth = third + dims;
    let [a, b, c, d] = [root, root, root, root];
    for (let depth = 0; depth < heightLimit; depth += 1) {
      a = step(first, a);
      b = step(second, b);
      c = step(third, c);
      d = step(fourth, d);
    }
    scores[row] = (scores[row] as number) + (pathLength[a] as number);
    scores[row + 1] = (scores[row + 1] as number) + (pathLength[b] as number);
    scores[row + 2] = (scores[row + 2] as number) + (pathLength[c] as number);
    scores[row + 3] = (scores[row + 3] as number) + (pathLength[d] as number);
  }
  for (; row < to; row += 1) {
    let node = root;
    for (let depth = 0; depth < heightLimit; depth += 1) node = step(row * dims, node);
    scores[row] = (scores[row] as number) + (pathLength[node] as number);
  }
}

/**
 * Scores the rows [from, to) of a grown `Forest`: 2^(−E[h] / c(ψ)), E[h] the mean path length
 * over the trees (½ where c(ψ) is 0, as scikit-learn). All rows of a chunk go down one tree
 * before the next, so that the tree stays in the processor's nearest cache.
 * O(rows · trees · log ψ).
 */
export const scoreRows: Kernel = (state, from, to) => {
  const forest = state as Forest;
  const { scores } = forest;
  for (let tree = 0; tree < forest.trees; tree += 1) addPathLengths(forest, tree, from, to);
  const scale = forest.trees * averagePathLength(forest.sampleSize);
  for (let row = from; row < to; row += 1) {
    scores[row] = scale === 0 ? 0.5 : 2 ** (-(scores[row] as number) / scale);
  }
};
