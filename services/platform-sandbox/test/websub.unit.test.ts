import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../src/settings.ts';
import { sandboxOf, world } from './sandbox.ts';
import { type Answer, echo, type Received, webhookReceiver } from './webhook-receiver.ts';

let answer: (request: Received) => Answer = echo;
const receiver = await webhookReceiver((request) => answer(request));
let now = Date.parse('2026-11-22T12:00:00Z');
const { app, setClock } = sandboxOf({
  realNow: () => now,
  webhooks: { ...usualSettings.webhooks, attempts: 2, backoffMs: 5 },
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

const channelId = world.truth.accountId;
const topic = `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channelId}`;
const secret = 'websub-test-secret';
const ask = (fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/websub/subscribe',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.callback': receiver.url,
      'hub.verify': 'sync',
      'hub.secret': secret,
      'hub.lease_seconds': '432000',
      ...fields,
    }).toString(),
  });
const state = async () => (await app.inject('/_sandbox/websub/subscriptions')).json();
const order = (wish: object) =>
  app.inject({
    method: 'POST',
    url: '/_sandbox/webhooks/send',
    payload: { platform: 'youtube', account: channelId, wait: true, ...wish },
  });
const push = async (wish: object): Promise<Received> => {
  const sent = await order(wish);
  expect(sent.statusCode, sent.body).toBe(200);
  const [delivery] = receiver.posts();
  if (delivery === undefined) throw new Error('nothing came');
  return delivery;
};
const isSigned = ({ headers, raw }: Received, key: string, algorithm = 'sha1'): boolean =>
  headers['x-hub-signature'] ===
  `${algorithm}=${createHmac(algorithm, key).update(raw).digest('hex')}`;
const videoIds = ({ raw }: Received): string[] =>
  [...raw.toString().matchAll(/<yt:videoId>([^<]+)/g)].map(([, id = '']) => id);
beforeEach(async () => {
  answer = echo;
  await ask({ 'hub.mode': 'unsubscribe' });
  receiver.clear();
});

describe('subscribing', () => {
  test('is accepted first, then the subscriber is asked for its intent', async () => {
    const accepted = await ask({ 'hub.verify': 'async' });
    expect([accepted.statusCode, accepted.body]).toEqual([202, '']);
    await expect.poll(async () => (await state()).subscriptions).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
    expect(Object.fromEntries(receiver.received[0]?.query ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.challenge': expect.stringMatching(/^\d{16,}$/),
      'hub.lease_seconds': '432000',
    });
    expect((await state()).subscriptions).toEqual([
      {
        callback: receiver.url,
        topic,
        has_secret: true,
        lease_seconds: 432_000,
        expires_at: new Date(now + 432_000_000).toISOString(),
      },
    ]);
  });

  test.each([
    ['404', () => ({ status: 404 }), 1],
    ['another challenge', () => ({ status: 200, body: '123' }), 1],
    ['failures', () => ({ status: 503 }), 2],
  ])('is denied by %s', async (_, no, asked) => {
    answer = no;
    expect((await ask({})).statusCode).toBe(409);
    expect(receiver.received).toHaveLength(asked);
    const { subscriptions, verifications } = await state();
    expect(subscriptions).toEqual([]);
    expect(verifications.at(-1)).toMatchObject({ outcome: 'denied', reason: expect.any(String) });
  });

  test.each([
    ['hub.mode', 'publish'],
    ['hub.topic', 'https://www.youtube.com/feeds/videos.xml?playlist_id=1'],
    ['hub.topic', `https://example.com/xml/feeds/videos.xml?channel_id=${channelId}`],
    ['hub.callback', 'http://example.com/'],
    ['hub.callback', ''],
    ['hub.secret', 'é'.repeat(100)],
    ['hub.lease_seconds', 'long'],
  ])('with a bad %s is refused and named', async (field, value) => {
    const refused = await ask({ [field]: value });
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining(field)]);
    expect(receiver.received).toEqual([]);
  });

  test('leases are as long as wished, but not too long, and end', async () => {
    await ask({ 'hub.lease_seconds': '99999999' });
    expect((await state()).subscriptions[0].lease_seconds).toBe(864_000);
    await ask({ 'hub.lease_seconds': '60' });
    expect((await state()).subscriptions).toMatchObject([{ lease_seconds: 60 }]);
    now += 59_999;
    await push({ event: 'upload' });
    now += 1;
    expect((await state()).subscriptions).toEqual([]);
    expect((await order({ event: 'upload' })).json().error).toContain('account');
  });

  test('a renewal that is denied leaves what was', async () => {
    await ask({ 'hub.lease_seconds': '60' });
    answer = () => ({ status: 404 });
    await ask({ 'hub.lease_seconds': '600', 'hub.secret': 'other' });
    answer = echo;
    expect((await state()).subscriptions).toMatchObject([{ lease_seconds: 60 }]);
    expect(isSigned(await push({ event: 'upload' }), secret)).toBe(true);
  });

  test('unsubscribing is asked for, too', async () => {
    await ask({});
    answer = () => ({ status: 404 });
    expect((await ask({ 'hub.mode': 'unsubscribe' })).statusCode).toBe(409);
    expect((await state()).subscriptions).toHaveLength(1);
    answer = echo;
    receiver.clear();
    expect((await ask({ 'hub.mode': 'unsubscribe' })).statusCode).toBe(204);
    expect(receiver.received[0]?.query.get('hub.mode')).toBe('unsubscribe');
    expect((await state()).subscriptions).toEqual([]);
  });
});

test('the hub can fail, and its calls are counted', async () => {
  await app.inject({ method: 'DELETE', url: '/_sandbox/requests' });
  const fault = { path_prefix: '/websub', status: 503 };
  await app.inject({ method: 'POST', url: '/_sandbox/faults', payload: fault });
  expect((await ask({})).statusCode).toBe(503);
  expect((await ask({})).statusCode).toBe(204);
  const { by_api } = (await app.inject('/_sandbox/requests')).json();
  expect(by_api['youtube-websub']).toMatchObject({ calls: 2, by_operation: { subscribe: 2 } });
});

describe('a push', () => {
  test('is a signed feed with the newest video', async () => {
    await ask({});
    receiver.clear();
    const delivery = await push({ event: 'upload' });
    const newest = world.videosOf(channelId, world.endsAt)[0];
    expect(isSigned(delivery, secret)).toBe(true);
    expect(delivery.headers).toMatchObject({
      'content-type': 'application/atom+xml',
      link: `<${topic}>; rel="self", <https://pubsubhubbub.appspot.com/>; rel="hub"`,
    });
    expect(videoIds(delivery)).toEqual([newest?.id]);
    const published = newest?.publishedAt.toISOString().slice(0, 19);
    expect(delivery.raw.toString()).toContain(`<published>${published}+00:00</published>`);
  });

  test('reaches subscribers of either form of the topic, in their words', async () => {
    const newer = topic.replace('/xml/', '/');
    await ask({ 'hub.topic': newer, 'hub.secret': '' });
    receiver.clear();
    const delivery = await push({ event: 'upload' });
    expect(delivery.headers.link).toContain(newer);
    expect(delivery.headers['x-hub-signature']).toBeUndefined();
    await ask({ 'hub.topic': newer, 'hub.mode': 'unsubscribe' });
  });

  test('signs with sha256 when told to', async () => {
    await ask({});
    receiver.clear();
    const delivery = await push({ event: 'upload', signature: 'sha256' });
    expect(isSigned(delivery, secret, 'sha256')).toBe(true);
  });

  test('holds several entries, and titles are escaped', async () => {
    await ask({});
    receiver.clear();
    const delivery = await push({ event: 'edit', count: 3, title: `1 < 2 & "3" 'ü'` });
    expect(videoIds(delivery)).toHaveLength(3);
    const text = delivery.raw.toString();
    expect(text).toContain('<title>1 &lt; 2 &amp; &quot;3&quot; &#39;ü&#39;</title>');
    expect(text).toContain(`<updated>${world.endsAt.toISOString().slice(0, 19)}`);
    receiver.clear();
    const references = await push({ event: 'edit', title: 'ü<', faults: ['escaped'] });
    expect(references.raw.toString()).toContain('<title>&#xfc;&#x3c;</title>');
  });

  test('of a deletion is a tombstone that names no channel', async () => {
    await ask({});
    receiver.clear();
    const delivery = await push({ event: 'delete', post: 'abcdefghijk' });
    const text = delivery.raw.toString();
    expect(text).toContain(
      '<at:deleted-entry ref="yt:video:abcdefghijk" when="2026-06-30T06:00:00',
    );
    expect(text).not.toContain('yt:channelId');
    expect(isSigned(delivery, secret)).toBe(true);
  });

  test.each([
    ['bad_signature', false],
    ['altered', false],
    ['old_secret', false],
    ['gzip', true],
    ['broken_document', true],
  ])('with %s', async (fault, isGood) => {
    await ask({ 'hub.secret': 'before' });
    await ask({});
    receiver.clear();
    expect(isSigned(await push({ event: 'upload', faults: [fault] }), secret)).toBe(isGood);
  });

  test('comes by itself when the clock passes an upload, once and oldest first', async () => {
    await ask({});
    const [newest, second, third] = world.videosOf(channelId, world.endsAt);
    if (third === undefined) throw new Error('no videos');
    await setClock(third.publishedAt.toISOString());
    receiver.clear();
    await setClock(world.endsAt.toISOString());
    await expect.poll(() => receiver.posts().flatMap(videoIds)).toEqual([second?.id, newest?.id]);
    await setClock(world.endsAt.toISOString());
    await sleep(20);
    expect(receiver.posts()).toHaveLength(2);
  });
});
