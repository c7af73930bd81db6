import { averagePathLength } from './average-path-length.ts';
import type { Forest } from './forest.ts';

/**
 * Which features isolated a row: a split of m rows that leaves k of them on the row's side has
 * shortened its expected path by c(m) − 1 − c(k), and its feature is credited with that (Saabas'
 * path attribution of a tree, with expected path length as the prediction). Mean over the trees,
 * in splits; above 0 where the feature sets the row apart, below where the row is ordinary in
 * it. The features' values add up to c(ψ) − E[h(row)] exactly. O(trees · log ψ).
 */
export function attributePath(forest: Forest, row: number): Float64Array {
  const { points, dims, feature, threshold, left, size } = forest;
  const credit = new Float64Array(dims);
  for (let tree = 0; tree < forest.trees; tree += 1) {
    let node = tree * forest.nodesPerTree;
    while (left[node] !== node) {
      const chosen = feature[node] as number;
      const right = (points[row * dims + chosen] as number) > (threshold[node] as number);
      const child = (left[node] as number) + Number(right);
      const saved =
        averagePathLength(size[node] as number) - 1 - averagePathLength(size[child] as number);
      credit[chosen] = (credit[chosen] as number) + saved / forest.trees;
      node = child;
    }
  }
  return credit;
}
