import { createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../src/settings.ts';
import { client } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { type Answer, echo, type Received, webhookReceiver } from './webhook-receiver.ts';

let answer: (request: Received) => Answer = echo;
const receiver = await webhookReceiver((request) => answer(request));
const { app } = sandboxOf({
  webhooks: { ...usualSettings.webhooks, attempts: 3, backoffMs: 10, timeoutMs: 2_000 },
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});
const call = (method: 'PUT' | 'POST' | 'GET' | 'DELETE', path: string, payload?: object) =>
  app.inject({ method, url: `/_sandbox/webhooks${path}`, ...(payload && { payload }) });
const order = (wish: object) =>
  call('POST', '/send', { platform: 'tiktok', event: published, wait: true, ...wish });
const published = 'post.publish.publicly_available';
/** Sends, and what came of it. */
const send = async (wish: object): Promise<Received> => {
  const sent = await order(wish);
  expect(sent.statusCode, sent.body).toBe(200);
  const [delivery] = receiver.posts();
  if (delivery === undefined) throw new Error('nothing came');
  return delivery;
};
const register = (changes: object = {}) =>
  call('PUT', '/tiktok', { url: receiver.url, ...changes });
beforeEach(async () => {
  answer = echo;
  await call('DELETE', '/tiktok');
  await register();
  receiver.clear();
});

const { accountId } = world.truth.tiktok;
const newest = world.tiktok.postsBefore(accountId, world.endsAt, 3, world.endsAt);
const nowSeconds = () => Date.now() / 1_000;
const partsOf = ({ headers }: Received): [string, string] => {
  const match = /^t=(\d+),s=([0-9a-f]{64})$/.exec(String(headers['tiktok-signature']));
  return [match?.[1] ?? '', match?.[2] ?? ''];
};
/** As the sheet says: over the moment, a dot and the raw bytes. */
const isSigned = (delivery: Received, secret: string): boolean => {
  const [t, s] = partsOf(delivery);
  return s === createHmac('sha256', secret).update(`${t}.`).update(delivery.raw).digest('hex');
};
const documentOf = ({ raw }: Received) => JSON.parse(raw.toString());
const contentOf = (delivery: Received) => JSON.parse(documentOf(delivery).content);

describe('an event of TikTok', () => {
  test('is a signed document with a document inside', async () => {
    const delivery = await send({});
    expect(isSigned(delivery, client.secret)).toBe(true);
    expect(Number(partsOf(delivery)[0])).toBeCloseTo(nowSeconds(), -1);
    expect(delivery.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-schema-version': '1.0',
      'x-tt-logid': expect.stringMatching(/^[0-9A-F]{34}$/),
    });
    expect(documentOf(delivery)).toEqual({
      client_key: client.id,
      event: published,
      create_time: expect.closeTo(nowSeconds(), -1),
      user_openid: accountId,
      content: expect.any(String),
    });
    expect(contentOf(delivery)).toEqual({
      publish_id: expect.stringContaining('v_pub_url~'),
      post_id: newest[0]?.id,
      publish_type: 'DIRECT_PUBLISH',
    });
  });

  test.each([
    ['authorization.removed', { reason: 4 }, { reason: 4 }],
    ['video.upload.failed', {}, { share_id: expect.any(String) }],
    ['video.publish.completed', {}, { share_id: expect.any(String) }],
    ['portability.download.ready', {}, { request_id: expect.any(String) }],
    ['post.publish.failed', {}, { reason: expect.any(String), publish_type: 'DIRECT_PUBLISH' }],
    ['post.publish.complete', {}, { publish_id: expect.any(String) }],
    ['post.publish.no_longer_publicly_available', { post: '73100' }, { post_id: '73100' }],
    [
      'comment.update',
      { comment_action: 'delete', comment_type: 'reply' },
      { comment_type: 'reply', comment_action: 'delete', timestamp: expect.any(Number) },
    ],
  ])('%s', async (event, wish, content) => {
    const delivery = await send({ event, account: 'someone', post: '73100', ...wish });
    expect(documentOf(delivery)).toMatchObject({ event, user_openid: 'someone' });
    expect(contentOf(delivery)).toMatchObject(content);
    expect(isSigned(delivery, client.secret)).toBe(true);
  });

  test('ids of a comment are bare int64, beyond what a double holds', async () => {
    const ids = { post: '7377694258502880513', comment: '7385350567722402579' };
    const delivery = await send({ event: 'comment.update', ...ids });
    const { content } = documentOf(delivery);
    expect(content).toContain(`{"comment_id":${ids.comment},"video_id":${ids.post},"parent_`);
    expect(String(JSON.parse(content).comment_id)).not.toBe(ids.comment);
  });

  test('comes for one post after the other, newest first, of several accounts in turn', async () => {
    const other = world.truth.tiktok.displayAccountId;
    await send({ accounts: [accountId, other], count: 4 });
    const told = receiver
      .posts()
      .map((each) => [documentOf(each).user_openid, contentOf(each).post_id]);
    const [first, second] = newest.map(({ id }) => id);
    expect(told).toEqual([
      [accountId, first],
      [other, first],
      [accountId, second],
      [other, second],
    ]);
  });

  test.each([
    [{ event: 'post.create' }, 'event'],
    [{ reason: 6 }, 'reason'],
    [{ post: '12x' }, 'post'],
    [{ account: 'without posts' }, 'post'],
    [{ faults: ['broken'] }, 'faults'],
    [{ faults: ['old_secret'] }, 'faults'],
    [{ shape: 'direct' }, 'shape'],
    [{ platform: 'threads', event: 'publish' }, 'platform'],
  ])('%j is refused and named', async (wish, field) => {
    const refused = await order(wish);
    expect([refused.statusCode, refused.json().error]).toEqual([
      400,
      expect.stringContaining(field),
    ]);
  });
});

describe('a fault of delivery', () => {
  test.each([
    ['bad_signature', false],
    ['altered', false],
    ['stale', true],
    ['future', true],
    ['escaped', true],
    ['gzip', true],
    ['broken_document', true],
    ['wrong_content_type', true],
    ['too_large', true],
  ])('%s: signature right %s', async (fault, isGood) => {
    expect(isSigned(await send({ faults: [fault] }), client.secret)).toBe(isGood);
  });

  test('altered is still a document', async () => {
    expect(documentOf(await send({ faults: ['altered'] }))).toMatchObject({ event: published });
  });

  test('unsigned', async () => {
    const { headers } = await send({ faults: ['unsigned'] });
    expect(headers['tiktok-signature']).toBeUndefined();
  });

  test('stale was sent an hour ago, future in an hour, old_event is of last week', async () => {
    const stale = Number(partsOf(await send({ faults: ['stale'] }))[0]);
    expect(stale).toBeCloseTo(nowSeconds() - 3_600, -1);
    receiver.clear();
    const future = Number(partsOf(await send({ faults: ['future'] }))[0]);
    expect(future).toBeCloseTo(nowSeconds() + 3_600, -1);
    receiver.clear();
    const old = await send({ faults: ['old_event'] });
    expect(Number(partsOf(old)[0])).toBeCloseTo(nowSeconds(), -1);
    expect(documentOf(old).create_time).toBeCloseTo(nowSeconds() - 8 * 86_400, -1);
  });

  test('escaped is the same document without one plain character', async () => {
    const delivery = await send({ faults: ['escaped'] });
    expect(delivery.raw.toString()).toMatch(/^\{("(\\u[0-9a-f]{4})*"|[:,\d])*\}$/);
    expect(contentOf(delivery).post_id).toBe(newest[0]?.id);
  });

  test('doubled comes twice the same, reordered last first', async () => {
    await send({ count: 3, faults: ['doubled', 'reordered'] });
    const ids = newest.map(({ id }) => id);
    const expected = ids.toReversed().flatMap((id) => [id, id]);
    expect(receiver.posts().map((each) => contentOf(each).post_id)).toEqual(expected);
    const [first, second] = receiver.posts();
    expect(first?.raw).toEqual(second?.raw);
  });

  test('old_secret is the one before the rotation', async () => {
    await register({ secret: 'next' });
    expect(isSigned(await send({}), 'next')).toBe(true);
    receiver.clear();
    expect(isSigned(await send({ faults: ['old_secret'] }), client.secret)).toBe(true);
  });

  test('gzip, content type and size are as they say', async () => {
    const zipped = await send({ faults: ['gzip'] });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(zipped.raw).toString())).toMatchObject({ event: published });
    receiver.clear();
    expect((await send({ faults: ['wrong_content_type'] })).headers['content-type']).toBe(
      'text/plain',
    );
    receiver.clear();
    expect((await send({ faults: ['too_large'] })).raw.length).toBeGreaterThan(10 * 1_024 ** 2);
  });

  test('truncated ends half way, and the next attempt is whole', async () => {
    const done = (await order({ faults: ['truncated'] })).json().deliveries;
    expect(done).toMatchObject([
      { state: 'delivered', attempts: [{ status: null, error: 'cut off' }, { status: 200 }] },
    ]);
    await expect.poll(() => receiver.posts().map(({ isWhole }) => isWhole)).toEqual([false, true]);
  });
});

describe('delivery', () => {
  test('is tried again, signed anew, until it is taken', async () => {
    const answers = [500, 302];
    answer = () => ({ status: answers.shift() ?? 204 });
    const [done] = (await order({})).json().deliveries;
    expect(done).toMatchObject({ state: 'delivered', url: receiver.url });
    expect(done.attempts.map(({ status }: { status: number }) => status)).toEqual([500, 302, 204]);
    const bodies = receiver.posts().map(({ raw }) => raw.toString());
    expect(new Set(bodies).size).toBe(1);
    const times = done.attempts.map(({ sent_at }: { sent_at: string }) => Date.parse(sent_at));
    // Timers may be a millisecond early.
    expect(times[1] - times[0]).toBeGreaterThanOrEqual(9);
    expect(times[2] - times[1]).toBeGreaterThanOrEqual(19);
    expect(receiver.posts().every((each) => isSigned(each, client.secret))).toBe(true);
  });

  test('is given up in the end, or at once when so wished', async () => {
    answer = () => ({ status: 500 });
    const [done] = (await order({})).json().deliveries;
    expect([done.state, done.attempts.length]).toEqual(['given_up', 3]);
    const [once] = (await order({ attempts: 1 })).json().deliveries;
    expect([once.state, once.attempts.length]).toEqual(['given_up', 1]);
  });

  test('is logged with status and time taken, until the log is cleared', async () => {
    await call('DELETE', '/deliveries');
    const accepted = await order({ wait: false });
    expect(accepted.statusCode).toBe(202);
    const [id] = accepted.json().deliveries;
    await expect
      .poll(async () => (await call('GET', '/deliveries')).json().deliveries)
      .toMatchObject([
        {
          id,
          platform: 'tiktok',
          event: published,
          state: 'delivered',
          attempts: [{ sent_at: expect.any(String), took_ms: expect.any(Number), status: 200 }],
        },
      ]);
    await call('DELETE', '/deliveries');
    expect((await call('GET', '/deliveries')).json().deliveries).toEqual([]);
  });

  test('goes to loopback only', async () => {
    const refused = await register({ url: 'http://203.0.113.1/hooks' });
    expect([refused.statusCode, refused.json().error]).toEqual([
      400,
      expect.stringContaining('loopback'),
    ]);
  });
});
