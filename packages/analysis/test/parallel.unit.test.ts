import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createSerial, serial } from '../src/parallel/serial.ts';
import { sharedFloat64, sharedInt32 } from '../src/parallel/shared-arrays.ts';
import { createWorkerPool, type WorkerPool } from '../src/parallel/worker-pool.ts';
import { testKernels } from './parallel/test-kernels.ts';

const opened: WorkerPool[] = [];
const poolOf = (workers: number, stallMs = 60_000): WorkerPool => {
  const pool = createWorkerPool(workers, { registry: testKernels, stallMs });
  opened.push(pool);
  return pool;
};
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close();
});

const newState = (items = 0) => ({ values: sharedFloat64(items), arrived: sharedInt32(1) });
const threadFile = new URL('./parallel/in-a-thread.ts', import.meta.url);

describe('parallel runs', () => {
  it('give the same bytes on one thread as on 1, 2 and 3 workers, over many short runs', () => {
    const expected = newState(1000);
    const onOne = createSerial(testKernels);
    for (let run = 0; run < 300; run += 1) onOne.run('square', expected, 1000, 64);
    for (const workers of [1, 2, 3]) {
      const pool = poolOf(workers);
      const state = newState(1000);
      if (workers > 1) pool.run('together', state, 2, 1);
      for (let run = 0; run < 300; run += 1) pool.run('square', state, 1000, 64);
      expect(state.values).toEqual(expected.values);
    }
  });

  it('remember a few states and take an old one again', () => {
    const pool = poolOf(2);
    const states = Array.from({ length: 20 }, () => newState(40));
    for (let round = 0; round < 3; round += 1) {
      for (const state of states) {
        state.arrived.fill(0);
        pool.run('together', state, 2, 1);
        pool.run('square', state, 40, 4);
      }
    }
    const expected = newState(40);
    for (let round = 0; round < 3; round += 1) {
      createSerial(testKernels).run('square', expected, 40, 4);
    }
    for (const state of states) expect(state.values).toEqual(expected.values);
  });

  it('of nothing do nothing, and of one chunk start no thread', () => {
    const pool = poolOf(2);
    pool.run('throwInCaller', newState(), 0, 1);
    const state = newState(5);
    pool.run('square', state, 5, 5);
    expect(state.values[1]).toBe(Math.sin(1) ** 2);
  });

  it('throw what a kernel throws on the caller’s thread or on another, and go on afterwards', () => {
    const pool = poolOf(2);
    for (let round = 0; round < 3; round += 1) {
      expect(() => pool.run('throwInWorker', newState(), 2, 1)).toThrow('bad item');
      expect(() => pool.run('throwInCaller', newState(), 2, 1)).toThrow('bad item of mine');
    }
    expect(() => pool.run('together', newState(), 2, 1)).not.toThrow();
  });

  it('throw when a thread dies inside a chunk, and whenever the pool is used again', () => {
    const pool = poolOf(2, 100);
    expect(() => pool.run('die', newState(), 2, 1)).toThrow('has not finished its chunk in 100 ms');
    expect(() => pool.run('square', newState(10), 10, 1)).toThrow('has not finished');
  });

  it('throw once a thread could not start', async () => {
    const pool = createWorkerPool(2, {
      registry: { ...testKernels, module: new URL('./no-such-module.ts', import.meta.url) },
    });
    opened.push(pool);
    const state = newState(10);
    pool.run('square', state, 10, 1);
    expect(state.values[3]).toBe(Math.sin(3) ** 2);
    await expect
      .poll(() => {
        try {
          pool.run('square', newState(10), 10, 1);
        } catch (error) {
          return String(error);
        }
        return 'ran';
      })
      .toContain('a thread of the pool has failed');
  });

  it('refuse an unknown kernel, an array that is not shared, and a closed pool', () => {
    const pool = poolOf(2);
    for (const parallel of [pool, createSerial(testKernels), serial]) {
      expect(() => parallel.run('none', newState(), 2, 1)).toThrow('there is no kernel "none"');
    }
    for (const parallel of [pool, createSerial(testKernels)]) {
      const state = { ...newState(), values: new Float64Array(2) };
      expect(() => parallel.run('square', state, 2, 1)).toThrow('"values" of a kernel’s state');
    }
    pool.close();
    expect(() => pool.run('square', newState(2), 2, 1)).toThrow('the pool is closed');
  });

  it('hold no process open, closed or not', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(threadFile)], {
      timeout: 15_000,
    });
    expect(stdout.trim()).toBe('1');
  });

  it('work inside another thread, which ends though the pool is open', async () => {
    const thread = new Worker(threadFile, { execArgv: [] });
    const exited = once(thread, 'exit');
    expect(await once(thread, 'message')).toEqual([1]);
    expect(await exited).toEqual([0]);
  });
});
