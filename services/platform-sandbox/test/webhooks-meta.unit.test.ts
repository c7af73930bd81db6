import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../src/settings.ts';
import { client } from './oauth.ts';
import { sandboxOf } from './sandbox.ts';
import { echo, type Received, webhookReceiver } from './webhook-receiver.ts';

const deletionAnswer = '{"url":"http://127.0.0.1:1/erasures/abc","confirmation_code":"abc"}';
const receiver = await webhookReceiver((request) => {
  if (request.method === 'GET' && request.query.get('hub.verify_token') !== 'known') {
    return { status: 403 };
  }
  if (request.path === '/deaf') return { status: 200, body: '1' };
  return request.path === '/deletion' ? { status: 200, body: deletionAnswer } : echo(request);
});
const { app } = sandboxOf({
  webhooks: { ...usualSettings.webhooks, attempts: 2, backoffMs: 10 },
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});
const call = (method: 'PUT' | 'POST' | 'GET' | 'DELETE', path: string, payload?: object) =>
  app.inject({ method, url: `/_sandbox/webhooks${path}`, ...(payload && { payload }) });
const send = async (order: object) => {
  const answer = await call('POST', '/send', { wait: true, ...order });
  expect(answer.statusCode, answer.body).toBe(200);
  return receiver.posts();
};
const at = (path: string) => new URL(path, receiver.url).href;
const register = (platform: string, changes: object = {}) =>
  call('PUT', `/${platform}`, {
    url: receiver.url,
    verify_token: 'known',
    deauthorize_url: at('/deauthorize'),
    data_deletion_url: at('/deletion'),
    ...changes,
  });
await register('instagram');
await register('threads');
beforeEach(() => {
  receiver.clear();
});

const account = '17841405822304914';
const other = '17841405822304915';
const isSigned = ({ headers, raw }: Received, secret: string): boolean =>
  headers['x-hub-signature-256'] ===
  `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
const documentOf = ({ raw }: Received) => JSON.parse(raw.toString());

describe('a callback of Meta', () => {
  test('is asked for its token and a challenge before it is taken', async () => {
    const taken = await register('instagram');
    expect(taken.statusCode).toBe(200);
    const [question] = receiver.received;
    expect(question?.method).toBe('GET');
    expect(Object.fromEntries(question?.query ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.challenge': expect.stringMatching(/^\d{10}$/),
      'hub.verify_token': 'known',
    });
  });

  test.each([
    ['a wrong token', { verify_token: 'unknown' }, /answered the challenge with 403/],
    ['another echo', { url: at('/deaf') }, /did not echo the challenge/],
    ['no listener', { url: 'http://127.0.0.1:1/x' }, /did not answer/],
    [
      'another machine',
      { url: 'http://example.com/x' },
      /url: must be an http address on loopback/,
    ],
    ['https', { url: 'https://127.0.0.1/x' }, /loopback/],
    ['a name that only looks like loopback', { url: 'http://127.0.0.1.example.com/' }, /loopback/],
    ['a user in the address', { deauthorize_url: 'http://a:b@127.0.0.1/' }, /deauthorize_url/],
    ['an unknown field', { callback: 'x' }, /callback/],
  ])('with %s is refused, and the one before stays', async (_, changes, message) => {
    const refused = await register('instagram', changes);
    expect(refused.statusCode).toBe(400);
    expect(refused.json().error).toMatch(message);
    const { callbacks } = (await call('GET', '')).json();
    expect(callbacks).toHaveLength(2);
    expect(callbacks[0]).toMatchObject({ platform: 'instagram', url: receiver.url });
  });
});

describe('Instagram', () => {
  const comments = { platform: 'instagram', event: 'comments', account, post: '178' };

  test('sends changes within entries, signed, in ASCII with escaped slashes', async () => {
    const [delivery] = await send(comments);
    if (delivery === undefined) throw new Error('nothing came');
    expect(isSigned(delivery, client.secret)).toBe(true);
    const text = delivery.raw.toString();
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text).toContain('Sch\\u00f6n gemacht, 10\\/10 \\ud83c\\udfac');
    expect(documentOf(delivery)).toEqual({
      object: 'instagram',
      entry: [
        {
          id: account,
          time: expect.closeTo(Date.now() / 1_000, -1),
          changes: [
            {
              field: 'comments',
              value: {
                id: expect.stringMatching(/^\d+$/),
                from: { id: expect.any(String), username: expect.any(String) },
                media: { id: '178', media_product_type: 'FEED' },
                text: expect.stringContaining('Schön gemacht, 10/10 🎬'),
              },
            },
          ],
        },
      ],
    });
  });

  test('or the field and its value in the entry itself', async () => {
    const [delivery] = await send({ ...comments, shape: 'direct', escapes: false });
    if (delivery === undefined) throw new Error('nothing came');
    expect(delivery.raw.toString()).toContain('Schön gemacht, 10/10 🎬');
    const [entry] = documentOf(delivery).entry;
    expect(Object.keys(entry)).toEqual(['id', 'time', 'field', 'value']);
    expect(isSigned(delivery, client.secret)).toBe(true);
  });

  test('1,000 changes of two accounts come in one body, each its own', async () => {
    const order = { ...comments, account: undefined, accounts: [account, other], count: 1_000 };
    const deliveries = await send(order);
    expect(deliveries).toHaveLength(1);
    const [delivery] = deliveries;
    const { entry } = documentOf(delivery as Received);
    expect(entry.map(({ id }: { id: string }) => id)).toEqual([account, other]);
    const changes = entry.flatMap((each: { changes: { value: { id: string } }[] }) => each.changes);
    const ids = new Set(changes.map(({ value }: { value: { id: string } }) => value.id));
    expect([changes.length, ids.size]).toEqual([1_000, 1_000]);
  });

  test.each([
    ['mentions', { comment_id: expect.any(String), media_id: '178' }],
    ['caption_mentions', { media_id: '178' }],
    ['story_insights', expect.objectContaining({ media_id: '178', reach: 44 })],
  ])('%s', async (event, value) => {
    const [delivery] = await send({ ...comments, event });
    const [change] = documentOf(delivery as Received).entry[0].changes;
    const field = event === 'caption_mentions' ? 'mentions' : event;
    expect(change).toEqual({ field, value });
  });

  test('messages come in a list of their own', async () => {
    const [delivery] = await send({ ...comments, event: 'messages' });
    const [{ messaging }] = documentOf(delivery as Received).entry;
    expect(messaging).toMatchObject([{ recipient: { id: account }, message: {} }]);
  });

  test('has no event for new posts', async () => {
    const refused = await call('POST', '/send', { platform: 'instagram', event: 'publish' });
    expect([refused.statusCode, refused.json().error]).toEqual([
      400,
      expect.stringContaining('event'),
    ]);
  });
});

describe('Threads', () => {
  const order = { platform: 'threads', account: '78901', post: '8901234' };

  test.each([
    ['publish', 'interaction', '78901', { id: '8901234', username: 'user_78901' }],
    ['delete', 'moderate', '8901234', { id: '8901234', owner: { owner_id: '78901' } }],
    [
      'replies',
      'moderate',
      expect.stringMatching(/^179\d{16}$/),
      {
        replied_to: { id: '8901234' },
        root_post: expect.objectContaining({ id: '8901234', owner_id: '78901' }),
      },
    ],
    ['mentions', 'interaction', '78901', { media_type: 'TEXT_POST' }],
  ])('%s comes without entries', async (event, topic, target, value) => {
    const [delivery] = await send({ ...order, event });
    if (delivery === undefined) throw new Error('nothing came');
    expect(isSigned(delivery, client.secret)).toBe(true);
    expect(documentOf(delivery)).toEqual({
      app_id: client.id,
      topic,
      target_id: target,
      time: expect.closeTo(Date.now() / 1_000, -1),
      subscription_id: expect.any(String),
      has_uid_field: false,
      values: { value: expect.objectContaining(value), field: event },
    });
    expect(documentOf(delivery).values.value.timestamp).toMatch(/T\d\d:\d\d:\d\d\+0000$/);
  });

  test('`target_id` names what is wished for', async () => {
    const [delivery] = await send({ ...order, event: 'publish', target_id: 'media' });
    expect(documentOf(delivery as Received).target_id).toBe('8901234');
  });
});

describe('a signed request', () => {
  const payloadOf = ({ raw }: Received, secret: string) => {
    const request = new URLSearchParams(raw.toString()).get('signed_request') ?? '';
    const [signature, payload = ''] = request.split('.');
    const expected = createHmac('sha256', secret).update(payload).digest('base64url');
    return {
      isSigned: signature === expected,
      text: Buffer.from(payload, 'base64url').toString(),
    };
  };

  test.each(['instagram', 'threads'])('tells %s that a user removed the app', async (platform) => {
    const [delivery] = await send({ platform, event: 'deauthorize', account: '78901' });
    if (delivery === undefined) throw new Error('nothing came');
    expect(delivery.path).toBe('/deauthorize');
    expect(delivery.headers['content-type']).toBe('application/x-www-form-urlencoded');
    const { isSigned: isGood, text } = payloadOf(delivery, client.secret);
    expect(isGood).toBe(true);
    expect(JSON.parse(text)).toEqual({
      algorithm: 'HMAC-SHA256',
      issued_at: expect.closeTo(Date.now() / 1_000, -1),
      user_id: '78901',
    });
  });

  test('the answer to a deletion is kept', async () => {
    await send({ platform: 'threads', event: 'data_deletion', account: '78901' });
    expect((await call('GET', '/deletions')).json().deletions).toContainEqual({
      platform: 'threads',
      user_id: '78901',
      url: 'http://127.0.0.1:1/erasures/abc',
      confirmation_code: 'abc',
    });
  });

  test.each([['bad_signature'], ['altered'], ['unsigned']])('%s does not verify', async (fault) => {
    const order = { platform: 'threads', event: 'deauthorize', account: '78901', attempts: 1 };
    const [delivery] = await send({ ...order, faults: [fault] });
    expect(payloadOf(delivery as Received, client.secret).isSigned).toBe(false);
  });

  test('needs its address', async () => {
    await register('threads', { data_deletion_url: undefined });
    const refused = await call('POST', '/send', {
      platform: 'threads',
      event: 'data_deletion',
      account: '78901',
    });
    expect(refused.json().error).toContain('data_deletion_url');
    await register('threads');
  });
});
