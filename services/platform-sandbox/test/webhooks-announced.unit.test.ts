import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, settingsOf } from '../src/config.ts';
import { usualSettings } from '../src/settings.ts';
import { oauthOf } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { type Received, webhookReceiver } from './webhook-receiver.ts';

const receiver = await webhookReceiver();
const { app, setClock } = sandboxOf({
  webhooks: {
    ...usualSettings.webhooks,
    backoffMs: 10,
    callbacks: { tiktok: { url: receiver.url } },
  },
});
const { tokens } = oauthOf(app);
afterAll(async () => {
  await app.close();
  await receiver.close();
});
const { accountId, displayAccountId } = world.truth.tiktok;
const posts = world.tiktok.postsBefore(accountId, world.endsAt, 3, world.endsAt);
const third = posts.at(-1);
if (third === undefined) throw new Error('no posts');
const revoke = (payload: object) =>
  app.inject({ method: 'POST', url: '/_sandbox/grants/revoke', payload });
const told = () =>
  receiver.posts().map(({ raw }: Received) => {
    const { event, user_openid, content } = JSON.parse(raw.toString());
    return [event, user_openid, JSON.parse(content).post_id ?? JSON.parse(content).reason];
  });
beforeEach(async () => {
  await revoke({});
  await expect
    .poll(async () =>
      (await app.inject('/_sandbox/webhooks/deliveries'))
        .json()
        .deliveries.filter(({ state }: { state: string }) => state === 'pending'),
    )
    .toEqual([]);
  await setClock(third.createdAt.toISOString());
  receiver.clear();
});
const moveOn = () => setClock(world.endsAt.toISOString());
const published = 'post.publish.publicly_available';

describe('posts that appear', () => {
  test('while the clock is moved quietly are told to nobody', async () => {
    await tokens('tiktok-accounts');
    const payload = { now: world.endsAt.toISOString(), quietly: true };
    await app.inject({ method: 'PUT', url: '/_sandbox/clock', payload });
    const log = await app.inject('/_sandbox/webhooks/deliveries');
    expect(log.json().deliveries).toEqual([]);
  });

  test('on an account that is connected are told of, oldest first, once', async () => {
    await tokens('tiktok-accounts');
    await moveOn();
    await expect.poll(told).toEqual([
      [published, accountId, posts[1]?.id],
      [published, accountId, posts[0]?.id],
    ]);
    await moveOn();
    await setClock(third.createdAt.toISOString());
    await sleep(20);
    expect(told()).toHaveLength(2);
  });

  test('go to each app by the id that it knows the account by', async () => {
    await tokens('tiktok-display');
    await moveOn();
    await expect.poll(told).toEqual([
      [published, displayAccountId, posts[1]?.id],
      [published, displayAccountId, posts[0]?.id],
    ]);
  });

  test('without a grant nobody is told', async () => {
    await moveOn();
    await sleep(20);
    expect(told()).toEqual([]);
  });

  test('nor when told not to', async () => {
    const settings = settingsOf(
      readConfig({
        PORT: '0',
        SANDBOX_WEBHOOKS_TIKTOK: receiver.url,
        SANDBOX_WEBHOOK_ANNOUNCE: 'false',
      }),
    );
    const quiet = sandboxOf({ ...settings, now: third.createdAt });
    await oauthOf(quiet.app).tokens('tiktok-accounts');
    await quiet.setClock(world.endsAt.toISOString());
    await quiet.app.inject({ method: 'POST', url: '/_sandbox/grants/revoke', payload: {} });
    await sleep(20);
    expect(told()).toEqual([]);
    const { callbacks } = (await quiet.app.inject('/_sandbox/webhooks')).json();
    expect(callbacks).toMatchObject([{ platform: 'tiktok', url: receiver.url }]);
    await quiet.app.close();
  });
});

describe('a grant that the user takes back', () => {
  test('is told of, each once', async () => {
    await tokens('tiktok-accounts');
    await tokens('tiktok-accounts');
    await tokens('tiktok-display');
    expect((await revoke({ grant_kind: 'tiktok-accounts' })).json().grants).toBeGreaterThan(0);
    await revoke({});
    await expect.poll(told).toEqual([
      ['authorization.removed', accountId, 1],
      ['authorization.removed', displayAccountId, 1],
    ]);
  });

  test('by a fault, too', async () => {
    const { access_token } = await tokens('tiktok-display');
    const fault = { path_prefix: '/tiktok/v2/user', kind: 'revoke' };
    await app.inject({ method: 'POST', url: '/_sandbox/faults', payload: fault });
    await app.inject({
      url: '/tiktok/v2/user/info/?fields=open_id',
      headers: { authorization: `Bearer ${access_token}` },
    });
    await expect.poll(told).toEqual([['authorization.removed', displayAccountId, 1]]);
  });
});

describe('callbacks of the configuration', () => {
  test('of Meta are asked for until they answer', async () => {
    const late = await webhookReceiver();
    const { url } = late;
    await late.close();
    const settings = settingsOf(
      readConfig({
        PORT: '0',
        SANDBOX_WEBHOOKS_THREADS: url,
        SANDBOX_WEBHOOKS_VERIFY_TOKEN: 'token',
        SANDBOX_WEBHOOKS_THREADS_DELETION: `${url}/deletion`,
      }),
    );
    const { app: waiting } = sandboxOf(settings);
    const callbacks = async () => (await waiting.inject('/_sandbox/webhooks')).json().callbacks;
    expect(await callbacks()).toEqual([]);
    const there = await webhookReceiver(undefined, Number(new URL(url).port));
    await expect
      .poll(callbacks, { timeout: 5_000 })
      .toMatchObject([
        { platform: 'threads', url, verify_token: 'token', data_deletion_url: `${url}/deletion` },
      ]);
    await waiting.close();
    await there.close();
  });

  test('beyond loopback stop the start', () => {
    const elsewhere = { PORT: '0', SANDBOX_WEBHOOKS_TIKTOK: 'http://example.com/' };
    expect(() => readConfig(elsewhere)).toThrow(/SANDBOX_WEBHOOKS_TIKTOK/);
  });
});
