import { compareNeighbours, type LayoutComparison } from './layout-comparison.ts';

/**
 * How far neighbours in the layout are neighbours in the data (Venna & Kaski 2001), as
 * `sklearn.manifold.trustworthiness`: 1 − 2 / (n·k·(2n − 3k − 1)) · Σ max(0, rank − k) over the
 * k nearest in the layout of each of n rows, rank counted in the data; equally far ones share the
 * lowest rank. 1 is perfect, 0.5 what chance gives. With a sample, n in n·k is its size. Null when
 * k is not below half of the rows. O(looked · rows · (dims + k)).
 */
export function trustworthiness(comparison: LayoutComparison): number | null {
  let penalty = 0;
  const compared = compareNeighbours(comparison, (inData, inLayout, distances) => {
    for (const other of inLayout) {
      if (inData.includes(other)) continue;
      const distance = distances[other] as number;
      let rank = 1;
      for (let i = 0; i < distances.length; i += 1) {
        if ((distances[i] as number) < distance) rank += 1;
      }
      penalty += Math.max(0, rank - inData.length);
    }
  });
  if (compared === null) return null;
  const { looked, rows, neighbours: k } = compared;
  return 1 - (2 / (looked * k * (2 * rows - 3 * k - 1))) * penalty;
}
