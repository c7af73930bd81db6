import { randomUUID } from 'node:crypto';
import { testRedisPrefix } from '@viral-scan/testing';
import { afterAll, expect, it } from 'vitest';
import { connectRedis, deadLettersOf, removeFromStreams } from '../src/index.ts';

const { url, prefix } = testRedisPrefix();
const redis = connectRedis(url, { role: 'queue', name: 'test' });
afterAll(() => redis.disconnect());

const placesOf = (name: string) => ({
  redis,
  eventStream: `${prefix}:${name}:events`,
  requestStream: `${prefix}:${name}:requests`,
  group: 'group',
  defaultUserId: null,
});
const nobody = { scanIds: [], accounts: [], userId: null };

it('of many events those go that tell of the scans, and no others', async () => {
  const places = placesOf('many');
  const [erased, kept] = [randomUUID(), randomUUID()];
  const adding = redis.pipeline();
  for (let at = 0; at < 2_500; at += 1) {
    const scan = at % 5 === 0 ? erased : kept;
    adding.xadd(places.eventStream, '*', 'id', String(at), 'scan', scan, 'event', '{}');
  }
  await adding.exec();
  expect(await removeFromStreams(places, { ...nobody, scanIds: [erased] })).toEqual({
    stream_events: 500,
    stream_requests: 0,
  });
  const left = await redis.xrange(places.eventStream, '-', '+');
  expect(left).toHaveLength(2_000);
  expect(JSON.stringify(left)).not.toContain(erased);
  expect(await removeFromStreams(places, nobody)).toMatchObject({ stream_events: 0 });
});

it('requests that name nobody are those of the user they would be for', async () => {
  const [erased, other] = [randomUUID(), randomUUID()];
  const places = { ...placesOf('default'), defaultUserId: erased };
  const stream = places.requestStream;
  const texts = [
    JSON.stringify({ data: { account_id: 'chef' } }),
    JSON.stringify({ data: { account_id: 'chef', user_id: other } }),
    JSON.stringify({ data: { account_id: 'chef', user_id: erased.toUpperCase() } }),
    'no JSON',
  ];
  await redis.xgroup('CREATE', stream, places.group, '0', 'MKSTREAM');
  for (const text of texts) {
    await redis.xadd(stream, '*', 'event', text);
    await redis.xadd(deadLettersOf(stream), '*', 'reason', 'none', 'entry', text);
  }
  await redis.xreadgroup('GROUP', places.group, 'it', 'STREAMS', stream, '>');
  const remove = (userId: string) => removeFromStreams(places, { ...nobody, userId });
  expect(await remove(randomUUID())).toMatchObject({ stream_requests: 0 });
  expect(await remove(erased)).toMatchObject({ stream_requests: 6 });
  for (const each of [stream, deadLettersOf(stream)]) {
    const left = await redis.xrange(each, '-', '+');
    expect(left.map(([, words]) => words.at(-1))).toEqual([texts[1]]);
  }
  const [held] = await redis.xpending(stream, places.group);
  expect(held).toBe(1);
});
