import type { KdTree } from './kd-tree.ts';
import type { Metric } from './metrics.ts';

/**
 * Calls `found` with the places within a compared distance of a place (itself among them),
 * until it returns true. Nodes for which `skip` is true are not entered.
 */
export function visitWithin(
  tree: KdTree,
  metric: Metric,
  place: number,
  compared: number,
  skip: (node: number) => boolean,
  found: (place: number) => boolean,
): void {
  const { dims, coordinates, from, to, firstLeaf } = tree;
  const reach = metric.boxReach(compared);
  const search = (node: number): boolean => {
    if (skip(node) || metric.toBox(coordinates, place * dims, tree, node * dims, dims) > reach)
      return false;
    if (node < firstLeaf) return search(2 * node + 1) || search(2 * node + 2);
    const last = to[node] as number;
    for (let other = from[node] as number; other < last; other += 1) {
      if (metric.between(coordinates, place * dims, other * dims, dims) > compared) continue;
      if (found(other)) return true;
    }
    return false;
  };
  search(0);
}

/** Distance to the k-th nearest other point; Infinity when there are fewer. */
export function distanceToNeighbour(
  tree: KdTree,
  metric: Metric,
  place: number,
  k: number,
): number {
  const { dims, coordinates, from, to, firstLeaf } = tree;
  const nearest = new Float64Array(k).fill(Infinity);
  const search = (node: number): void => {
    if (node >= firstLeaf) {
      const last = to[node] as number;
      for (let other = from[node] as number; other < last; other += 1) {
        if (other === place) continue;
        const distance = metric.between(coordinates, place * dims, other * dims, dims);
        if (distance >= (nearest[k - 1] as number)) continue;
        let slot = k - 1;
        for (; slot > 0 && (nearest[slot - 1] as number) > distance; slot -= 1) {
          nearest[slot] = nearest[slot - 1] as number;
        }
        nearest[slot] = distance;
      }
      return;
    }
    const left = 2 * node + 1;
    const toLeft = metric.toBox(coordinates, place * dims, tree, left * dims, dims);
    const toRight = metric.toBox(coordinates, place * dims, tree, (left + 1) * dims, dims);
    const near = toLeft <= toRight ? left : left + 1;
    const far = near === left ? left + 1 : left;
    if (Math.min(toLeft, toRight) <= metric.boxReach(nearest[k - 1] as number)) search(near);
    if (Math.max(toLeft, toRight) <= metric.boxReach(nearest[k - 1] as number)) search(far);
  };
  search(0);
  return metric.toDistance(nearest[k - 1] as number);
}
