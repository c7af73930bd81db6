import { randomUUID } from 'node:crypto';
import {
  type DomainEvent,
  type OutboundDelivery,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { testRedisPrefix } from '@viral-scan/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectRedis, createEventStream, trimEventStream } from '../src/index.ts';

const { url, prefix } = testRedisPrefix();
const redis = connectRedis(url, { role: 'queue', name: 'test' });
const { signal } = new AbortController();
let stream: string;
beforeAll(() => {
  stream = `${prefix}:events`;
});
afterAll(() => redis.disconnect());

const delivery = (subject: string): OutboundDelivery => {
  const event: DomainEvent = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/viral-scan',
    type: 'viral.scraping.started',
    subject,
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    data: { posts: 1 },
  };
  return {
    deliveryId: 1,
    destination: 'stream',
    event,
    patterns: null,
    attempt: 1,
    createdAt: new Date(),
  };
};

it('an entry names the event, and its scan where it has one', async () => {
  const events = createEventStream({ redis, stream });
  const [ofScan, ofAccount] = [delivery(randomUUID()), delivery('threads:somebody')];
  await events.send(ofScan, { signal });
  await events.send(ofAccount, { signal });
  const entries = await redis.xrange(stream, '-', '+');
  expect(entries.map(([, words]) => words)).toEqual(
    [ofScan, ofAccount].map(({ event }) => [
      ...['id', event.id, 'type', event.type],
      ...['scan', event === ofScan.event ? event.subject : ''],
      ...['event', JSON.stringify(event)],
    ]),
  );
});

it('old entries go by their number and by their age', async () => {
  const short = `${prefix}:short`;
  await redis.xadd(short, `${Date.now() - 60_000}-0`, 'id', 'old');
  const events = createEventStream({ redis, stream: short, maxLength: 100 });
  await events.send(delivery(randomUUID()), { signal });
  expect(await trimEventStream({ redis, stream: short, maxAgeMs: 30_000 })).toBe(1);
  expect(await redis.xlen(short)).toBe(1);
  for (let at = 0; at < 300; at += 1) await events.send(delivery(randomUUID()), { signal });
  expect(await redis.xlen(short)).toBeLessThanOrEqual(200);
});

it('a Redis that does not take an event is to be asked again', async () => {
  await redis.set(`${prefix}:text`, 'no stream');
  const events = createEventStream({ redis, stream: `${prefix}:text` });
  await expect(events.send(delivery('threads:somebody'), { signal })).rejects.toThrow(
    UpstreamUnavailable,
  );
});
