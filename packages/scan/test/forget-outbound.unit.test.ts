import { event, inMemoryStore } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { forgetOutbound } from '../src/index.ts';

const dayMs = 86_400_000;

it('what ended is forgotten after a week, what waits is given up after a month', async () => {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const { state, outbound } = inMemoryStore({ realNowMs: () => nowMs });
  for (const partitionkey of ['a', 'b']) {
    state.outbox.push({
      tenantId: crypto.randomUUID(),
      subjectId: crypto.randomUUID(),
      scanId: null,
      event: event({ partitionkey }),
      patterns: null,
      createdMs: nowMs,
      nextAttemptMs: nowMs,
      attempts: 0,
      done: false,
    });
  }
  await outbound.fanOut(['stream'], 10);
  const [first] = await outbound.take('stream', { limit: 1, leaseMs: 1 });
  await outbound.delivered(first === undefined ? [] : [first]);
  const after = (days: number) => {
    nowMs += days * dayMs;
    return forgetOutbound({ outbound, realNow: () => new Date(nowMs) });
  };
  expect(await after(6.9)).toEqual({ forgotten: 0, givenUp: 0 });
  expect(await after(0.2)).toEqual({ forgotten: 1, givenUp: 0 });
  expect(await after(22.8)).toEqual({ forgotten: 0, givenUp: 0 });
  expect(await after(0.2)).toEqual({ forgotten: 0, givenUp: 1 });
});
