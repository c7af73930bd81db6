import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createShutdown, exitWithParent, type ProcessEvents } from '../src/index.ts';

class FakeProcess extends EventEmitter implements ProcessEvents {
  readonly codes: number[] = [];
  exit(code: number) {
    this.codes.push(code);
  }
}

function setUp(timeoutMs = 1_000) {
  const host = new FakeProcess();
  const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const shutdown = createShutdown({ logger, timeoutMs, process: host });
  return { host, logger, shutdown };
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('phases run in order, whatever the order of registration', async () => {
  const { host, shutdown } = setUp();
  const seen: string[] = [];
  shutdown.register('close', 'pool', () => void seen.push('close'));
  shutdown.register('drain', 'worker', async () => {
    await sleep(20);
    seen.push('drain');
  });
  shutdown.register('stopAccepting', 'http', () => void seen.push('stop'));
  host.emit('SIGTERM', 'SIGTERM');
  await shutdown.begin('joined');
  expect(seen).toEqual(['stop', 'drain', 'close']);
  expect(host.codes).toEqual([0]);
});

test('the signal aborts as soon as the shutdown begins', async () => {
  const { shutdown } = setUp();
  expect(shutdown.signal.aborted).toBe(false);
  const ended = shutdown.begin('test');
  expect(shutdown.signal.aborted).toBe(true);
  await ended;
});

test('a failing task is logged and the rest still runs', async () => {
  const { host, logger, shutdown } = setUp();
  const close = vi.fn();
  shutdown.register('drain', 'worker', () => {
    throw new Error('stuck');
  });
  shutdown.register('close', 'pool', close);
  await shutdown.begin('test');
  expect(close).toHaveBeenCalledOnce();
  expect(logger.warn).toHaveBeenCalledOnce();
  expect(host.codes).toEqual([0]);
});

test('a shutdown that takes too long exits with code 1', async () => {
  const { host, shutdown } = setUp(50);
  shutdown.register('drain', 'worker', () => new Promise(() => undefined));
  await shutdown.begin('test');
  expect(host.codes).toEqual([1]);
});

test('a second signal is taken as the same wish at first, and exits at once later', async () => {
  const { host, shutdown } = setUp(5_000);
  shutdown.register('drain', 'worker', () => new Promise(() => undefined));
  host.emit('SIGINT', 'SIGINT');
  host.emit('SIGTERM', 'SIGTERM');
  expect(host.codes).toEqual([]);
  await sleep(1_050);
  host.emit('SIGINT', 'SIGINT');
  expect(host.codes).toEqual([1]);
});

test.each(['unhandledRejection', 'uncaughtException'])(
  '%s is logged and ends the service with code 1',
  async (event) => {
    const { host, logger, shutdown } = setUp();
    const close = vi.fn();
    shutdown.register('close', 'pool', close);
    host.emit(event, new Error('unexpected'));
    await shutdown.begin('joined');
    expect(logger.error).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledOnce();
    expect(host.codes).toEqual([1]);
  },
);

test('after dispose nothing listens to the process', () => {
  const { host, shutdown } = setUp();
  shutdown.dispose();
  expect(host.eventNames()).toEqual([]);
});

test('a service ends when its starter is gone', async () => {
  const begin = vi.fn(async () => undefined);
  // 2^22 is above the largest pid of Linux.
  exitWithParent({ parentPid: 4_194_305, shutdown: { begin }, intervalMs: 10 });
  await sleep(50);
  expect(begin).toHaveBeenCalledOnce();
});

test('a service stays while its starter lives, and when it has none to watch', async () => {
  const begin = vi.fn(async () => undefined);
  const stop = exitWithParent({ parentPid: process.ppid, shutdown: { begin }, intervalMs: 10 });
  exitWithParent({ parentPid: undefined, shutdown: { begin }, intervalMs: 10 });
  await sleep(50);
  stop();
  expect(begin).not.toHaveBeenCalled();
});
