import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';
import { freshId, seconds, tiktokBody } from './webhook-bodies.ts';
import { secrets, signedByTiktok, signedRequest } from './webhook-room.ts';
import { connected, remembered, settled } from './webhook-users.ts';

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom();
});
afterAll(() => room.close());

const request = (userId: string, issuedAt = Date.now()) => ({
  algorithm: 'HMAC-SHA256',
  user_id: userId,
  issued_at: seconds(issuedAt),
});
const post = async (
  url: string,
  payload: string,
  headers: Readonly<Record<string, string>> = {
    'content-type': 'application/x-www-form-urlencoded',
  },
) => {
  const answer = await room.app.inject({ method: 'POST', url, headers, payload });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
};

/** Erasures under way, by account. */
async function erasures() {
  const { rows } = await room.database.pools.scan.query<{ ref: string; code: string }>(
    `select platform || ':' || external_id as ref, code from scan.erasures
     where state = 'running' and origin = 'platform'`,
  );
  return new Map(rows.map(({ ref, code }) => [ref, code]));
}

describe.each(['instagram', 'threads'] as const)('%s', (platform) => {
  const secret = secrets[platform][0];

  it('tells that somebody has removed the app: their account is erased', async () => {
    const [account, user] = [freshId(), freshId()];
    await connected(room.database, platform, account, { aliases: [user] });
    const form = signedRequest(request(user), secret);
    expect(await post(`/webhooks/${platform}/deauthorize`, form)).toEqual({
      status: 200,
      body: null,
    });
    expect(await post(`/webhooks/${platform}/deauthorize`, form)).toEqual({
      status: 200,
      body: null,
    });
    expect(await settled(room.database)).toEqual({ events: 1, collections: 0 });
    expect([...(await erasures()).keys()]).toContain(`${platform}:${account}`);
  });

  it('passes on that data is to be deleted, and gets a code to see how far that is', async () => {
    const [account, user] = [freshId(), freshId()];
    await connected(room.database, platform, account, { aliases: [user] });
    const form = signedRequest(request(user), secret);
    const { status, body } = await post(`/webhooks/${platform}/data-deletion`, form);
    const code = (await erasures()).get(`${platform}:${account}`);
    expect([status, body]).toEqual([
      200,
      { url: `https://api.example/erasures/${code}`, confirmation_code: code },
    ]);
    // Asked again while it runs.
    expect((await post(`/webhooks/${platform}/data-deletion`, form)).body).toEqual(body);
  });

  it('gets a code for all of it, whatever was being erased already; that keeps its own', async () => {
    const { store } = room.database;
    const user = freshId();
    const [first, second] = [freshId(), freshId()];
    const one = await connected(room.database, platform, first, { aliases: [user] });
    await connected(room.database, platform, second, { aliases: [user] });
    const own = await store.erasures.begin(one, {
      code: crypto.randomUUID(),
      origin: 'request',
      account: null,
      requestedAt: new Date(0),
    });
    const form = signedRequest(request(user), secret);
    const { body } = await post(`/webhooks/${platform}/data-deletion`, form);
    const code = body.confirmation_code;
    expect(code).not.toBe(own.code);
    expect((await erasures()).get(`${platform}:${second}`)).toBe(code);
    expect(await store.erasures.find(own.code)).toEqual(own);
    expect(await store.erasures.find(code)).toMatchObject({ scope: 'user', state: 'running' });
    await room.database.pools.scan.query(
      `update scan.erasures set state = 'completed', completed_at = now(), tenant_id = null,
         subject_id = null, platform = null, external_id = null, account_refs = null, scan_ids = null
       where code = $1`,
      [code],
    );
    // The other goes on.
    expect(await store.erasures.find(code)).toMatchObject({ state: 'running' });
  });

  it('gets a code also for somebody we do not know: theirs is complete', async () => {
    const form = signedRequest(request(freshId()), secret);
    const { status, body } = await post(`/webhooks/${platform}/data-deletion`, form);
    expect(status).toBe(200);
    expect(await room.database.store.erasures.find(body.confirmation_code)).toMatchObject({
      state: 'completed',
    });
  });

  it.each([
    ['signed with another secret', signedRequest(request('1'), 'a guess')],
    ['of two days ago', signedRequest(request('1', Date.now() - 2 * 86_400_000), secret)],
    ['of nobody', signedRequest({ algorithm: 'HMAC-SHA256', issued_at: seconds() }, secret)],
    ['that is missing', 'x=1'],
    [
      'that came twice',
      `${signedRequest(request('1'), secret)}&${signedRequest(request('2'), secret)}`,
    ],
  ])('is refused with a request %s', async (_, form) => {
    const before = await remembered(room.database);
    for (const what of ['deauthorize', 'data-deletion']) {
      const { status, body } = await post(`/webhooks/${platform}/${what}`, form);
      expect([status, body.detail]).toEqual([400, expect.stringMatching(/^signed_request /)]);
    }
    expect(await remembered(room.database)).toEqual(before);
  });
});

describe('access that was removed', () => {
  const removed = (openId: string, at = Date.now()) => {
    const body = tiktokBody(openId, 'authorization.removed', { reason: '1' }, at);
    return post('/webhooks/tiktok', body, signedByTiktok(body));
  };

  it('erases the account of everybody whose grant it was', async () => {
    const openId = crypto.randomUUID();
    const one = await connected(room.database, 'tiktok', openId);
    await connected(room.database, 'tiktok', openId);
    expect((await removed(openId)).status).toBe(200);
    expect(await settled(room.database)).toEqual({ events: 1, collections: 0 });
    expect([...(await erasures()).keys()]).toContain(`tiktok:${openId}`);
    const { connections } = room.database.store;
    expect(await connections.find(one, `tiktok:${openId}`)).toMatchObject({
      state: 'disconnected',
    });
  });

  it('undoes no later consent, and no disconnection of ours, after which data stays', async () => {
    const again = crypto.randomUUID();
    await connected(room.database, 'tiktok', again, { connectedAt: new Date() });
    await removed(again, Date.now() - 3_600_000);
    const ours = crypto.randomUUID();
    const who = await connected(room.database, 'tiktok', ours);
    await room.database.store.connections.disconnect(who, `tiktok:${ours}`);
    await removed(ours);
    expect(await settled(room.database)).toEqual({ events: 2, collections: 0 });
    const running = [...(await erasures()).keys()];
    expect(running).not.toContain(`tiktok:${again}`);
    expect(running).not.toContain(`tiktok:${ours}`);
  });
});
