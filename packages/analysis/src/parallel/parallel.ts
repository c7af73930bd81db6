/** What a kernel may see: typed arrays in shared memory, and numbers. */
export type KernelState = Readonly<
  Record<string, Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array | number>
>;

/** Works on the items [from, to) of a state and writes only what belongs to them. */
export type Kernel = (state: KernelState, from: number, to: number) => void;

/**
 * Runs kernels over many items. What a kernel writes depends on its items alone, so the
 * result is the same, byte for byte, on any number of workers. Synchronous: the caller is
 * a thread that has nothing else to do.
 */
export interface Parallel {
  /** Threads at work, the caller's among them; 1 when there is no other. */
  readonly workers: number;
  /** All items [0, count), in chunks of at most `chunk`; returns when all are done. */
  run(kernel: string, state: KernelState, count: number, chunk: number): void;
}
