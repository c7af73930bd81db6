import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import {
  ACTIVE,
  CHUNK,
  CONTROL_WORDS,
  COUNT,
  FAILED,
  type FailureMessage,
  KERNEL,
  LOOKS,
  NEXT,
  OPEN,
  PROGRESS,
  RUN,
  STATE,
  STATES_KEPT,
  STOPPED,
  type StateMessage,
  takeChunks,
  type WorkerStart,
} from './control.ts';
import { analysisKernels } from './kernels.ts';
import type { KernelRegistry, KernelState, Parallel } from './parallel.ts';
import { createSerial } from './serial.ts';
import { requireShared } from './shared-arrays.ts';

export interface WorkerPool extends Parallel {
  /** Ends the threads; a closed pool runs nothing more. */
  close(): void;
}

export interface WorkerPoolOptions {
  readonly registry?: KernelRegistry;
  /** A chunk that takes longer than this means a dead thread, and the run throws. */
  readonly stallMs?: number;
}

/**
 * A pool of `workers` threads, the caller's among them: `workers - 1` are started when the first
 * run has more than one chunk. They hold no process open. The caller is blocked during a run and
 * works along; a run costs some microseconds beside its chunks (the protocol: `control.ts`), and
 * a state is sent once. For the main thread as for any other thread. The last eight states stay
 * in memory until the pool is closed: one pool an analysis, rather than one for good.
 *
 * A kernel's exception is thrown by `run`. A thread that could not start or has died is noticed
 * by the next run, one that dies inside a chunk after `stallMs` (60 s); the pool is of no use
 * then but to be closed.
 */
export function createWorkerPool(workers: number, options: WorkerPoolOptions = {}): WorkerPool {
  const { registry = analysisKernels, stallMs = 60_000 } = options;
  const single = createSerial(registry);
  const kernelNames = Object.keys(registry.kernels);
  const control = new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4));
  const threads: { readonly worker: Worker; readonly port: MessagePort }[] = [];
  const numbers = new Map<KernelState, number>();
  let lastNumber = 0;
  let broken: Error | null = null;

  const start = (): void => {
    while (threads.length < workers - 1) {
      const { port1, port2 } = new MessageChannel();
      const workerData: WorkerStart = { control, port: port2, kernelModule: registry.module.href };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData,
        transferList: [port2],
        execArgv: [],
      });
      worker.on('error', (cause) => {
        broken ??= new Error('a thread of the pool has failed', { cause });
      });
      worker.on('exit', () => {
        broken ??= new Error('a thread of the pool has ended');
      });
      worker.unref();
      threads.push({ worker, port: port1 });
    }
  };

  const numberOf = (state: KernelState): number => {
    const known = numbers.get(state);
    if (known !== undefined) return known;
    requireShared(state);
    lastNumber += 1;
    numbers.set(state, lastNumber);
    const [oldest] = numbers.keys();
    if (numbers.size > STATES_KEPT && oldest !== undefined) numbers.delete(oldest);
    const message: StateMessage = { id: lastNumber, state };
    for (const { port } of threads) port.postMessage(message);
    return lastNumber;
  };

  const waitForOthers = (): void => {
    for (let look = 0; look < LOOKS && Atomics.load(control, ACTIVE) > 0; look += 1);
    let progress = Atomics.load(control, PROGRESS);
    for (;;) {
      const active = Atomics.load(control, ACTIVE);
      if (active === 0) return;
      if (Atomics.wait(control, ACTIVE, active, stallMs) !== 'timed-out') continue;
      const now = Atomics.load(control, PROGRESS);
      if (now === progress) {
        broken = new Error(`a thread of the pool has not finished its chunk in ${stallMs} ms`);
        throw broken;
      }
      progress = now;
    }
  };

  const failureOfWorkers = (kernel: string): Error => {
    let first: FailureMessage | undefined;
    for (const { port } of threads) {
      let received = receiveMessageOnPort(port);
      while (received !== undefined) {
        first ??= received.message as FailureMessage;
        received = receiveMessageOnPort(port);
      }
    }
    const error = new Error(`kernel "${kernel}": ${first?.message ?? 'failed'}`);
    if (first?.stack !== undefined) error.stack = first.stack;
    return error;
  };

  const runShared = (name: string, state: KernelState, count: number, chunk: number): void => {
    const kernel = registry.kernels[name];
    if (kernel === undefined) throw new RangeError(`there is no kernel "${name}"`);
    if (Atomics.load(control, OPEN) === 1) throw new Error('the pool is in a run already');
    start();
    Atomics.store(control, STATE, numberOf(state));
    Atomics.store(control, KERNEL, kernelNames.indexOf(name));
    Atomics.store(control, COUNT, count);
    Atomics.store(control, CHUNK, chunk);
    Atomics.store(control, NEXT, 0);
    Atomics.store(control, FAILED, 0);
    Atomics.store(control, OPEN, 1);
    Atomics.add(control, RUN, 1);
    Atomics.notify(control, RUN);
    let own: { readonly error: unknown } | null = null;
    try {
      takeChunks(control, kernel, state);
    } catch (error) {
      Atomics.store(control, FAILED, 1);
      own = { error };
    }
    Atomics.store(control, OPEN, 0);
    waitForOthers();
    if (Atomics.load(control, FAILED) === 0) return;
    const theirs = failureOfWorkers(name);
    throw own === null ? theirs : own.error;
  };

  return {
    workers: Math.max(1, Math.floor(workers)),
    run(kernel, state, count, chunk) {
      if (broken !== null) throw broken;
      const step = Math.max(1, Math.floor(chunk));
      if (workers <= 1 || count <= step) single.run(kernel, state, count, step);
      else runShared(kernel, state, count, step);
    },
    close() {
      broken = new Error('the pool is closed');
      Atomics.store(control, STOPPED, 1);
      Atomics.add(control, RUN, 1);
      Atomics.notify(control, RUN);
      for (const { worker, port } of threads) {
        port.close();
        void worker.terminate();
      }
      threads.length = 0;
    },
  };
}
