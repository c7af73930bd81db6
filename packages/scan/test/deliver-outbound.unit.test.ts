import {
  AddressForbidden,
  CircuitOpen,
  EventRefused,
  type OutboundDelivery,
  RateLimited,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { event, inMemoryStore } from '@viral-scan/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliverOutbound, type EventDestination } from '../src/index.ts';

const pollMs = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Deliveries to an orchestrator that does as it is told, over a store in memory. */
function room(known: Partial<EventDestination> = {}) {
  const store = inMemoryStore({ realNowMs: () => Date.now() });
  const { state, outbound } = store;
  let mood: (delivery: OutboundDelivery, call: { signal: AbortSignal }) => Promise<void> =
    async () => undefined;
  const sent: { readonly key: string; readonly atMs: number }[] = [];
  const outcomes: string[] = [];
  const stopping = new AbortController();
  const destination: EventDestination = {
    name: 'orchestrator',
    async send(delivery, call) {
      sent.push({ key: delivery.event.partitionkey ?? '', atMs: Date.now() });
      await mood(delivery, call);
    },
    ...known,
  };
  const failures: unknown[] = [];
  const running = deliverOutbound(
    {
      outbound,
      announcements: {
        count: 0,
        wait: (_, ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
      },
      pollMs,
      sendWithinMs: 2_000,
      graceMs: 500,
      random: () => 1,
      onOutcome: (outcome) => void outcomes.push(outcome),
      onFailure: (error) => void failures.push(error),
    },
    destination,
    stopping.signal,
  );
  const tell = async (...keys: readonly string[]): Promise<void> => {
    const now = Date.now();
    for (const partitionkey of keys) {
      state.outbox.push({
        tenantId: crypto.randomUUID(),
        subjectId: '',
        scanId: null,
        event: event({ partitionkey }),
        patterns: null,
        createdMs: now,
        nextAttemptMs: now,
        attempts: 0,
        done: false,
      });
    }
    await outbound.fanOut(['orchestrator'], 1_000);
  };
  return {
    state,
    outbound,
    sent,
    outcomes,
    failures,
    running,
    tell,
    stop: () => stopping.abort(),
    behave: (next: typeof mood) => {
      mood = next;
    },
    keys: () => sent.splice(0).map(({ key }) => key),
    row: (key: string) =>
      state.deliveries.find(({ row }) => row.event?.partitionkey === key) ?? expect.fail(),
  };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const failing = (error: unknown) => () => Promise.reject(error);

describe('a delivery', () => {
  it.each([
    ['a lost connection', new UpstreamUnavailable('orchestrator answered 503'), 1_000],
    ['a forbidden address', new AddressForbidden('10.0.0.1'), 1_000],
    ['a wish for a pause', new RateLimited('orchestrator answered 429', 120_000), 120_000],
    ['a wish for none', new RateLimited('orchestrator answered 429', 0), 1_000],
    ['a wish for a very long pause', new RateLimited('orchestrator answered 429', 9e9), 300_000],
  ])('waits after %s, and says why', async (_, error, pauseMs) => {
    const { tell, behave, row, outcomes, stop } = room();
    behave(failing(error));
    await tell('a');
    await pass(pollMs);
    expect(row('a')).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: error.message,
    });
    expect(row('a').nextAttemptMs - Date.now()).toBeGreaterThan(pauseMs - pollMs - 100);
    expect(row('a').nextAttemptMs - Date.now()).toBeLessThanOrEqual(pauseMs);
    expect(outcomes).toEqual(['postponed']);
    stop();
  });

  it.each([
    new UpstreamUnavailable('down'),
    // "Retry-After: 0", or a time that has passed.
    new RateLimited('orchestrator answered 429', 0),
  ])('waits for longer each time, at the most half a minute, after %o', async (error) => {
    const { tell, behave, sent, stop } = room();
    behave(failing(error));
    await tell('a');
    await pass(200_000);
    const pauses = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0));
    for (const [index, seconds] of [1, 2, 4, 8, 16, 30, 30].entries()) {
      // Found by the next look.
      expect(pauses[index]).toBeGreaterThanOrEqual(seconds * 1_000);
      expect(pauses[index]).toBeLessThanOrEqual(seconds * 1_000 + pollMs);
    }
    stop();
  });

  it('keeps no text of an error that nobody knows', async () => {
    const { tell, behave, row, stop } = room();
    behave(failing(new TypeError('the caption was: …')));
    await tell('a');
    await pass(pollMs);
    expect(row('a').lastError).toBe('failed with TypeError');
    stop();
  });

  it('is refused for good when the destination says so, and what follows goes on', async () => {
    const { tell, behave, row, outcomes, state, stop } = room();
    behave(async ({ deliveryId }) => {
      if (deliveryId === 1) throw new EventRefused('orchestrator answered 422', 422);
    });
    await tell('a', 'a');
    await pass(3 * pollMs);
    expect(row('a')).toMatchObject({ state: 'refused', lastStatus: 422 });
    expect(state.deliveries[1]?.state).toBe('delivered');
    expect(outcomes).toEqual(['refused', 'delivered']);
    stop();
  });

  it('without an answer is given up in time, also by a destination that is deaf', async () => {
    const { tell, behave, row, stop } = room();
    behave(() => new Promise(() => undefined));
    await tell('a');
    await pass(pollMs + 2_001);
    expect(row('a')).toMatchObject({ state: 'waiting', lastError: 'no answer within 2000 ms' });
    stop();
  });
});

describe('a destination', () => {
  it('is sent eight at once, and a slow one holds up no other key', async () => {
    const { tell, behave, keys, stop } = room();
    const slow = Promise.withResolvers<void>();
    behave(({ event: { partitionkey } }) => (partitionkey === 'slow' ? slow.promise : wait(10)));
    await tell('slow', 'slow', ...Array.from({ length: 20 }, (_, index) => `key-${index}`));
    await pass(pollMs + 100);
    expect(keys()).toHaveLength(21);
    slow.resolve();
    await pass(pollMs);
    expect(keys()).toEqual(['slow']);
    stop();
  });

  it.each([new UpstreamUnavailable('down'), new RateLimited('orchestrator answered 429', 0)])(
    'that is away is tried with one at a time, and gets all at once when it is back: %o',
    async (error) => {
      const { tell, behave, keys, sent, stop, outbound } = room();
      const hurry = vi.spyOn(outbound, 'hurry');
      behave(failing(error));
      await tell(...Array.from({ length: 12 }, (_, index) => `key-${index}`));
      await pass(30_000);
      expect(keys().length).toBeGreaterThan(8);
      const before = Date.now();
      await pass(10_000);
      // One a second.
      expect(sent.length).toBeLessThanOrEqual((Date.now() - before) / 1_000 + 1);
      expect(hurry).not.toHaveBeenCalled();
      sent.splice(0);
      behave(async () => undefined);
      await pass(3_000);
      expect(new Set(keys()).size).toBe(12);
      expect(hurry).toHaveBeenCalledTimes(1);
      stop();
    },
  );

  it('that fails for one event only is not hurried by the success of others', async () => {
    const { tell, behave, sent, stop, outbound } = room();
    const hurry = vi.spyOn(outbound, 'hurry');
    behave(async ({ event: { partitionkey } }) => {
      if (partitionkey === 'poison') throw new UpstreamUnavailable('orchestrator answered 500');
    });
    await tell('poison');
    for (let second = 0; second < 60; second += 1) {
      await tell('other');
      await pass(1_000);
    }
    expect(sent.filter(({ key }) => key === 'other').length).toBeGreaterThan(50);
    expect(sent.filter(({ key }) => key === 'poison').length).toBeLessThan(10);
    expect(hurry).not.toHaveBeenCalled();
    stop();
  });

  it('whose breaker is open gets nothing taken for it', async () => {
    let openMs = 60_000;
    const { tell, keys, row, stop } = room({ restsForMs: () => openMs });
    await tell('a');
    await pass(10_000);
    expect([keys(), row('a').attempts]).toEqual([[], 0]);
    openMs = 0;
    await pass(pollMs);
    expect(keys()).toEqual(['a']);
    stop();
  });

  it('is not back because of an answer that was asked for before its breaker opened', async () => {
    let openMs = 0;
    const { tell, behave, keys, sent, stop } = room({ restsForMs: () => openMs });
    behave(async ({ event: { partitionkey } }) => {
      if (partitionkey === 'late') return wait(200);
      openMs = 20_000;
      throw new UpstreamUnavailable('orchestrator answered 503');
    });
    await tell('a', 'late', 'b', 'c', 'd');
    await pass(pollMs + 500);
    expect(keys()).toHaveLength(5);
    behave(() => wait(100));
    openMs = 0;
    await pass(2 * pollMs);
    // One at first, the others when it has answered.
    const [first, ...others] = sent.map(({ atMs }) => atMs);
    expect(others.map((atMs) => atMs - (first ?? 0))).toEqual([100, 100, 100]);
    stop();
  });

  it('that could not be called rests until its breaker lets a call through', async () => {
    const { tell, behave, sent, stop } = room();
    behave(failing(new CircuitOpen('not called', 20_000)));
    await tell('a', 'b', 'c');
    await pass(19_000);
    expect(sent).toHaveLength(3);
    await pass(2_000);
    expect(sent).toHaveLength(4);
    stop();
  });
});

describe('the end of the process', () => {
  it('waits for what is under way, and takes nothing more', async () => {
    const { tell, behave, stop, running, state } = room();
    behave(() => wait(300));
    await tell('a', 'a');
    await pass(pollMs + 100);
    stop();
    await Promise.all([running, pass(2 * pollMs)]);
    expect(state.deliveries.map((row) => [row.state, row.attempts])).toEqual([
      ['delivered', 1],
      ['waiting', 0],
    ]);
  });

  it('gives back what takes too long, at no cost of time', async () => {
    const { tell, behave, stop, running, row, outcomes } = room();
    const given = Promise.withResolvers<void>();
    behave((_, { signal }) => {
      signal.addEventListener('abort', () => given.resolve());
      return new Promise(() => undefined);
    });
    await tell('a');
    await pass(pollMs + 100);
    stop();
    await Promise.all([running, pass(2 * pollMs), given.promise]);
    expect(row('a')).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(row('a').nextAttemptMs).toBeLessThanOrEqual(Date.now());
    expect(outcomes).toEqual([]);
  });
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
