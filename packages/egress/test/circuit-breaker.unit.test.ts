import { setTimeout as delay } from 'node:timers/promises';
import {
  AddressForbidden,
  CircuitOpen,
  UpstreamContractBroken,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BreakerChange, createBreakers } from '../src/circuit-breaker.ts';
import { createEgress } from '../src/index.ts';
import { startServer } from './loopback-server.ts';

const origin = 'https://a.example';
const refusal = 'GET a.example/p: not called, the host failed repeatedly';
const down = () => Promise.reject(new UpstreamUnavailable('down'));
const answering = (status: number) => () => Promise.resolve({ status });

beforeEach(() => {
  // Only the date: sockets and deadlines go on.
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function setUp({ maxOrigins = 10 } = {}) {
  const changes: BreakerChange[] = [];
  const breakerOf = createBreakers({
    failureThreshold: 3,
    coolDownMs: 1_000,
    maxOrigins,
    onChange: (change) => changes.push(change),
  });
  /** The status, or the message of what was thrown. */
  const call = (run: () => Promise<{ status: number }> = answering(200), to = origin) =>
    breakerOf(to)
      .call('GET a.example/p', run)
      .then(
        ({ status }) => status,
        (error: Error) => error.message,
      );
  const open = async () => {
    for (let i = 0; i < 3; i += 1) await call(down);
  };
  /** A call that is under way until it is ended. */
  const begin = () => {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number }>();
    const ended = call(() => promise);
    return {
      answer: (status: number) => {
        resolve({ status });
        return ended;
      },
      fail: (error: Error) => {
        reject(error);
        return ended;
      },
    };
  };
  return { call, open, begin, changes, openForMs: () => breakerOf(origin).openForMs() };
}

describe('a circuit breaker', () => {
  test('opens after the threshold of failures in a row', async () => {
    const { call } = setUp();
    await call(down);
    await call(down);
    await call();
    await call(down);
    expect(await call(answering(503))).toBe(503);
    expect(await call(answering(500))).toBe(500);
    expect(await call()).toBe(refusal);
    expect(await call(answering(200), 'https://b.example')).toBe(200);
  });

  test.each([
    ['a 429', answering(429)],
    ['a 404', answering(404)],
    ['a broken contract', () => Promise.reject(new UpstreamContractBroken('no HTTP'))],
  ])('takes %s for a sign of life', async (_, run) => {
    const { call } = setUp();
    for (let i = 0; i < 2; i += 1) await call(down);
    for (let i = 0; i < 5; i += 1) expect(await call(run)).not.toBe(refusal);
    for (let i = 0; i < 2; i += 1) await call(down);
    expect(await call()).toBe(200);
  });

  test.each([
    ['a forbidden address', new AddressForbidden('10.0.0.1')],
    ['a call given up', new Error('step lost')],
  ])('takes %s for neither a failure nor a sign of life', async (_, error) => {
    const { call } = setUp();
    const run = () => Promise.reject(error);
    await call(down);
    await call(down);
    for (let i = 0; i < 5; i += 1) expect(await call(run)).toBe(error.message);
    await call(down);
    expect(await call()).toBe(refusal);
  });

  test('lets one probe through after the cool-down and closes when it succeeds', async () => {
    const { call, open, begin } = setUp();
    await open();
    vi.setSystemTime(999);
    expect(await call()).toBe(refusal);
    vi.setSystemTime(1_000);
    const probe = begin();
    expect(await call()).toBe(refusal);
    expect(await probe.answer(200)).toBe(200);
    expect(await call()).toBe(200);
    await call(down);
    expect(await call()).toBe(200);
  });

  test.each([
    ['an error', down],
    ['a 503', answering(503)],
  ])('opens again for the whole cool-down when the probe fails by %s', async (_, run) => {
    const { call, open } = setUp();
    await open();
    vi.setSystemTime(1_000);
    expect(await call(run)).not.toBe(refusal);
    vi.setSystemTime(1_999);
    expect(await call()).toBe(refusal);
    vi.setSystemTime(2_000);
    expect(await call()).toBe(200);
  });

  test('lets the next probe through, and only one, when one was given up', async () => {
    const { call, open, begin } = setUp();
    await open();
    vi.setSystemTime(1_000);
    expect(await begin().fail(new Error('step lost'))).toBe('step lost');
    const probe = begin();
    expect(await call()).toBe(refusal);
    await probe.fail(new UpstreamUnavailable('down'));
    vi.setSystemTime(1_999);
    expect(await call()).toBe(refusal);
  });

  test('takes no notice of calls that began before it opened', async () => {
    const { call, open, begin } = setUp();
    const [early, late, latest] = [begin(), begin(), begin()];
    await open();
    vi.setSystemTime(500);
    expect(await late.fail(new UpstreamUnavailable('late'))).toBe('late');
    vi.setSystemTime(999);
    expect(await call()).toBe(refusal);
    vi.setSystemTime(1_000);
    const probe = begin();
    expect(await latest.fail(new UpstreamUnavailable('latest'))).toBe('latest');
    expect(await early.answer(200)).toBe(200);
    expect(await call()).toBe(refusal);
    await probe.answer(200);
    expect(await call()).toBe(200);
  });

  test('tells of its changes, and for how long it lets nothing through', async () => {
    const { call, open, begin, changes, openForMs } = setUp();
    const states = () => changes.splice(0).map(({ state }) => state);
    await call(down);
    await call();
    expect([openForMs(), ...states()]).toEqual([0]);
    await open();
    expect(changes).toEqual([{ origin, state: 'open' }]);
    expect([openForMs(), ...states()]).toEqual([1_000, 'open']);
    vi.setSystemTime(400);
    await call();
    expect([openForMs(), ...states()]).toEqual([600]);
    vi.setSystemTime(1_000);
    expect(openForMs()).toBe(0);
    const probe = begin();
    expect([openForMs(), ...states()]).toEqual([1_000, 'half_open']);
    await probe.fail(new UpstreamUnavailable('down'));
    expect([openForMs(), ...states()]).toEqual([1_000, 'open']);
    vi.setSystemTime(2_000);
    await call();
    expect([openForMs(), ...states()]).toEqual([0, 'half_open', 'closed']);
  });

  test('stays open up to half as long again by jitter', async () => {
    const { call, open } = setUp();
    vi.mocked(Math.random).mockReturnValue(0.999);
    await open();
    vi.setSystemTime(1_499);
    expect(await call()).toBe(refusal);
    vi.setSystemTime(1_500);
    expect(await call()).toBe(200);
  });

  test('is forgotten when as many other origins as are remembered were called since', async () => {
    const { call, open } = setUp({ maxOrigins: 2 });
    await open();
    await call(answering(200), 'https://b.example');
    expect(await call()).toBe(refusal);
    await call(answering(200), 'https://c.example');
    expect(await call()).toBe(refusal);
    await call(answering(200), 'https://b.example');
    await call(answering(200), 'https://c.example');
    expect(await call()).toBe(200);
  });
});

describe('the breaker of an egress', () => {
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0)) await end();
  });

  /** A server that answers the status it is told, or nothing while that is null. */
  async function openEgress(first: number | null) {
    const told = { status: first };
    const changes: BreakerChange[] = [];
    const server = await startServer((_, response) => {
      if (told.status !== null) response.writeHead(told.status).end('x');
    });
    const egress = createEgress({
      allow: [server.origin],
      breaker: { failureThreshold: 2, coolDownMs: 1_000 },
      onBreaker: (change) => changes.push(change),
    });
    endings.push(egress.close, server.close);
    const url = new URL(`${server.origin}/v3/videos?key=very-secret`);
    return { told, server, egress, url, changes };
  }

  test('refuses calls to an origin that failed repeatedly and probes it once after a while', async () => {
    const { told, server, egress, url, changes } = await openEgress(503);
    expect((await egress.request({ url })).status).toBe(503);
    await egress.request({ url });
    const refused = egress.request({ url });
    await expect(refused).rejects.toBeInstanceOf(UpstreamUnavailable);
    await expect(refused).rejects.toBeInstanceOf(CircuitOpen);
    await expect(refused).rejects.toMatchObject({ retryAfterMs: 1_000 });
    expect(egress.openForMs(url)).toBe(1_000);
    await expect(refused).rejects.toThrow(`GET 127.0.0.1:${server.port}/v3/videos: not called`);
    await expect(refused).rejects.not.toThrow('very-secret');
    expect(server.asked).toHaveLength(2);

    vi.setSystemTime(1_000);
    told.status = 200;
    const answers = await Promise.allSettled([egress.request({ url }), egress.request({ url })]);
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected']);
    expect((await egress.request({ url })).status).toBe(200);
    expect(changes).toEqual(
      ['open', 'half_open', 'closed'].map((state) => ({ origin: server.origin, state })),
    );
    expect(egress.openForMs(url)).toBe(0);
  });

  test('counts deadlines, not calls given up, and lets another probe follow one given up', async () => {
    const { told, server, egress, url } = await openEgress(null);
    const giveUp = async () => {
      const caller = new AbortController();
      const failed = egress.request({ url, signal: caller.signal });
      const asked = server.asked.length;
      while (server.asked.length === asked) await delay(1);
      caller.abort(new Error('step lost'));
      await expect(failed).rejects.toThrow('step lost');
    };
    for (let i = 0; i < 3; i += 1) await giveUp();
    for (let i = 0; i < 2; i += 1) {
      await expect(egress.request({ url, deadlineMs: 50 })).rejects.toThrow('within 50 ms');
    }
    await expect(egress.request({ url })).rejects.toThrow('not called');
    vi.setSystemTime(1_000);
    await giveUp();
    told.status = 200;
    expect((await egress.request({ url })).status).toBe(200);
  });
});
