import { type StepLease, StepLost } from '@viral-scan/contracts';
import type { StepRepository } from '@viral-scan/scan';
import { principal } from '@viral-scan/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whileAlive } from '../src/heartbeat.ts';

const subject = principal();
const lease: StepLease = { scanId: crypto.randomUUID(), stepKey: 'collect-0', fence: 1 };
const never = new AbortController().signal;

/** Rejects with an error of its own when its signal aborts, as libraries do. */
const waitFor = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
  );

describe('a step at work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const beating = (heartbeat: StepRepository['heartbeat'], signal = never) => {
    const steps = { heartbeat: vi.fn(heartbeat) };
    const run = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
      whileAlive(steps, subject, lease, signal, work);
    return { steps, run };
  };

  it('gives a sign of life every three seconds until it ends', async () => {
    const { steps, run } = beating(async () => undefined);
    const { promise, resolve } = Promise.withResolvers<string>();
    const result = run(() => promise);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(steps.heartbeat.mock.calls).toEqual(Array(3).fill([subject, lease]));
    resolve('done');
    expect(await result).toBe('done');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(steps.heartbeat).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is aborted once it is lost, and says that it was lost', async () => {
    const lost = new StepLost('somebody else has it');
    const { run } = beating(async () => {
      throw lost;
    });
    const seen: unknown[] = [];
    const result = run((signal) => {
      signal.addEventListener('abort', () => seen.push(signal.reason));
      return waitFor(signal);
    });
    const ended = expect(result).rejects.toBe(lost);
    await vi.advanceTimersByTimeAsync(3_000);
    await ended;
    expect(seen).toEqual([lost]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on when a sign of life cannot be given', async () => {
    const { run } = beating(async () => {
      throw new Error('the database is away');
    });
    const { promise, resolve } = Promise.withResolvers<string>();
    const result = run(async (signal) => `${await promise}, aborted: ${signal.aborted}`);
    await vi.advanceTimersByTimeAsync(9_000);
    resolve('done');
    expect(await result).toBe('done, aborted: false');
  });

  it('is aborted with the worker, and throws what the work throws', async () => {
    const stop = new AbortController();
    const { run } = beating(async () => undefined, stop.signal);
    const result = run(waitFor);
    stop.abort(new Error('the service ends'));
    await expect(result).rejects.toThrow('aborted');
  });

  it('stops its signs of life when the work throws', async () => {
    const { run } = beating(async () => undefined);
    const work = async (): Promise<never> => {
      throw new Error('broken');
    };
    await expect(run(work)).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
  });
});
