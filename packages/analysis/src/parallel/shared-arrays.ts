import type { KernelState } from './parallel.ts';

/** Zeroed arrays that several threads see at once; a `KernelState` is made of these. */
export const sharedFloat64 = (length: number): Float64Array<SharedArrayBuffer> =>
  new Float64Array(new SharedArrayBuffer(length * 8));

export const sharedFloat32 = (length: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(length * 4));

export const sharedInt32 = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * 4));

export const sharedUint32 = (length: number): Uint32Array<SharedArrayBuffer> =>
  new Uint32Array(new SharedArrayBuffer(length * 4));

export const sharedUint8 = (length: number): Uint8Array<SharedArrayBuffer> =>
  new Uint8Array(new SharedArrayBuffer(length));

/** The values themselves when they are shared already, else a shared copy. */
export function asShared(values: Float64Array): Float64Array<SharedArrayBuffer> {
  if (values.buffer instanceof SharedArrayBuffer) return values as Float64Array<SharedArrayBuffer>;
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}

const checked = new WeakSet<KernelState>();

/**
 * Refuses a state with an array outside shared memory: another thread would get a copy of it,
 * and what it writes there would be lost. Asked on one thread as well, so that a mistake does
 * not wait for the second.
 */
export function requireShared(state: KernelState): void {
  if (checked.has(state)) return;
  for (const [name, value] of Object.entries(state)) {
    if (typeof value !== 'number' && !(value.buffer instanceof SharedArrayBuffer)) {
      throw new TypeError(`the array "${name}" of a kernel’s state is not in shared memory`);
    }
  }
  checked.add(state);
}
