/** An array a kernel may see; in a state it always lies in shared memory. */
export type StateArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/**
 * What a kernel may see: typed arrays in shared memory (see `shared-arrays.ts`), and numbers.
 * A state is known by its identity and reaches the workers once, however many runs use it; its
 * numbers are constants. What changes from run to run stands in an array.
 */
export type KernelState = Readonly<Record<string, StateArray | number>>;

/** Works on the items [from, to) of a state and writes only what belongs to them. */
export type Kernel = (state: KernelState, from: number, to: number) => void;

/** Kernels by name, and the module that exports them as `kernels`, for other threads to load. */
export interface KernelRegistry {
  readonly kernels: Readonly<Record<string, Kernel>>;
  readonly module: URL;
}

/**
 * Runs kernels over many items. What a kernel writes depends on its items alone, so the
 * result is the same, byte for byte, on any number of workers. Synchronous: the caller is
 * a thread that has nothing else to do.
 */
export interface Parallel {
  /** Threads at work, the caller's among them; 1 when there is no other. */
  readonly workers: number;
  /**
   * All items [0, count), in chunks of at most `chunk`; returns when all are done. Throws what
   * a kernel throws; the state is then half written.
   */
  run(kernel: string, state: KernelState, count: number, chunk: number): void;
}
