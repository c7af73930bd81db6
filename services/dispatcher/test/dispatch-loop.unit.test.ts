import { EventEmitter } from 'node:events';
import type { Dispatch } from '@viral-scan/contracts';
import {
  createLogger,
  createMetrics,
  createShutdown,
  type ProcessEvents,
} from '@viral-scan/runtime';
import type { DispatchRepository } from '@viral-scan/scan';
import { inMemoryQueue, inMemoryStore, newScan } from '@viral-scan/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DispatchLoop } from '../src/dispatch-loop.ts';

const hourMs = 3_600_000;

class FakeProcess extends EventEmitter implements ProcessEvents {
  exit(): void {
    // The test process stays.
  }
}

const silentScan: Dispatch = {
  tenantId: crypto.randomUUID(),
  subjectId: crypto.randomUUID(),
  scanId: crypto.randomUUID(),
  generation: 0,
  traceparent: null,
  openSteps: [{ stepKey: 'collect-0', kind: 'collect-account', lastSignOfLife: null }],
};

/** A loop over an outbox that is empty unless the test says otherwise; nothing is due by itself. */
function loopOver(
  known: Partial<DispatchRepository> = {},
  options: { readonly pollMs?: number; readonly reconcileEveryMs?: number } = {},
) {
  const dispatch = {
    relay: vi.fn(known.relay ?? (async () => 0)),
    silent: vi.fn(known.silent ?? (async () => [])),
    redispatch: vi.fn(known.redispatch ?? (async () => undefined)),
    outboxLag: vi.fn(known.outboxLag ?? (async () => ({ waiting: 0, oldestSeconds: 0 }))),
  };
  const lines: { msg: string; level: string; scan_id?: string }[] = [];
  const logger = createLogger({
    service: 'dispatcher',
    level: 'warn',
    hashKey: 'k'.repeat(32),
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  const metrics = createMetrics({ service: 'dispatcher' });
  const shutdown = createShutdown({ logger, timeoutMs: 1_000, process: new FakeProcess() });
  const loop = new DispatchLoop(
    { dispatch, queue: inMemoryQueue() },
    { logger, metrics, shutdown },
    { pollMs: hourMs, reconcileEveryMs: hourMs, silentMs: 10_000, ...options },
  );
  return { dispatch, lines, metrics, shutdown, loop, running: loop.run() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
/** Lets everything happen that is due by now. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('relaying', () => {
  it('begins at once, and again whenever a row is announced', async () => {
    const { dispatch, loop } = loopOver();
    await settle();
    expect(dispatch.relay).toHaveBeenCalledTimes(1);
    loop.wake();
    await settle();
    expect(dispatch.relay).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(hourMs - 1);
    expect(dispatch.relay).toHaveBeenCalledTimes(2);
  });

  it('looks by itself after the pause when nothing was announced', async () => {
    const { dispatch } = loopOver({}, { pollMs: 1_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(dispatch.relay).toHaveBeenCalledTimes(4);
  });

  it('does not miss what is announced while it relays', async () => {
    const first = Promise.withResolvers<number>();
    const { dispatch, loop } = loopOver({
      relay: vi.fn(async () => 0).mockImplementationOnce(() => first.promise),
    });
    await settle();
    loop.wake();
    loop.wake();
    first.resolve(1);
    await settle();
    expect(dispatch.relay).toHaveBeenCalledTimes(2);
  });

  it('goes on without a pause while there is a full batch', async () => {
    const counts = [100, 100, 7];
    const { dispatch } = loopOver({ relay: async () => counts.shift() ?? 0 });
    await settle();
    expect(dispatch.relay).toHaveBeenCalledTimes(3);
  });

  it('survives a failure, says so, and tries again after the pause', async () => {
    let isAway = true;
    const { dispatch, lines } = loopOver(
      {
        relay: async () => {
          if (isAway) throw new Error('the database is away');
          return 0;
        },
      },
      { pollMs: 1_000 },
    );
    await vi.advanceTimersByTimeAsync(2_500);
    isAway = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(dispatch.relay).toHaveBeenCalledTimes(4);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual(
      Array(3).fill(['warn', 'relaying the outbox failed and will be tried again']),
    );
  });

  it('is woken by an announcement also after a failure', async () => {
    const { dispatch, loop } = loopOver({
      relay: async () => {
        throw new Error('the database is away');
      },
    });
    await settle();
    loop.wake();
    await settle();
    expect(dispatch.relay).toHaveBeenCalledTimes(2);
  });
});

describe('looking after silent scans', () => {
  it('dispatches them anew, counts them, and wakes the relay', async () => {
    const { dispatch, metrics, lines } = loopOver({
      silent: vi.fn(async (): Promise<Dispatch[]> => []).mockResolvedValueOnce([silentScan]),
    });
    await settle();
    expect(dispatch.silent).toHaveBeenCalledWith(10_000, 100);
    expect(dispatch.redispatch.mock.calls).toEqual([[silentScan]]);
    expect(dispatch.relay).toHaveBeenCalledTimes(2);
    expect((await metrics.redispatched.get()).values[0]?.value).toBe(1);
    expect(lines).toMatchObject([
      { msg: 'a silent scan was dispatched again', scan_id: silentScan.scanId },
    ]);
  });

  it('comes again after its own pause, and measures the outbox each time', async () => {
    const { dispatch, metrics } = loopOver(
      { outboxLag: async () => ({ waiting: 3, oldestSeconds: 12.5 }) },
      { reconcileEveryMs: 5_000 },
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(dispatch.silent).toHaveBeenCalledTimes(3);
    expect((await metrics.outboxWaiting.get()).values[0]?.value).toBe(3);
    expect((await metrics.outboxOldestSeconds.get()).values[0]?.value).toBe(12.5);
  });

  it('does not hold up the relay when it fails, and still measures the outbox', async () => {
    const { dispatch, loop, lines } = loopOver({
      silent: async () => {
        throw new Error('the database is away');
      },
    });
    await settle();
    loop.wake();
    await settle();
    expect(dispatch.relay).toHaveBeenCalledTimes(2);
    expect(dispatch.outboxLag).toHaveBeenCalledTimes(1);
    expect(lines).toMatchObject([{ msg: 'reconciling failed and will be tried again' }]);
  });
});

describe('the end', () => {
  it('comes with the shutdown, in the middle of both pauses', async () => {
    const { dispatch, shutdown, running } = loopOver();
    await settle();
    await Promise.all([shutdown.begin('a test'), running]);
    expect(dispatch.relay).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for what is being relayed', async () => {
    const relaying = Promise.withResolvers<number>();
    const { shutdown, running } = loopOver({ relay: () => relaying.promise });
    const seen: string[] = [];
    const ended = running.then(() => seen.push('ended'));
    await settle();
    await shutdown.begin('a test');
    await settle();
    expect(seen).toEqual([]);
    relaying.resolve(100);
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('comes also when the shutdown begins while silent scans are looked for', async () => {
    const looking = Promise.withResolvers<Dispatch[]>();
    const { shutdown, running } = loopOver({ silent: () => looking.promise });
    await settle();
    await shutdown.begin('a test');
    looking.resolve([]);
    await running;
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a scan taken on while the loop runs is put on the queue', async () => {
  vi.useRealTimers();
  const store = inMemoryStore();
  const queue = inMemoryQueue();
  const { loop: _idle, shutdown: idle, running: idling, ...runtime } = loopOver();
  await Promise.all([idle.begin('not needed'), idling]);
  const logger = createLogger({ service: 'dispatcher', level: 'silent', hashKey: 'k'.repeat(32) });
  const shutdown = createShutdown({ logger, timeoutMs: 1_000, process: new FakeProcess() });
  const loop = new DispatchLoop(
    { dispatch: store.dispatch, queue },
    { logger, metrics: runtime.metrics, shutdown },
    { pollMs: hourMs, reconcileEveryMs: hourMs, silentMs: 10_000 },
  );
  const running = loop.run();
  const scan = newScan();
  const who = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  await store.scans.initiate(who, scan);
  loop.wake();
  await expect
    .poll(() => queue.presence('analyze-scan', `${scan.scanId}-analyze-scan-g0`))
    .toBe('waiting');
  await Promise.all([shutdown.begin('a test'), running]);
});
