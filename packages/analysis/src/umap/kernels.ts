import type { Kernel } from '../parallel/parallel.ts';
import { descend } from './kernels/descend.ts';
import { growTree } from './kernels/grow-tree.ts';
import { joinTies } from './kernels/join-ties.ts';
import { moveInPlane } from './kernels/move-in-plane.ts';
import { moveRows } from './kernels/move-rows.ts';
import { searchAll } from './kernels/search-all.ts';
import { searchLeaves } from './kernels/search-leaves.ts';
import { weighNeighbours } from './kernels/weigh-neighbours.ts';

export const umapKernels: Readonly<Record<string, Kernel>> = {
  'umap/descend': descend,
  'umap/grow-tree': growTree,
  'umap/join-ties': joinTies,
  'umap/move-in-plane': moveInPlane,
  'umap/move-rows': moveRows,
  'umap/search-all': searchAll,
  'umap/search-leaves': searchLeaves,
  'umap/weigh-neighbours': weighNeighbours,
};
