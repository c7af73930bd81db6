import { visitWithin } from './kd-search.ts';
import { buildKdTree, type KdTree } from './kd-tree.ts';
import type { Metric } from './metrics.ts';

export interface Labels {
  /** By row: number of its cluster from 0, -1 for noise. */
  readonly labels: Int32Array;
  /** By row: 1 where at least `minSamples` points lie within eps, itself among them. */
  readonly core: Uint8Array;
}

const enterAll = (): boolean => false;

function corePlaces(tree: KdTree, metric: Metric, reach: number, minSamples: number): Uint8Array {
  const core = new Uint8Array(tree.rowAt.length);
  for (let place = 0; place < core.length; place += 1) {
    let count = 0;
    visitWithin(tree, metric, place, reach, enterAll, () => {
      count += 1;
      return count >= minSamples;
    });
    core[place] = Number(count >= minSamples);
  }
  return core;
}

/**
 * DBSCAN over a k-d tree, for any metric and number of dimensions. No list of neighbours is
 * kept: counting ends at `minSamples`, and a cluster grows by claiming the core points around
 * each of its own, where subtrees without unclaimed ones are not entered. So an eps that spans
 * everything costs O(n log n) time and O(n) memory as well.
 */
export function clusterByTree(
  points: Float64Array,
  dims: number,
  metric: Metric,
  eps: number,
  minSamples: number,
): Labels {
  const tree = buildKdTree(points, dims);
  const reach = metric.toCompared(eps);
  const rows = tree.rowAt.length;
  const core = corePlaces(tree, metric, reach, minSamples);
  const labels = new Int32Array(rows).fill(-1);
  const leafOf = new Int32Array(rows);
  const unclaimed = new Int32Array(tree.from.length);
  for (let leaf = tree.firstLeaf; leaf < tree.from.length; leaf += 1) {
    for (let place = tree.from[leaf] as number; place < (tree.to[leaf] as number); place += 1) {
      leafOf[place] = leaf;
      unclaimed[leaf] = (unclaimed[leaf] as number) + (core[place] as number);
    }
  }
  for (let node = tree.firstLeaf - 1; node >= 0; node -= 1) {
    unclaimed[node] = (unclaimed[2 * node + 1] as number) + (unclaimed[2 * node + 2] as number);
  }
  const queue = new Int32Array(rows);
  let queued = 0;
  let cluster = -1;
  const claim = (place: number): boolean => {
    if (core[place] === 0 || labels[place] !== -1) return false;
    labels[place] = cluster;
    queue[queued++] = place;
    for (let node = leafOf[place] as number; ; node = (node - 1) >> 1) {
      unclaimed[node] = (unclaimed[node] as number) - 1;
      if (node === 0) return false;
    }
  };
  const allClaimed = (node: number): boolean => unclaimed[node] === 0;
  const placeOf = new Int32Array(rows);
  tree.rowAt.forEach((row, place) => {
    placeOf[row] = place;
  });
  for (const start of placeOf) {
    if (core[start] === 0 || labels[start] !== -1) continue;
    cluster += 1;
    claim(start);
    while (queued > 0) {
      queued -= 1;
      visitWithin(tree, metric, queue[queued] as number, reach, allClaimed, claim);
    }
  }
  for (let place = 0; place < rows; place += 1) {
    if (core[place] === 1) continue;
    let first = -1;
    visitWithin(tree, metric, place, reach, enterAll, (other) => {
      const label = core[other] === 1 ? (labels[other] as number) : -1;
      if (label !== -1 && (first === -1 || label < first)) first = label;
      return first === 0;
    });
    labels[place] = first;
  }
  return {
    labels: placeOf.map((place) => labels[place] as number),
    core: Uint8Array.from(placeOf, (place) => core[place] as number),
  };
}
