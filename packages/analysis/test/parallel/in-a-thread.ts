import { parentPort } from 'node:worker_threads';
import { sharedFloat64, sharedInt32 } from '../../src/parallel/shared-arrays.ts';
import { createWorkerPool } from '../../src/parallel/worker-pool.ts';
import { testKernels } from './test-kernels.ts';

/** A pool on whichever thread runs this, never closed: the thread and the process end anyway. */
const pool = createWorkerPool(2, { registry: testKernels });
const state = { values: sharedFloat64(10), arrived: sharedInt32(1) };
pool.run('together', state, 2, 1);
pool.run('square', state, 10, 2);
if (parentPort === null) console.log(state.arrived[0]);
else parentPort.postMessage(state.arrived[0]);
