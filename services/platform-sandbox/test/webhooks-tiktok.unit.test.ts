import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../src/settings.ts';
import { client } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { type Received, webhookReceiver } from './webhook-receiver.ts';

const receiver = await webhookReceiver();
const { app } = sandboxOf({ webhooks: { ...usualSettings.webhooks, attempts: 3, backoffMs: 10 } });
afterAll(async () => {
  await app.close();
  await receiver.close();
});
const call = (method: 'PUT' | 'POST' | 'GET' | 'DELETE', path: string, payload?: object) =>
  app.inject({ method, url: `/_sandbox/webhooks${path}`, ...(payload && { payload }) });
const send = (order: object) => call('POST', '/send', { platform: 'tiktok', wait: true, ...order });
await call('PUT', '/tiktok', { url: receiver.url });
beforeEach(() => {
  receiver.clear();
});

const published = 'post.publish.publicly_available';
/** As the sheet says: over the moment, a dot and the raw bytes. */
const isSigned = ({ headers, raw }: Received, secret: string): boolean => {
  const [, t = '', s = ''] =
    /^t=(\d+),s=([0-9a-f]{64})$/.exec(String(headers['tiktok-signature'])) ?? [];
  return s === createHmac('sha256', secret).update(`${t}.`).update(raw).digest('hex');
};

describe('an event of TikTok', () => {
  test('is a signed document with a document inside', async () => {
    const answer = await send({ event: published });
    expect(answer.json().deliveries).toMatchObject([
      { platform: 'tiktok', event: published, state: 'delivered', attempts: [{ status: 200 }] },
    ]);
    const [delivery] = receiver.posts();
    if (delivery === undefined) throw new Error('nothing came');
    expect(isSigned(delivery, client.secret)).toBe(true);
    expect(delivery.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-schema-version': '1.0',
      'x-tt-logid': expect.stringMatching(/^[0-9A-F]{34}$/),
    });
    const document = JSON.parse(delivery.raw.toString());
    const { accountId } = world.truth.tiktok;
    const [newest] = world.tiktok.postsBefore(accountId, world.endsAt, 1, world.endsAt);
    expect(document).toEqual({
      client_key: client.id,
      event: published,
      create_time: expect.closeTo(Date.now() / 1_000, -1),
      user_openid: accountId,
      content: expect.any(String),
    });
    expect(JSON.parse(document.content)).toEqual({
      publish_id: expect.stringContaining('v_pub_url~'),
      post_id: newest?.id,
      publish_type: 'DIRECT_PUBLISH',
    });
  });
});
