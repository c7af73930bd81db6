import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { client, redirectUri } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const dayMs = 86_400_000;
const { app } = sandboxOf({ realNow: () => realMs });
const flat = sandboxOf({ realNow: () => realMs, instagramTokenForm: 'flat' });
afterAll(async () => {
  await app.close();
  await flat.app.close();
});
const { authorize, code, codeForm, exchange, get } = metaOf(app);
const [own] = world.instagram.accounts;
if (own === undefined) throw new Error('the sample world has an Instagram account');

const scope = 'instagram_business_basic,instagram_business_manage_insights';
const page = '/instagram-www/oauth/authorize';
const codes = '/instagram-api/oauth/access_token';
const newCode = async (changes = {}) => code(await authorize(page, scope, changes));
const shortToken = async () =>
  (await exchange(codes, { code: await newCode() })).json().data[0].access_token;
const longToken = async (token: string) =>
  get('/instagram/access_token', {
    grant_type: 'ig_exchange_token',
    client_secret: client.secret,
    access_token: token,
  });
const refresh = (token: string) =>
  get('/instagram/refresh_access_token', {
    grant_type: 'ig_refresh_token',
    access_token: token,
  });

describe('consent', () => {
  test('comes back with a code, the state and a fragment to be stripped', async () => {
    const answer = await authorize(page, scope);
    expect(answer.statusCode).toBe(302);
    expect(String(answer.headers.location)).toMatch(
      /^http:\/\/127\.0\.0\.1:8080\/connect\/callback\?state=st&code=AQ[\w-]+#_$/,
    );
  });

  test('a refusal tells whose it was', async () => {
    const answer = await authorize(page, scope, { sandbox_consent: 'deny' });
    const query = new URL(String(answer.headers.location)).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      state: 'st',
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
    });
  });

  test('a person chooses the account and what may be seen', async () => {
    const answer = await authorize(page, scope, { sandbox_consent: 'page' });
    expect(answer.body).toContain(own.username);
    expect(answer.body).toContain('Instagram (sandbox)');
  });
});

describe('a code', () => {
  test('is worth a short token, in the documented form, once', async () => {
    const given = await newCode();
    const answer = await exchange(codes, { code: given });
    expect(answer.json()).toEqual({
      data: [
        {
          access_token: expect.stringMatching(/^IGAA/),
          user_id: own.appScopedId,
          permissions: scope,
        },
      ],
    });
    const again = await exchange(codes, { code: given });
    expect([again.statusCode, again.json()]).toEqual([
      400,
      {
        error_type: 'OAuthException',
        code: 400,
        error_message: 'Matching code was not found or was already used',
      },
    ]);
  });

  test('is answered flat where that is set: bare digits, above 2^53', async () => {
    const other = metaOf(flat.app);
    const given = other.code(await other.authorize(page, scope));
    const { body } = await other.exchange(codes, { code: given });
    expect(body).toContain(`"user_id":${own.appScopedId},`);
    expect(BigInt(own.appScopedId)).toBeGreaterThan(2n ** 53n);
    expect(JSON.parse(body).permissions).toEqual(scope.split(','));
  });

  test('may come in a multipart form', async () => {
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(codeForm({ code: await newCode() }))) {
      form.append(name, value);
    }
    const request = new Request('http://sandbox', { method: 'POST', body: form });
    const answer = await app.inject({
      method: 'POST',
      url: codes,
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      payload: await request.text(),
    });
    expect(answer.json().data[0].user_id).toBe(own.appScopedId);
  });

  test.each([
    ['an unknown client', { client_id: 'stranger' }, /Invalid platform app/],
    ['a wrong secret', { client_secret: 'guess' }, /client secret/],
    ['another address', { redirect_uri: `${redirectUri}/` }, /redirect_uri/],
    ['another grant type', { grant_type: 'refresh_token' }, /grant_type/],
    ['a fragment that was not stripped', { suffix: '#_' }, /Matching code/],
    ['nothing', { code: undefined }, /code/],
  ])('with %s is refused, flat', async (_what, changes, message) => {
    const { suffix = '', ...fields } = changes as Record<string, string | undefined>;
    const answer = await exchange(codes, { code: `${await newCode()}${suffix}`, ...fields });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({
      error_type: 'OAuthException',
      code: 400,
      error_message: expect.stringMatching(message),
    });
  });

  test('dies after an hour', async () => {
    const [first, second] = [await newCode(), await newCode()];
    realMs += 3_599_000;
    expect((await exchange(codes, { code: first })).statusCode).toBe(200);
    realMs += 1_000;
    expect((await exchange(codes, { code: second })).json().error_message).toMatch(/expired/);
  });
});

describe('tokens', () => {
  test('a short one lives an hour and is exchanged for one of sixty days', async () => {
    const short = await shortToken();
    const long = await longToken(short);
    expect(long.body).toEqual({
      access_token: expect.stringMatching(/^IGAA/),
      token_type: 'bearer',
      expires_in: 60 * 86_400,
    });
    realMs += 3_600_000;
    const me = (token: string) => get('/instagram/v25.0/me', { access_token: token });
    expect((await me(short)).body.error).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await longToken(short)).body.error.code).toBe(190);
    expect((await me(long.body.access_token)).status).toBe(200);
    expect((await longToken(long.body.access_token)).body.error.code).toBe(100);
  });

  test('a long one refreshes itself once it is a day old, and as long as it lives', async () => {
    const { access_token: long } = (await longToken(await shortToken())).body;
    realMs += dayMs - 1_000;
    expect((await refresh(long)).body.error.message).toMatch(/24 hours/);
    realMs += 1_000;
    const next = await refresh(long);
    expect(next.body).toMatchObject({ token_type: 'bearer', expires_in: 60 * 86_400 });
    expect(next.body.access_token).not.toBe(long);
    realMs += 59 * dayMs;
    expect((await refresh(long)).body.error).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await refresh(next.body.access_token)).status).toBe(200);
    realMs += 60 * dayMs;
    expect((await refresh(next.body.access_token)).status).toBe(401);
    const { refreshes } = (await app.inject('/_sandbox/requests')).json();
    expect(refreshes).toEqual([
      expect.objectContaining({ grant_kind: 'instagram-login', answered: 2, refused: 3 }),
    ]);
  });

  test('the exchange wants the secret of the app, and its own kind of grant', async () => {
    const short = await shortToken();
    const asked = { grant_type: 'ig_exchange_token', access_token: short };
    const wrong = await get('/instagram/access_token', { ...asked, client_secret: 'guess' });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 1]);
    const none = await get('/instagram/access_token', asked);
    expect(none.body.error).toMatchObject({ code: 100, message: /client_secret/ });
    expect((await refresh('IGAA-made-up')).body.error.code).toBe(190);
    expect((await refresh(short)).body.error.code).toBe(100);
  });
});
