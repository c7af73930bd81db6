import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import {
  ACTIVE,
  FAILED,
  type FailureMessage,
  KERNEL,
  LOOKS,
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
import type { KernelRegistry, KernelState } from './parallel.ts';

/** A thread of a pool: see `control.ts` for the protocol. Ends when the pool is closed. */
const { control, port, kernelModule } = workerData as WorkerStart;
const { kernels } = (await import(kernelModule)) as Pick<KernelRegistry, 'kernels'>;
const byNumber = Object.values(kernels);
const states = new Map<number, KernelState>();

/** The caller has sent every state before it opened the run that needs it. */
function stateOfRun(): KernelState {
  const id = Atomics.load(control, STATE);
  while (!states.has(id)) {
    const received = receiveMessageOnPort(port)?.message as StateMessage | undefined;
    if (received === undefined) throw new Error('the state of a run has not arrived');
    states.set(received.id, received.state);
    states.delete(received.id - STATES_KEPT);
  }
  return states.get(id) as KernelState;
}

const oneMoreDone = (): void => {
  Atomics.add(control, PROGRESS, 1);
};

function takePart(): void {
  try {
    const kernel = byNumber[Atomics.load(control, KERNEL)];
    if (kernel === undefined) throw new RangeError('there is no such kernel');
    takeChunks(control, kernel, stateOfRun(), oneMoreDone);
  } catch (error) {
    const failure: FailureMessage = {
      message: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? error.stack : undefined,
    };
    port.postMessage(failure);
    Atomics.store(control, FAILED, 1);
  }
}

let seen = 0;
while (Atomics.load(control, STOPPED) === 0) {
  for (let look = 0; look < LOOKS && Atomics.load(control, RUN) === seen; look += 1);
  Atomics.wait(control, RUN, seen);
  seen = Atomics.load(control, RUN);
  Atomics.add(control, ACTIVE, 1);
  if (Atomics.load(control, OPEN) === 1) takePart();
  Atomics.sub(control, ACTIVE, 1);
  Atomics.notify(control, ACTIVE);
}
port.close();
