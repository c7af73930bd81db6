import { workerData } from 'node:worker_threads';
import type { Kernel, KernelRegistry } from '../../src/parallel/parallel.ts';

/** Kernels that misbehave, which the package's own registry has none of. */
interface TestState {
  readonly [name: string]: Float64Array | Int32Array;
  readonly values: Float64Array;
  /** 0: how many other threads have come. */
  readonly arrived: Int32Array;
}

const inPool = (): boolean =>
  typeof workerData === 'object' && workerData !== null && 'kernelModule' in workerData;

/** The caller's chunk waits here until another thread has taken one, 20 s at most. */
function meet({ arrived }: TestState): void {
  if (inPool()) {
    Atomics.add(arrived, 0, 1);
    Atomics.notify(arrived, 0);
  } else if (Atomics.wait(arrived, 0, 0, 20_000) === 'timed-out') {
    throw new Error('no other thread has come');
  }
}

const square: Kernel = (state, from, to) => {
  const { values } = state as TestState;
  for (let i = from; i < to; i += 1) values[i] = Math.sin(i) ** 2 + (values[i] as number);
};

const together: Kernel = (state) => meet(state as TestState);

const throwInWorker: Kernel = (state) => {
  meet(state as TestState);
  if (inPool()) throw new RangeError('bad item');
};

/** Another thread waits with its chunk until the caller has one: it could take them all alone. */
const throwInCaller: Kernel = (state) => {
  const { arrived } = state as TestState;
  if (inPool()) {
    Atomics.wait(arrived, 0, 0, 20_000);
    return;
  }
  Atomics.store(arrived, 0, 1);
  Atomics.notify(arrived, 0);
  throw new RangeError('bad item of mine');
};

const die: Kernel = (state) => {
  meet(state as TestState);
  if (inPool()) process.exit(3);
};

export const kernels = { square, together, throwInWorker, throwInCaller, die };

export const testKernels: KernelRegistry = { kernels, module: new URL(import.meta.url) };
