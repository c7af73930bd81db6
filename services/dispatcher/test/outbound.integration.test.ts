import { once } from 'node:events';
import { type Principal, viralPostSchema } from '@viral-scan/contracts';
import {
  event,
  pgStoreUnderTest,
  type StoreUnderTest,
  type TestDatabase,
  testDatabase,
  viralPost,
} from '@viral-scan/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, inject, it, onTestFinished } from 'vitest';
import { dispatcherProcess } from './dispatcher-process.ts';
import { accepting, tinyPartner } from './tiny-partner.ts';

let database: TestDatabase;
let store: StoreUnderTest;
let who: Principal;
beforeEach(async () => {
  database = await testDatabase();
  store = pgStoreUnderTest(database.store, database.pools.scan, {
    isConcurrent: true,
    close: async () => undefined,
  });
  who = await database.store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
});
afterEach(() => database.drop());

it('tells the stream and both partners, each in its own way', async () => {
  const [engine, orchestrator] = [await tinyPartner(), await tinyPartner()];
  const eventStream = `test-${crypto.randomUUID()}`;
  const redis = new Redis(inject('redisUrl'));
  onTestFinished(() => redis.disconnect());
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const plain = event({ partitionkey: 'threads:ä "x"%', traceparent });
  const telling = event({ type: 'viral.pattern.identified', partitionkey: 'threads:ä "x"%' });
  const posts = [viralPost({ content: 'ein Text — 😀' })];
  await store.tell(who, plain);
  await store.tell(who, telling, posts);
  const { metrics } = await dispatcherProcess(database, {
    EVENT_STREAM: eventStream,
    VIRAL_ENGINE_URL: engine.url,
    VIRAL_ENGINE_TOKEN: 'engine-token',
    ORCHESTRATOR_URL: `${orchestrator.url}/`,
  });
  await expect.poll(() => orchestrator.calls.length).toBe(2);
  await expect.poll(() => engine.calls.length).toBe(1);
  await expect.poll(() => redis.xlen(eventStream)).toBe(2);

  const [told] = orchestrator.calls;
  expect(told).toMatchObject({
    path: '/base/events',
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      traceparent,
    },
  });
  expect(orchestrator.calls.map(({ body }) => JSON.parse(body))).toEqual([plain, telling]);
  expect(told?.headers.authorization).toBeUndefined();

  const [ingested] = engine.calls;
  expect(ingested?.path).toBe('/base/patterns/ingest');
  expect(ingested?.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: 'Bearer engine-token',
    'ce-id': telling.id,
    'ce-type': 'viral.pattern.identified',
    'ce-source': '/viral-scan',
    'ce-specversion': '1.0',
    'ce-time': telling.time,
    'ce-subject': telling.subject,
    'ce-partitionkey': 'threads:%C3%A4%20%22x%22%25',
  });
  expect(JSON.parse(ingested?.body ?? '')).toEqual({ posts });
  expect(viralPostSchema.parse(JSON.parse(ingested?.body ?? '').posts[0])).toEqual(posts[0]);
  const delivered = (destination: string, count: number) =>
    new RegExp(
      `viral_scan_outbound_deliveries_total\\{destination="${destination}",outcome="delivered",.*} ${count}$`,
      'm',
    );
  await expect.poll(metrics).toMatch(delivered('stream', 2));
  await expect.poll(metrics).toMatch(delivered('orchestrator', 2));
  await expect.poll(metrics).toMatch(delivered('viral-engine', 1));
});

it('sends again, with the same id, what a killed process had sent but not marked', async () => {
  const partner = await tinyPartner(() => undefined);
  const [first, second] = [event({ partitionkey: 'a' }), event({ partitionkey: 'a' })];
  await store.tell(who, first);
  await store.tell(who, second);
  const env = { ORCHESTRATOR_URL: partner.url, PARTNER_TIMEOUT_MS: '500' };
  const { child } = await dispatcherProcess(database, env);
  await expect.poll(partner.ids).toEqual([first.id]);
  child.kill('SIGKILL');
  partner.behave(accepting);
  const { child: next } = await dispatcherProcess(database, env);
  await expect.poll(partner.ids).toEqual([first.id, first.id, second.id]);
  const ended = once(next, 'exit');
  next.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});
