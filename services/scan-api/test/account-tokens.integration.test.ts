import { randomUUID } from 'node:crypto';
import {
  QuotaExhausted,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { accessTokens } from '@viral-scan/scan';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accountScopes, type ConnectingRoom, connectingRoom } from './connecting-room.ts';

const { signal } = new AbortController();
const url = '/accounts/youtube:UC-mine/tokens';

let room: ConnectingRoom;
beforeAll(async () => {
  room = await connectingRoom();
});
afterAll(() => room.close());
afterEach(() => {
  room.youtube.calls.length = 0;
  room.youtube.before = () => undefined;
});

/** Tokens of UC-mine as an integrator has them. */
function handed(known: object = {}) {
  const { accessToken, refreshToken, expiresAt } = room.youtube.hand('UC-mine');
  return {
    access_token: accessToken,
    refresh_token: refreshToken ?? '',
    expires_at: expiresAt.toISOString(),
    ...known,
  };
}
const put = (headers: Record<string, string>, payload: object, to = url) =>
  room.app.inject({ method: 'PUT', url: to, headers, payload });
const remove = (headers: Record<string, string>) =>
  room.app.inject({ method: 'DELETE', url, headers });

async function someone() {
  const ids = { tenantId: randomUUID(), userId: randomUUID() };
  const token = await room.issuer.token({ ...ids, scope: accountScopes });
  const headers = { authorization: `Bearer ${token}` };
  return { ids, headers, principal: () => room.deps.identity.principalOf({ ...ids, scopes: [] }) };
}

describe('PUT /accounts/{id}/tokens', () => {
  it('connects the account, and shows no token', async () => {
    const headers = await room.user();
    const tokens = handed();
    const answer = await put(headers, tokens);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      id: 'youtube:UC-mine',
      state: 'active',
      kind: 'youtube',
      name: 'Name of UC-mine',
      expires_at: tokens.expires_at,
      missing_scopes: [],
    });
    expect(answer.body).not.toContain('canary');
    expect((await room.get('/accounts/youtube:UC-mine', headers)).json()).toEqual(answer.json());
  });

  it.each<[string, object]>([
    ['access_token', { access_token: undefined }],
    ['access_token', { access_token: 7 }],
    ['access_token', { access_token: 'canary with spaces' }],
    ['access_token', { access_token: `canary${'x'.repeat(9_000)}` }],
    ['access_token', { access_token: 'canary-access-of-nobody' }],
    ['refresh_token', { refresh_token: '' }],
    ['refresh_token', { refresh_token: 'canary\u0000' }],
    ['expires_at', { expires_at: 'tomorrow' }],
    ['expires_at', { expires_at: undefined }],
    ['expires_at', { expires_at: '2020-01-01T00:00:00Z', refresh_token: undefined }],
    ['refresh_token', { expires_at: '2020-01-01T00:00:00Z', refresh_token: 'canary-of-nobody' }],
    ['scopes', { scopes: ['insights'] }],
    ['scopes', { scopes: 'profile posts' }],
    ['kind', { kind: 'tiktok-display' }],
    ['kind', { kind: 'myspace' }],
    ['user_id', { user_id: randomUUID() }],
  ])('names %s when it is wrong, quotes no token and stores nothing', async (field, known) => {
    const headers = await room.user();
    const answer = await put(headers, handed(known));
    expect(answer.statusCode, answer.body).toBe(400);
    const { errors } = answer.json<{ errors: { field: string }[] }>();
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(answer.body).not.toContain('canary');
    expect((await room.get('/accounts', headers)).json()).toEqual({ accounts: [] });
  });

  it('takes tokens of the account that is named alone', async () => {
    const headers = await room.user();
    const answer = await put(headers, handed(), '/accounts/youtube:UC-other/tokens');
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ field: 'access_token' }] });
    for (const id of ['file:page', 'myspace:x', 'nonsense', '%00']) {
      const refused = await put(headers, handed(), `/accounts/${id}/tokens`);
      expect(refused.json(), id).toMatchObject({ status: 400, errors: [{ field: 'id' }] });
    }
    expect((await room.get('/accounts', headers)).json()).toEqual({ accounts: [] });
  });

  it.each<[Error, number, string, string | undefined]>([
    [new UpstreamUnavailable('canary'), 503, 'platform-unavailable', '30'],
    [new RateLimited('canary', 4_200), 503, 'platform-unavailable', '5'],
    [new QuotaExhausted('canary', new Date()), 503, 'platform-unavailable', '30'],
    [new UpstreamRefused('canary'), 502, 'platform-error', undefined],
    [new UpstreamContractBroken('canary'), 502, 'platform-error', undefined],
    [new TypeError('canary'), 500, 'internal', undefined],
  ])(
    'answers %s of the platform with %i, in words of our own',
    async (error, status, name, retryAfter) => {
      const headers = await room.user();
      room.youtube.before = () => {
        throw error;
      };
      const answer = await put(headers, handed());
      expect(answer.statusCode, answer.body).toBe(status);
      expect(answer.json().type).toBe(`urn:viral-scan:problem:${name}`);
      expect(answer.headers['retry-after']).toBe(retryAfter);
      expect(answer.body).not.toContain('canary');
      expect((await room.get('/accounts', headers)).json()).toEqual({ accounts: [] });
    },
  );

  it('needs account:write, and JSON', async () => {
    expect((await put(await room.newcomer('account:read'), handed())).statusCode).toBe(403);
    const headers = { ...(await room.user()), 'content-type': 'text/plain' };
    const answer = await room.app.inject({ method: 'PUT', url, headers, payload: 'canary' });
    expect(answer.statusCode).toBe(415);
  });
});

describe('DELETE /accounts/{id}/tokens', () => {
  it('disconnects, and can be repeated until the platform has taken the grant back', async () => {
    const headers = await room.user();
    const tokens = handed();
    await put(headers, tokens);
    room.youtube.before = () => {
      throw new UpstreamUnavailable('the platform is away');
    };
    const first = await remove(headers);
    expect(first.statusCode, first.body).toBe(200);
    const disconnected = { id: 'youtube:UC-mine', state: 'disconnected' };
    expect(first.json()).toEqual({
      ...disconnected,
      revoked: false,
      reason: 'the platform is away',
    });
    expect((await room.get('/accounts/youtube:UC-mine', headers)).json()).toMatchObject({
      ...disconnected,
      reauthorize_url: '/connect/youtube',
    });
    room.youtube.before = () => undefined;
    for (const _ of [1, 2]) {
      expect((await remove(headers)).json()).toEqual({
        ...disconnected,
        revoked: true,
        reason: null,
      });
    }
    expect(room.youtube.isLive(tokens.access_token)).toBe(false);
    expect((await room.get('/accounts/youtube:UC-mine', headers)).json().expires_at).toBeNull();
  });

  it('needs account:write', async () => {
    expect((await remove(await room.newcomer('account:read'))).statusCode).toBe(403);
  });
});

describe('accounts', () => {
  it('of another user or tenant look like accounts that do not exist', async () => {
    const owner = await someone();
    await put(owner.headers, handed());
    const colleague = await room.issuer.token({
      tenantId: owner.ids.tenantId,
      userId: randomUUID(),
      scope: accountScopes,
    });
    for (const headers of [{ authorization: `Bearer ${colleague}` }, await room.user()]) {
      const there = await room.get('/accounts/youtube:UC-mine', headers);
      const missing = await room.get('/accounts/youtube:UC-none', headers);
      expect(there.statusCode).toBe(404);
      expect({ ...there.json(), instance: '' }).toEqual({ ...missing.json(), instance: '' });
      expect((await room.get('/accounts', headers)).json()).toEqual({ accounts: [] });
      expect((await remove(headers)).statusCode).toBe(404);
    }
    expect((await room.get('/accounts/youtube:UC-mine', owner.headers)).json().state).toBe(
      'active',
    );
    expect(room.youtube.calls).toEqual(['identify']);
  });

  it('whose grant is dead say so, with a link to connect them again', async () => {
    const { headers, principal } = await someone();
    await put(headers, handed());
    const grant = await accessTokens(room.deps.connecting).grantOf(
      await principal(),
      'youtube:UC-mine',
    );
    room.youtube.before = () => {
      throw new ReauthorizationRequired('the user took the grant back');
    };
    const refused = (await grant?.token(signal)) ?? '';
    await expect(grant?.renew(refused, signal)).rejects.toThrow(ReauthorizationRequired);
    expect((await room.get('/accounts/youtube:UC-mine', headers)).json()).toMatchObject({
      state: 'reauthorization_required',
      reason: 'the user took the grant back',
      reauthorize_url: '/connect/youtube',
      expires_at: null,
    });
  });

  it('need account:read', async () => {
    const headers = await room.newcomer('account:write');
    for (const path of ['/accounts', '/accounts/youtube:UC-mine']) {
      expect((await room.get(path, headers)).statusCode).toBe(403);
      expect((await room.get(path)).statusCode).toBe(401);
    }
  });
});

describe('tokens at rest', () => {
  it('do not open when rows exchange them, and their user is asked to connect again', async () => {
    const { headers, principal } = await someone();
    await put(headers, handed());
    const other = room.youtube.hand('UC-other');
    await put(
      headers,
      {
        access_token: other.accessToken,
        refresh_token: other.refreshToken,
        expires_at: other.expiresAt,
      },
      '/accounts/youtube:UC-other/tokens',
    );
    const who = await principal();
    const tokenOf = async (ref: string) =>
      (await accessTokens(room.deps.connecting).grantOf(who, ref))?.token(signal);
    expect(await tokenOf('youtube:UC-other')).toBe(other.accessToken);
    await room.database.pools.identity.query(
      `update identity.connections c
         set access_token_sealed = o.access_token_sealed,
           refresh_token_sealed = o.refresh_token_sealed
         from identity.connections o
         where c.subject_id = $1 and o.subject_id = $1 and c.connection_id <> o.connection_id`,
      [who.subjectId],
    );
    for (const ref of ['youtube:UC-mine', 'youtube:UC-other']) {
      await expect(tokenOf(ref)).rejects.toMatchObject({
        code: 'reauthorization_required',
        cause: { code: 'seal_broken' },
      });
    }
    const shown = await room.get('/accounts/youtube:UC-other', headers);
    expect(shown.json()).toMatchObject({
      state: 'reauthorization_required',
      reason: 'the stored tokens can no longer be read',
      reauthorize_url: '/connect/youtube',
    });
  });
});
