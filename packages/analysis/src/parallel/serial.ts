import { analysisKernels } from './kernels.ts';
import type { KernelRegistry, Parallel } from './parallel.ts';
import { requireShared } from './shared-arrays.ts';

/** One thread: the same chunks, one after the other. */
export function createSerial({ kernels }: Pick<KernelRegistry, 'kernels'>): Parallel {
  return {
    workers: 1,
    run(name, state, count, chunk) {
      const kernel = kernels[name];
      if (kernel === undefined) throw new RangeError(`there is no kernel "${name}"`);
      requireShared(state);
      const step = Math.max(1, Math.floor(chunk));
      for (let from = 0; from < count; from += step) {
        kernel(state, from, Math.min(count, from + step));
      }
    },
  };
}

export const serial: Parallel = createSerial(analysisKernels);
