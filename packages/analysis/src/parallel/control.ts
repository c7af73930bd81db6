import type { MessagePort } from 'node:worker_threads';
import type { Kernel, KernelState } from './parallel.ts';

/**
 * The words the threads of a pool share.
 *
 * Caller of a run: writes COUNT, CHUNK, KERNEL, STATE and 0 to NEXT and FAILED, then 1 to OPEN,
 * then a new RUN, and wakes those who wait on it. It takes chunks like any other; when none is
 * left it writes 0 to OPEN and waits until ACTIVE is 0.
 *
 * Worker: sleeps on RUN; awake, adds itself to ACTIVE and only then looks at OPEN. Either it
 * sees 1, then the caller sees it in ACTIVE and waits for it, and all words of the run stand
 * still meanwhile; or it sees 0, has come too late, and leaves again. So nobody ever waits for
 * a worker that starts or wakes slowly: its chunks have been done by others.
 */
export const RUN = 0;
export const OPEN = 1;
export const ACTIVE = 2;
export const NEXT = 3;
export const FAILED = 4;
export const COUNT = 5;
export const CHUNK = 6;
export const KERNEL = 7;
export const STATE = 8;
/** Chunks done by workers since the start: stands still only if all are slow or dead. */
export const PROGRESS = 9;
export const STOPPED = 10;
export const CONTROL_WORDS = 16;

/** States the threads remember; the oldest is forgotten, alike on both sides. */
export const STATES_KEPT = 8;

/** Looks before sleeping: short runs in a row should not pay for falling asleep and waking. */
export const LOOKS = 2000;

export interface WorkerStart {
  readonly control: Int32Array;
  readonly port: MessagePort;
  readonly kernelModule: string;
}

/** A state under its number, from the caller. */
export interface StateMessage {
  readonly id: number;
  readonly state: KernelState;
}

/** What a kernel threw, from a worker. */
export interface FailureMessage {
  readonly message: string;
  readonly stack: string | undefined;
}

/** Takes chunks until none is left or a kernel has failed somewhere. */
export function takeChunks(
  control: Int32Array,
  kernel: Kernel,
  state: KernelState,
  done?: () => void,
): void {
  const count = Atomics.load(control, COUNT);
  const chunk = Atomics.load(control, CHUNK);
  const chunks = Math.ceil(count / chunk);
  while (Atomics.load(control, FAILED) === 0) {
    const taken = Atomics.add(control, NEXT, 1);
    if (taken >= chunks) return;
    kernel(state, taken * chunk, Math.min(count, (taken + 1) * chunk));
    done?.();
  }
}
