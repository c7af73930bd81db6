import { afterAll, describe, expect, test } from 'vitest';
import { oauthOf, pkce, redirectUri } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

const { app } = sandboxOf({ limits: [], oddPages: true });
afterAll(() => app.close());
const { tiktokAuthorize, back, displayToken, form, tokens } = oauthOf(app);
const { tiktok, endsAt } = world;
const truth = world.truth.tiktok;
const granted = await tokens('tiktok-display');
const bearer = { authorization: `Bearer ${granted.access_token}` };
const call = async (
  method: 'GET' | 'POST',
  path: string,
  payload?: object,
  headers: Record<string, string> = bearer,
) => {
  const answer = await app.inject({
    method,
    url: `/tiktok/v2${path}`,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json(), raw: answer.body };
};
const scope = 'user.info.basic,video.list';
const codeOf = async (changes: Record<string, string | undefined> = {}) =>
  back(
    await tiktokAuthorize({
      scope,
      code_challenge: pkce.tiktok,
      code_challenge_method: 'S256',
      ...changes,
    }),
  ).get('code') ?? '';
const exchange = async (code: string, changes: Record<string, string | undefined> = {}) =>
  displayToken({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: pkce.verifier,
    ...changes,
  });

describe('tokens of the Login Kit', () => {
  test('the challenge is hex, the answer flat', async () => {
    const answer = await exchange(await codeOf());
    expect(answer.json()).toEqual({
      access_token: expect.stringMatching(/^act\./),
      expires_in: 86_400,
      open_id: truth.displayAccountId,
      refresh_expires_in: 31_536_000,
      refresh_token: expect.stringMatching(/^rft\./),
      scope,
      token_type: 'Bearer',
    });
  });

  test.each([
    ['base64url in place of hex', { code_challenge: pkce.google }, {}, 'invalid_request'],
    ['no verifier', {}, { code_verifier: undefined }, 'invalid_request'],
    [
      'a verifier that was not announced',
      { code_challenge: undefined, code_challenge_method: undefined },
      {},
      'invalid_request',
    ],
    ['another address', {}, { redirect_uri: 'http://127.0.0.1:1/' }, 'invalid_request'],
    ['a made-up code', {}, { code: 'x' }, 'invalid_grant'],
    ['a wrong secret', {}, { client_secret: 'guess' }, 'invalid_client'],
    ['another grant type', {}, { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('%s is refused', async (_what, asked, sent, error) => {
    const answer = await exchange(await codeOf(asked), sent);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({
      error,
      error_description: expect.any(String),
      log_id: expect.any(String),
    });
  });

  test('the account may be chosen by the id of either programme', async () => {
    const open = async (id: string) =>
      (await exchange(await codeOf({ sandbox_account: id }))).json().open_id;
    expect(await open(truth.accountId)).toBe(truth.displayAccountId);
    expect(await open(truth.displayAccountId)).toBe(truth.displayAccountId);
    expect(back(await tiktokAuthorize({ sandbox_account: 'nobody' })).get('error')).toBe(
      'access_denied',
    );
  });

  test('a refresh rotates', async () => {
    const first = (await exchange(await codeOf())).json();
    const refresh = (token: string) =>
      displayToken({ grant_type: 'refresh_token', refresh_token: token });
    const second = (await refresh(first.refresh_token)).json();
    expect(second.open_id).toBe(truth.displayAccountId);
    expect((await refresh(first.refresh_token)).json().error).toBe('invalid_grant');
    expect((await refresh(second.refresh_token)).statusCode).toBe(200);
  });

  test('a revoked token is dead', async () => {
    const { access_token } = (await exchange(await codeOf())).json();
    const answer = await form('/tiktok/v2/oauth/revoke/', {
      client_key: 'sandbox-client',
      client_secret: 'sandbox-secret',
      token: access_token,
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    const { body } = await call('GET', '/user/info/?fields=open_id', undefined, {
      authorization: `Bearer ${access_token}`,
    });
    expect(body.error.code).toBe('access_token_invalid');
  });
});

describe('the Display API', () => {
  test.each<
    [string, 'GET' | 'POST', string, object | undefined, Record<string, string>, number, string]
  >([
    ['no token', 'GET', '/user/info/?fields=open_id', undefined, {}, 401, 'access_token_invalid'],
    [
      'a token of the Accounts API header',
      'GET',
      '/user/info/?fields=open_id',
      undefined,
      { 'access-token': granted.access_token },
      401,
      'access_token_invalid',
    ],
    ['no fields', 'GET', '/user/info/', undefined, bearer, 400, 'invalid_params'],
    ['an unknown field', 'POST', '/video/list/?fields=id,reach', {}, bearer, 400, 'invalid_params'],
    [
      'too large a page',
      'POST',
      '/video/list/?fields=id',
      { max_count: 21 },
      bearer,
      400,
      'invalid_params',
    ],
    [
      'a cursor as text',
      'POST',
      '/video/list/?fields=id',
      { cursor: '5' },
      bearer,
      400,
      'invalid_params',
    ],
    ['no ids', 'POST', '/video/query/?fields=id', { filters: {} }, bearer, 400, 'invalid_params'],
    [
      'ids as numbers',
      'POST',
      '/video/query/?fields=id',
      { filters: { video_ids: [7] } },
      bearer,
      400,
      'invalid_params',
    ],
  ])('%s', async (_what, method, path, payload, headers, status, code) => {
    const answer = await call(method, path, payload, headers);
    expect([answer.status, answer.body.error.code, answer.body.data]).toEqual([status, code, {}]);
  });

  test('scopes that were not granted', async () => {
    const { access_token } = await tokens('tiktok-display', { scopes: ['user.info.basic'] });
    const headers = { authorization: `Bearer ${access_token}` };
    const few = await call('GET', '/user/info/?fields=open_id,follower_count', undefined, headers);
    expect([few.status, few.body.error.code]).toEqual([400, 'scope_permission_missed']);
    const none = await call('POST', '/video/list/?fields=id', {}, headers);
    expect([none.status, none.body.error.code]).toEqual([401, 'scope_not_authorized']);
  });

  test('tells the account by the id of this programme', async () => {
    const { body } = await call('GET', '/user/info/?fields=open_id,display_name,follower_count');
    expect(body.data.user).toEqual({
      open_id: truth.displayAccountId,
      display_name: 'Kitchen Table Science',
      follower_count: tiktok.totals(truth.accountId, endsAt)?.followers,
    });
    expect(body.error).toMatchObject({ code: 'ok', message: '' });
  });

  test('lists every post once, newest first, and counters without watch time', async () => {
    const seen: string[] = [];
    let cursor: number | undefined;
    let more = true;
    while (more) {
      const { body, raw } = await call('POST', '/video/list/?fields=id,view_count', {
        max_count: 20,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...[...raw.matchAll(/"id":"?(\d+)"?/g)].map(([, id = '']) => id));
      cursor = body.data.cursor;
      more = body.data.has_more;
    }
    const all = tiktok.postsBefore(truth.accountId, new Date(endsAt.getTime() + 1), 10_000, endsAt);
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('posts by id: those that are not there are left out', async () => {
    const [post] = tiktok.postsBefore(truth.accountId, endsAt, 1, endsAt);
    const { raw, body } = await call('POST', '/video/query/?fields=id', {
      filters: { video_ids: ['1', post?.id, truth.deletedPosts[0]?.postId] },
    });
    expect(body.data.videos).toHaveLength(1);
    expect(raw).toContain(post?.id);
  });
});
