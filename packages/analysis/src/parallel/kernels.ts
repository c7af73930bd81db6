import { growTrees } from '../isolation-forest/grow-trees.ts';
import { scoreRows } from '../isolation-forest/score-rows.ts';
import { umapKernels } from '../umap/kernels.ts';
import type { Kernel, KernelRegistry } from './parallel.ts';

/**
 * Every kernel a worker can be asked for, by "folder/verb". Each algorithm keeps its kernels in
 * files of its own, which import nothing that starts work or threads.
 */
export const kernels: Readonly<Record<string, Kernel>> = {
  'isolation-forest/grow': growTrees,
  'isolation-forest/score': scoreRows,
  ...umapKernels,
};

export const analysisKernels: KernelRegistry = { kernels, module: new URL(import.meta.url) };
