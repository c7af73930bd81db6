import { compareNeighbours, type LayoutComparison } from './layout-comparison.ts';

/**
 * The share of a row's k nearest in the data that are among its k nearest in the layout, mean
 * over the rows looked at. Null when k is not below half of the rows. O(looked · rows · dims).
 */
export function neighbourPreservation(comparison: LayoutComparison): number | null {
  let kept = 0;
  const compared = compareNeighbours(comparison, (inData, inLayout) => {
    for (const other of inLayout) if (inData.includes(other)) kept += 1;
  });
  return compared === null ? null : kept / (compared.looked * compared.neighbours);
}
