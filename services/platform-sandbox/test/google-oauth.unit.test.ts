import { afterAll, describe, expect, test } from 'vitest';
import { analyticsScope, oauthOf, pkce, readonlyScope, redirectUri } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const { app } = sandboxOf({
  realNow: () => realMs,
  redirectUris: [redirectUri, 'http://localhost:*/back'],
});
afterAll(() => app.close());
const { googleAuthorize, googleToken, back, form, json, tokens } = oauthOf(app);
const grantType = 'authorization_code';
const exchange = (code: string | null, changes: Record<string, string | undefined> = {}) =>
  googleToken({
    grant_type: grantType,
    code: code ?? '',
    redirect_uri: redirectUri,
    code_verifier: pkce.verifier,
    ...changes,
  });
const codeOf = async (changes: Record<string, string | undefined> = {}) =>
  back(await googleAuthorize(changes)).get('code');
const mine = (accessToken: string) =>
  app.inject({
    url: '/youtube/v3/channels?part=id&mine=true',
    headers: { authorization: `Bearer ${accessToken}` },
  });

describe('the authorize page', () => {
  test('with automatic consent redirects with code, state, scope and iss', async () => {
    const answer = await googleAuthorize();
    expect(answer.statusCode).toBe(302);
    expect(String(answer.headers.location)).toMatch(new RegExp(`^${redirectUri}\\?`));
    const query = back(answer);
    expect(query.get('state')).toBe('st');
    expect(query.get('iss')).toBe('https://accounts.google.com');
    expect(query.get('scope')).toBe(`${readonlyScope} ${analyticsScope}`);
    expect(query.get('code')).toMatch(/^4\/0/);
  });

  test.each([
    ['an unknown client', { client_id: 'stranger' }, 401, 'invalid_client'],
    [
      'an address that is not registered',
      { redirect_uri: `${redirectUri}/` },
      400,
      'redirect_uri_mismatch',
    ],
    [
      'another host on any port',
      { redirect_uri: 'http://127.0.0.2:1/back' },
      400,
      'redirect_uri_mismatch',
    ],
    ['another path on any port', { redirect_uri: 'http://localhost:1/x' }, 400, 'redirect_uri_mis'],
    ['an unknown scope', { scope: 'everything' }, 400, 'invalid_scope'],
    ['no scope', { scope: undefined }, 400, 'invalid_scope'],
  ])('%s is shown to the person and never redirected', async (_what, changes, status, error) => {
    const answer = await googleAuthorize(changes);
    expect([answer.statusCode, answer.headers.location]).toEqual([status, undefined]);
    expect(answer.body).toContain(error);
  });

  test('a registered loopback address may have any port', async () => {
    const answer = await googleAuthorize({ redirect_uri: 'http://localhost:54321/back' });
    expect(answer.headers.location).toMatch(/^http:\/\/localhost:54321\/back\?/);
  });

  test.each([
    ['another response type', { response_type: 'token' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
  ])('%s is told to the app', async (_what, changes) => {
    const query = back(await googleAuthorize(changes));
    expect([query.get('error'), query.get('state')]).toEqual(['invalid_request', 'st']);
  });

  test('a person may choose the account and untick scopes', async () => {
    const page = await googleAuthorize({ sandbox_consent: 'page', state: '"><script>' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Kitchen Table Science');
    expect(page.body).not.toContain('<script>');
    const hidden = [...page.body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const answer = await app.inject({
      method: 'POST',
      url: '/google/o/oauth2/v2/auth',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams([
        ...hidden.map(([, name = '', value = '']): [string, string] => [
          name,
          value.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<'),
        ]),
        ['consent_account', world.truth.noEffectAccountId],
        ['consent_scope', readonlyScope],
        ['consent_decision', 'allow'],
      ]).toString(),
    });
    expect(back(answer).get('state')).toBe('"><script>');
    const issued = (await exchange(back(answer).get('code'))).json();
    expect(issued.scope).toBe(readonlyScope);
    expect((await mine(issued.access_token)).json().items[0].id).toBe(
      world.truth.noEffectAccountId,
    );
  });

  test('a refusal, by a person or by setting, comes back as access_denied', async () => {
    const auto = back(await googleAuthorize({ sandbox_consent: 'deny' }));
    expect([auto.get('error'), auto.get('code')]).toEqual(['access_denied', null]);
    const allWithheld = { sandbox_withhold: `${readonlyScope},${analyticsScope}` };
    expect(back(await googleAuthorize(allWithheld)).get('error')).toBe('access_denied');
  });

  test('who agrees to what can be set for all that follows', async () => {
    const set = (payload: object) =>
      app.inject({ method: 'PUT', url: '/_sandbox/consent', payload });
    const account = world.truth.competitorIds[0];
    await set({ mode: 'auto', account_id: account, withhold: [analyticsScope] });
    const query = back(await googleAuthorize({ sandbox_consent: undefined }));
    expect(query.get('scope')).toBe(readonlyScope);
    const issued = (await exchange(query.get('code'))).json();
    expect((await mine(issued.access_token)).json().items[0].id).toBe(account);
    await set({ mode: 'page' });
    expect((await googleAuthorize({ sandbox_consent: undefined })).statusCode).toBe(200);
  });
});

describe('the token endpoint', () => {
  test('gives tokens for a code once', async () => {
    const code = await codeOf();
    const answer = await exchange(code);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      access_token: expect.stringMatching(/^ya29\./),
      expires_in: 3599,
      refresh_token: expect.stringMatching(/^1\/\//),
      scope: `${readonlyScope} ${analyticsScope}`,
      token_type: 'Bearer',
    });
    const again = await exchange(code);
    expect([again.statusCode, again.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'Bad Request' },
    ]);
  });

  test('without offline access there is no refresh token', async () => {
    const issued = (await exchange(await codeOf({ access_type: undefined }))).json();
    expect(issued).not.toHaveProperty('refresh_token');
  });

  test('who has agreed before gives no second refresh token, unless asked for consent', async () => {
    const account = { sandbox_account: world.truth.competitorIds[1] ?? '' };
    const issued = async (prompt: string | undefined) =>
      (await exchange(await codeOf({ ...account, prompt }))).json();
    expect(await issued(undefined)).toHaveProperty('refresh_token');
    expect(await issued(undefined)).not.toHaveProperty('refresh_token');
    expect(await issued('select_account consent')).toHaveProperty('refresh_token');
  });

  test('a code dies after ten minutes', async () => {
    const code = await codeOf();
    realMs += 600_000;
    expect((await exchange(code)).json().error).toBe('invalid_grant');
  });

  test.each([
    ['an unknown client', { client_id: 'stranger' }, 401, 'invalid_client'],
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['a made-up code', { code: '4/0made-up' }, 400, 'invalid_grant'],
    ['another address', { redirect_uri: 'http://localhost:1/back' }, 400, 'redirect_uri_mismatch'],
    ['no verifier', { code_verifier: undefined }, 400, 'invalid_grant'],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['no grant type', { grant_type: undefined }, 400, 'invalid_request'],
    ['an unknown grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_what, changes, status, error) => {
    const answer = await exchange(await codeOf(), changes);
    expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
  });

  test('a refresh gives an access token and no refresh token, as often as asked', async () => {
    const issued = (await exchange(await codeOf())).json();
    for (let time = 0; time < 2; time += 1) {
      const answer = await googleToken({
        grant_type: 'refresh_token',
        refresh_token: issued.refresh_token,
      });
      expect(Object.keys(answer.json()).toSorted()).toEqual([
        'access_token',
        'expires_in',
        'scope',
        'token_type',
      ]);
      expect((await mine(answer.json().access_token)).statusCode).toBe(200);
    }
  });

  test('an access token ends by its time, or on demand; a refresh brings a good one', async () => {
    const issued = (await exchange(await codeOf())).json();
    const refresh = async () =>
      (
        await googleToken({ grant_type: 'refresh_token', refresh_token: issued.refresh_token })
      ).json();
    realMs += 3_599_999;
    expect((await mine(issued.access_token)).statusCode).toBe(200);
    realMs += 1;
    expect((await mine(issued.access_token)).statusCode).toBe(401);
    const second = await refresh();
    expect((await mine(second.access_token)).statusCode).toBe(200);
    await json('/_sandbox/grants/expire', { grant_kind: 'youtube' });
    const refused = await mine(second.access_token);
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toMatch(/error=invalid_token/);
    expect((await mine((await refresh()).access_token)).statusCode).toBe(200);
  });

  test('a revoked grant is dead by either token', async () => {
    const issued = (await exchange(await codeOf())).json();
    const revoke = () => form('/google/revoke', { token: issued.access_token });
    expect([(await revoke()).statusCode, (await revoke()).statusCode]).toEqual([200, 400]);
    expect((await mine(issued.access_token)).statusCode).toBe(401);
    const refused = await googleToken({
      grant_type: 'refresh_token',
      refresh_token: issued.refresh_token,
    });
    expect(refused.json()).toEqual({ error: 'invalid_grant', error_description: 'Bad Request' });
  });

  test('a sandbox that was started again still knows the tokens', async () => {
    const issued = await tokens('youtube');
    const other = sandboxOf({ realNow: () => realMs });
    const answer = await other.app.inject({
      url: '/youtube/v3/channels?part=id&mine=true',
      headers: { authorization: `Bearer ${issued.access_token}` },
    });
    expect(answer.json().items[0].id).toBe(world.truth.accountId);
    await other.app.close();
  });

  test('grants are listed without their tokens, with the refreshes of each', async () => {
    const issued = await tokens('youtube');
    await googleToken({ grant_type: 'refresh_token', refresh_token: issued.refresh_token });
    const list = await app.inject('/_sandbox/grants');
    expect(list.json().grants.at(-1)).toMatchObject({
      kind: 'youtube',
      account_id: world.truth.accountId,
      revoked: false,
      refreshes: 1,
    });
    expect(list.body).not.toMatch(/ya29|1\/\//);
    const { refreshes } = (await app.inject('/_sandbox/requests')).json();
    expect(refreshes.at(-1)).toMatchObject({ grant_kind: 'youtube', answered: 1, refused: 0 });
  });
});
