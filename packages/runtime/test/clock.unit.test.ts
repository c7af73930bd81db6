import { expect, test } from 'vitest';
import { createClock } from '../src/index.ts';

const url = 'http://127.0.0.1:1/clock';
const answering = (...bodies: unknown[]) =>
  createClock({ url, fetch: async () => Response.json(bodies.shift()) });

test('without a URL it is the system clock', () => {
  const before = Date.now();
  expect(createClock({}).now().getTime()).toBeGreaterThanOrEqual(before);
});

test('a world clock has no time before it was read', () => {
  expect(() => answering().now()).toThrow('has not been read yet');
});

test('a world clock keeps the time it last read', async () => {
  const clock = answering({ now: '2026-08-22T06:00:00Z' }, { now: '2026-08-22T08:00:00+01:00' });
  await clock.refresh();
  expect(clock.now().toISOString()).toBe('2026-08-22T06:00:00.000Z');
  await clock.refresh();
  expect(clock.now().toISOString()).toBe('2026-08-22T07:00:00.000Z');
});

test('a failed reading is told and the last known time stays', async () => {
  const clock = answering({ now: '2026-08-22T06:00:00Z' }, { now: 'yesterday' });
  await clock.refresh();
  await expect(clock.refresh()).rejects.toThrow('cannot be read');
  expect(clock.now().toISOString()).toBe('2026-08-22T06:00:00.000Z');
});

test('a status other than 2xx is a failure', async () => {
  const clock = createClock({ url, fetch: async () => new Response('no', { status: 500 }) });
  await expect(clock.refresh()).rejects.toThrow('cannot be read');
});

test('reading has a deadline of two seconds', async () => {
  const clock = createClock({
    url,
    fetch: (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  });
  const started = performance.now();
  // A pending timeout signal does not keep the process alive by itself.
  const alive = setTimeout(() => undefined, 30_000);
  await expect(clock.refresh()).rejects.toThrow('cannot be read');
  clearTimeout(alive);
  expect(performance.now() - started).toBeLessThan(20_000);
});
