import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../src/settings.ts';
import { oauthOf } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { webhookReceiver } from './webhook-receiver.ts';

/** What Meta tells of the sample world: the demo user's accounts, connected or not. */
const receiver = await webhookReceiver();
const at = (path: string) => new URL(path, receiver.url).href;
const callback = { url: receiver.url, verify_token: 't', deauthorize_url: at('/deauthorize') };
const { app, setClock } = sandboxOf({
  webhooks: { ...usualSettings.webhooks, callbacks: { instagram: callback, threads: callback } },
});
const { tokens } = oauthOf(app);
afterAll(async () => {
  await app.close();
  await receiver.close();
});
const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });
const send = async (order: object) => {
  const sent = await post('/_sandbox/webhooks/send', { wait: true, ...order });
  expect(sent.statusCode, sent.body).toBe(200);
  return JSON.parse(receiver.posts()[0]?.raw.toString() ?? '');
};
const deauthorized = () =>
  receiver
    .posts()
    .filter(({ path }) => path === '/deauthorize')
    .map(({ raw }) => {
      const request = new URLSearchParams(raw.toString()).get('signed_request') ?? '';
      const [, payload = ''] = request.split('.');
      return JSON.parse(Buffer.from(payload, 'base64url').toString()).user_id;
    });
beforeEach(async () => {
  await expect
    .poll(async () => (await app.inject('/_sandbox/webhooks')).json().callbacks)
    .toHaveLength(2);
  receiver.clear();
});

const [account] = world.instagram.accounts;
const [profile] = world.threads.profiles;
if (account === undefined || profile === undefined) throw new Error('no accounts');
const [newest, second, third] = world.threads.postsBefore(
  profile.id,
  world.endsAt,
  3,
  world.endsAt,
);
if (newest === undefined || third === undefined) throw new Error('no posts');

describe('by default', () => {
  test('Instagram tells of the newest medium of the professional account', async () => {
    const document = await send({ platform: 'instagram', event: 'comments' });
    const [medium] = world.instagram.mediaBefore(account.id, world.endsAt, 1, world.endsAt);
    expect(document.entry).toMatchObject([
      { id: account.id, changes: [{ value: { media: { id: medium?.id } } }] },
    ]);
  });

  test('and takes any id of an account for it', async () => {
    const order = { platform: 'instagram', event: 'comments', account: account.appScopedId };
    expect((await send(order)).entry).toMatchObject([{ id: account.id }]);
  });

  test('Threads tells of the newest post, when it was published', async () => {
    const { values } = await send({ platform: 'threads', event: 'publish' });
    expect(values.value).toEqual({
      id: newest.id,
      media_type: newest.mediaType,
      permalink: `https://www.threads.com/@${profile.username}/post/${newest.shortcode}`,
      shortcode: newest.shortcode,
      text: newest.text,
      timestamp: `${newest.createdAt.toISOString().slice(0, 19)}+0000`,
      username: profile.username,
    });
  });
});

test.each([
  ['instagram', account.appScopedId],
  ['facebook', account.facebookUserId],
])('a user of the login by %s is named as that app knows them', async (login, userId) => {
  const order = { platform: 'instagram', event: 'deauthorize', login, wait: true };
  await post('/_sandbox/webhooks/send', order);
  expect(deauthorized()).toEqual([userId]);
});

test('posts that appear on Threads are told of, and none on Instagram', async () => {
  await setClock(third.createdAt.toISOString());
  await tokens('threads');
  await tokens('instagram-login');
  await setClock(world.endsAt.toISOString());
  const told = () =>
    receiver.posts().map(({ raw }) => {
      const { values } = JSON.parse(raw.toString());
      return [values.field, values.value.id];
    });
  await expect.poll(told).toEqual([
    ['publish', second?.id],
    ['publish', newest.id],
  ]);
});

test('whoever takes a grant back is named as its app knows them', async () => {
  await post('/_sandbox/grants/revoke', {});
  await expect.poll(deauthorized).toHaveLength(2);
  receiver.clear();
  for (const kind of ['instagram-login', 'instagram-facebook', 'threads']) await tokens(kind);
  await post('/_sandbox/grants/revoke', {});
  await expect
    .poll(deauthorized)
    .toEqual([account.appScopedId, account.facebookUserId, profile.id]);
});
