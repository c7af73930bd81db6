import { createPools, createStore } from '@viral-scan/store';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';
import { freshId, tiktokBody } from './webhook-bodies.ts';
import { secrets, signedByMeta, signedByTiktok, webhookDeps } from './webhook-room.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

type Headers = Readonly<Record<string, string>>;
async function deliver(url: string, payload: string, headers: Headers, { app } = room) {
  const answer = await app.inject({ method: 'POST', url, headers, payload });
  return answer.statusCode;
}

describe('secrets', () => {
  it.each([
    ...secrets.tiktok.map((secret) => ['tiktok', secret, 200] as const),
    ...secrets.instagram.map((secret) => ['instagram', secret, 200] as const),
    ...secrets.threads.map((secret) => ['threads', secret, 200] as const),
    ['tiktok', secrets.instagram[0], 401],
    ['instagram', secrets.threads[0], 401],
    ['threads', secrets.instagram[0], 401],
    ['threads', '', 401],
  ] as const)('of %s: %j is answered with %i', async (platform, secret, status) => {
    const body = '{}';
    const headers =
      platform === 'tiktok' ? signedByTiktok(body, { secret }) : signedByMeta(body, secret);
    expect(await deliver(`/webhooks/${platform}`, body, headers)).toBe(status);
  });
});

describe('the door', () => {
  const verification = (query: Readonly<Record<string, string>>, platform = 'instagram') =>
    room.app.inject({ method: 'GET', url: `/webhooks/${platform}`, query });

  it.each(['instagram', 'threads'])(
    'answers the check of %s with its challenge',
    async (platform) => {
      for (const token of secrets.metaVerifyTokens) {
        const answer = await verification(
          { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': token },
          platform,
        );
        expect([answer.statusCode, answer.body]).toEqual([200, '1158201444']);
        expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      }
    },
  );

  it.each([
    ['another token', { 'hub.verify_token': 'a guess' }],
    ['no token', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['a challenge that is markup', { 'hub.challenge': '<script>' }],
  ])('refuses a check with %s', async (_, change) => {
    const right = {
      'hub.mode': 'subscribe',
      'hub.challenge': '1158201444',
      'hub.verify_token': secrets.metaVerifyTokens[0],
    };
    const answer = await verification({ ...right, ...change });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('script');
  });

  it('takes any content type, but no packed or huge bodies, and no other methods', async () => {
    const body = '{}';
    const send = (headers: Headers, payload: string = body) =>
      deliver('/webhooks/tiktok', payload, { ...signedByTiktok(payload), ...headers });
    expect(await send({ 'content-type': 'text/x-unheard-of; charset=x' })).toBe(200);
    expect(await send({ 'content-encoding': 'gzip' })).toBe(415);
    expect(await send({}, `"${'x'.repeat(4_200_000)}"`)).toBe(413);
    expect((await room.app.inject({ method: 'GET', url: '/webhooks/tiktok' })).statusCode).toBe(
      405,
    );
  });

  it('says what to set where a platform is not configured', async () => {
    const nothing = { tiktok: [], instagram: [], threads: [], metaVerifyTokens: [], websub: [] };
    const bare = await apiRoom({
      webhooks: webhookDeps(room.database.store, { secrets: nothing }),
    });
    onTestFinished(() => bare.close());
    for (const [method, url, variable] of [
      ['POST', '/webhooks/tiktok', 'TIKTOK_CLIENT_SECRET'],
      ['POST', '/webhooks/instagram', 'INSTAGRAM_CLIENT_SECRET'],
      ['POST', '/webhooks/threads/deauthorize', 'THREADS_CLIENT_SECRET'],
      ['GET', '/webhooks/threads', 'META_VERIFY_TOKENS'],
      ['POST', `/webhooks/youtube/${crypto.randomUUID()}`, 'WEBSUB_SECRETS'],
    ] as const) {
      const answer = await bare.app.inject({ method, url, payload: method === 'GET' ? '' : '{}' });
      expect([url, answer.statusCode, answer.json().detail]).toEqual([
        url,
        404,
        expect.stringContaining(`${variable} is not set`),
      ]);
    }
  });

  it('answers 503 while the database is away, so that the sender tries again', async () => {
    const pools = createPools({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      applicationName: 'test',
    });
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    const away = await apiRoom({ webhooks: webhookDeps(store) });
    onTestFinished(async () => {
      await away.close();
      await pools.end();
    });
    const body = tiktokBody(crypto.randomUUID(), 'post.publish.complete', { post_id: freshId() });
    expect(await deliver('/webhooks/tiktok', body, signedByTiktok(body), away)).toBe(503);
    expect(await away.deps.metrics.render()).toContain(
      'viral_scan_inbound_deliveries_total{platform="tiktok",outcome="not_kept",service="scan-api"} 1',
    );
  });
});
