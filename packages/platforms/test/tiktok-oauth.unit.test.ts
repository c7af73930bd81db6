import type { HttpRequest, PlatformAnswer, RevokingOAuth } from '@viral-scan/contracts';
import * as contracts from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { tiktokAccountsOAuth, tiktokDisplayOAuth } from '../src/index.ts';
import {
  accountsCode,
  accountsData,
  displayData,
  displayError,
  json,
  now,
  openId,
} from './tiktok-world.ts';

const clientSecret = 'client-secret-canary';
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const redirectUri = 'https://app.example/connect/tiktok/callback/';
const call = { signal: new AbortController().signal };

function answering(make: typeof tiktokAccountsOAuth, ...replies: PlatformAnswer[]) {
  const asked: HttpRequest[] = [];
  const oauth: RevokingOAuth = make({
    clientId: 'app-key',
    clientSecret,
    authorizeUrl: 'https://www.tiktok.com/v2/auth/authorize/',
    baseUrl: make === tiktokAccountsOAuth ? 'https://b.example/open_api/v1.3' : 'https://d.example',
    http: async (request) => {
      asked.push(request);
      return replies.shift() ?? json('', 500);
    },
    now: () => now,
  });
  const sent = (index = 0) => ({
    url: asked[index]?.url.href,
    type: asked[index]?.headers?.['content-type'],
    body: asked[index]?.body ?? '',
  });
  return { oauth, asked, sent };
}
const accounts = (...replies: PlatformAnswer[]) => answering(tiktokAccountsOAuth, ...replies);
const display = (...replies: PlatformAnswer[]) => answering(tiktokDisplayOAuth, ...replies);
const exchanging = (code = 'code') => ({ code, redirectUri, codeVerifier: verifier });
const oldGrant = { refreshToken: 'rft.old', scopes: ['video.list'] };

const tokens = (more: object = {}) => ({
  access_token: 'act.new',
  expires_in: 86_400,
  refresh_token: 'rft.new',
  open_id: openId,
  scope: 'user.info.basic,video.list',
  token_type: 'Bearer',
  ...more,
});
const granted = {
  accessToken: 'act.new',
  refreshToken: 'rft.new',
  expiresAt: new Date('2026-08-23T06:00:00Z'),
  refreshExpiresAt: new Date('2027-08-22T06:00:00Z'),
  scopes: ['user.info.basic', 'video.list'],
};
const failure = (error: unknown, status = 400) =>
  json({ error, error_description: 'caption-canary-5e1f', log_id: '2022' }, status);

/** The class of what is thrown; no error holds a secret. */
async function errorOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Error)) throw new Error('nothing was thrown');
  const told = [error.stack, JSON.stringify(error), String(error.cause)].join();
  for (const secret of [clientSecret, 'act.', 'rft.', 'canary', verifier]) {
    expect(told).not.toContain(secret);
  }
  return error.name;
}

describe('the authorization page', () => {
  test('of the Accounts API is asked without PKCE', () => {
    const { oauth } = accounts();
    const url = oauth.authorizationUrl({ state: 's t&', redirectUri, codeVerifier: null });
    expect(url.origin + url.pathname).toBe('https://www.tiktok.com/v2/auth/authorize/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: 'app-key',
      response_type: 'code',
      scope:
        'user.info.basic,user.info.username,user.info.stats,user.insights,video.list,video.insights,comment.list',
      redirect_uri: redirectUri,
      state: 's t&',
    });
    expect(oauth.usesPkce).toBe(false);
    expect(oauth.scopes).toEqual(expect.arrayContaining([...oauth.requiredScopes]));
  });

  test('of Login Kit is asked with a challenge in hex', () => {
    const { oauth } = display();
    const url = oauth.authorizationUrl({ state: 's', redirectUri, codeVerifier: verifier });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      code_challenge: '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3',
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
      scope: 'user.info.basic,video.list,user.info.profile,user.info.stats',
    });
  });

  test.each([null, 'short', `${verifier} `, 'a'.repeat(129)])(
    'of Login Kit is refused for the verifier %s',
    (codeVerifier) => {
      const { oauth } = display();
      const asking = () => oauth.authorizationUrl({ state: 's', redirectUri, codeVerifier });
      expect(asking).toThrow(contracts.InvalidInput);
    },
  );
});

describe('a code', () => {
  test('of the Accounts API is exchanged in JSON, decoded', async () => {
    const { oauth, sent } = accounts(
      accountsData(tokens({ refresh_token_expires_in: 31_536_000 })),
    );
    expect(await oauth.exchange({ ...exchanging('a%21b*1'), codeVerifier: null }, call)).toEqual(
      granted,
    );
    expect(sent().url).toBe('https://b.example/open_api/v1.3/tt_user/oauth2/token/');
    expect(sent().type).toBe('application/json');
    expect(JSON.parse(sent().body)).toEqual({
      client_id: 'app-key',
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      auth_code: 'a!b*1',
      redirect_uri: redirectUri,
    });
  });

  test('of Login Kit is exchanged in a form, with its verifier', async () => {
    const { oauth, sent } = display(json(tokens({ refresh_expires_in: '31536000' })));
    expect(await oauth.exchange(exchanging('100%'), call)).toEqual(granted);
    expect(sent().url).toBe('https://d.example/v2/oauth/token/');
    expect(sent().type).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(sent().body))).toEqual({
      client_key: 'app-key',
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      code: '100%',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    });
  });

  test.each([
    ['Accounts', accounts(accountsCode(40_110)), 'InvalidInput'],
    ['Accounts', accounts(accountsCode(40_107)), 'InvalidInput'],
    ['Accounts', accounts(accountsCode(40_002)), 'UpstreamRefused'],
    ['Accounts', accounts(accountsCode(40_100)), 'RateLimited'],
    ['Accounts', accounts(accountsCode(50_000)), 'UpstreamUnavailable'],
    ['Accounts', accounts(json('<html>')), 'UpstreamContractBroken'],
    ['Accounts', accounts(accountsData({})), 'UpstreamContractBroken'],
    ['Login Kit', display(failure('invalid_grant')), 'InvalidInput'],
    ['Login Kit', display(failure('invalid_grant', 200)), 'InvalidInput'],
    ['Login Kit', display(failure('invalid_client', 401)), 'UpstreamRefused'],
    ['Login Kit', display(failure('invalid_request', 200)), 'UpstreamRefused'],
    ['Login Kit', display(failure({ code: 'x' }, 200)), 'UpstreamRefused'],
    ['Login Kit', display(failure('rate_limit_exceeded', 200)), 'RateLimited'],
    ['Login Kit', display(failure('a_new_word', 429)), 'RateLimited'],
    ['Login Kit', display(failure('server_error', 200)), 'UpstreamUnavailable'],
    ['Login Kit', display(failure('a_new_word', 500)), 'UpstreamUnavailable'],
    ['Login Kit', display(json('<html>', 502)), 'UpstreamUnavailable'],
    ['Login Kit', display(json('<html>')), 'UpstreamContractBroken'],
    ['Login Kit', display(json('{"access_token":"act.n')), 'UpstreamContractBroken'],
    ['Login Kit', display(json({})), 'UpstreamContractBroken'],
  ])('of %s that is refused becomes a domain error (%#)', async (_, { oauth }, name) => {
    expect(await errorOf(oauth.exchange(exchanging(), call))).toBe(name);
  });

  test('answered with a page says so', async () => {
    const failed = display(json('<html>')).oauth.exchange(exchanging(), call);
    await expect(failed).rejects.toThrow('oauth/token was answered with HTML');
  });

  test.each([
    ['access_token', { access_token: undefined }],
    ['access_token', { access_token: 'act.x\r\ny' }],
    ['expires_in', { expires_in: undefined }],
    ['expires_in', { expires_in: 0 }],
    ['expires_in', { expires_in: 1e15 }],
    ['refresh_token', { refresh_token: { x: 'rft.' } }],
    ['refresh_expires_in', { refresh_expires_in: 'long' }],
    ['scope', { scope: ['video.list'] }],
  ])('answered with a wrong %s breaks the contract, by name', async (field, more) => {
    const { oauth } = display(json(tokens(more)));
    const failed = oauth.exchange(exchanging(), call);
    expect(await errorOf(failed)).toBe('UpstreamContractBroken');
    await expect(failed).rejects.toThrow(`oauth/token.${field} `);
  });
});

describe('a refresh', () => {
  test('gives the new refresh token, and the scopes as they were when none are named', async () => {
    const { oauth, sent } = display(json(tokens({ scope: undefined })));
    const grant = await oauth.refresh(oldGrant, call);
    expect(grant).toEqual({ ...granted, refreshExpiresAt: null, scopes: ['video.list'] });
    expect(Object.fromEntries(new URLSearchParams(sent().body))).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'rft.old',
    });
  });

  test('of the Accounts API has an address of its own', async () => {
    const { oauth, sent } = accounts(accountsData(tokens({ refresh_token: undefined })));
    expect((await oauth.refresh(oldGrant, call)).refreshToken).toBeNull();
    expect(sent().url).toBe('https://b.example/open_api/v1.3/tt_user/oauth2/refresh_token/');
    expect(JSON.parse(sent().body)).toMatchObject({ refresh_token: 'rft.old' });
  });

  test.each([
    ['Accounts', accounts(accountsCode(40_103)), 'ReauthorizationRequired'],
    ['Accounts', accounts(accountsCode(40_107)), 'ReauthorizationRequired'],
    ['Accounts', accounts(accountsCode(40_102)), 'ReauthorizationRequired'],
    ['Accounts', accounts(accountsCode(40_105)), 'ReauthorizationRequired'],
    ['Accounts', accounts(accountsCode(40_104)), 'ReauthorizationRequired'],
    ['Accounts', accounts(accountsCode(40_113)), 'UpstreamRefused'],
    ['Accounts', accounts(accountsCode(60_001)), 'UpstreamUnavailable'],
    ['Login Kit', display(failure('invalid_grant')), 'ReauthorizationRequired'],
    ['Login Kit', display(failure('invalid_grant', 200)), 'ReauthorizationRequired'],
    ['Login Kit', display(displayError(401, 'access_token_invalid')), 'ReauthorizationRequired'],
    ['Login Kit', display(failure('invalid_client', 401)), 'UpstreamRefused'],
  ])('of %s that is refused becomes a domain error (%#)', async (_, { oauth }, name) => {
    expect(await errorOf(oauth.refresh(oldGrant, call))).toBe(name);
  });
});

describe('a disconnect', () => {
  const grant = { accessToken: 'act.old', refreshToken: 'rft.old' };

  test('revokes the access token', async () => {
    const one = display(json(''));
    await one.oauth.revoke(grant, call);
    expect(one.sent().url).toBe('https://d.example/v2/oauth/revoke/');
    expect(new URLSearchParams(one.sent().body).get('token')).toBe('act.old');
    const other = accounts(accountsData({}));
    await other.oauth.revoke(grant, call);
    expect(other.sent().url).toBe('https://b.example/open_api/v1.3/tt_user/oauth2/revoke/');
    expect(JSON.parse(other.sent().body)).toMatchObject({ access_token: 'act.old' });
    expect([one.asked.length, other.asked.length]).toEqual([1, 1]);
  });

  test('of an access token too old to be revoked renews it for the purpose', async () => {
    const one = accounts(accountsCode(40_102), accountsData(tokens()), accountsData({}));
    await one.oauth.revoke(grant, call);
    expect(JSON.parse(one.sent(2).body)).toMatchObject({ access_token: 'act.new' });
    const other = display(displayError(401, 'access_token_invalid'), json(tokens()), json({}));
    await other.oauth.revoke(grant, call);
    expect(new URLSearchParams(other.sent(2).body).get('token')).toBe('act.new');
  });

  test.each([
    ['Accounts', accounts(accountsCode(40_105), accountsCode(40_107))],
    ['Accounts', accounts(accountsCode(40_102), accountsData(tokens()), accountsCode(40_105))],
    ['Login Kit', display(failure('invalid_grant'), failure('invalid_grant'))],
    ['Login Kit', display(failure('invalid_request'), failure('invalid_grant'))],
  ])('of a dead grant of %s resolves', async (_, { oauth }) => {
    await expect(oauth.revoke(grant, call)).resolves.toBeUndefined();
  });

  test('without a refresh token resolves after one call', async () => {
    const { oauth, asked } = accounts(accountsCode(40_105));
    await oauth.revoke({ ...grant, refreshToken: null }, call);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['Accounts', accounts(accountsCode(50_000)), 'UpstreamUnavailable'],
    ['Accounts', accounts(accountsCode(40_102), accountsCode(50_000)), 'UpstreamUnavailable'],
    ['Login Kit', display(json('', 503)), 'UpstreamUnavailable'],
    ['Login Kit', display(failure('invalid_client', 401)), 'UpstreamRefused'],
  ])('of %s that fails says so (%#)', async (_, { oauth }, name) => {
    expect(await errorOf(oauth.revoke(grant, call))).toBe(name);
  });
});

describe('whose grant it is', () => {
  const account = accountsData({ username: 'acme', display_name: 'Acme', followers_count: 7 });

  test('is asked of the Accounts API by its token', async () => {
    const { oauth, asked, sent } = accounts(
      accountsData({ app_id: 'app-key', creator_id: openId, scope: 'video.list' }),
      account,
    );
    expect(await oauth.identify('act.x', call)).toMatchObject({
      platform: 'tiktok',
      externalId: openId,
      handle: 'acme',
      source: 'tiktok-accounts-api',
    });
    expect(JSON.parse(sent().body)).toEqual({ app_id: 'app-key', access_token: 'act.x' });
    expect(asked[1]?.headers).toMatchObject({ 'Access-Token': 'act.x' });
    expect(asked[1]?.url.searchParams.get('business_id')).toBe(openId);
  });

  test('is not said of a token of another app', async () => {
    const { oauth, asked } = accounts(accountsData({ app_id: 7_000, creator_id: openId }), account);
    expect(await errorOf(oauth.identify('act.x', call))).toBe('InvalidInput');
    expect(asked).toHaveLength(1);
  });

  test('is asked of the Display API as far as the scopes go', async () => {
    const { oauth } = display(
      displayError(401, 'scope_not_authorized'),
      displayData({ user: { open_id: openId } }),
    );
    expect(await oauth.identify('act.x', call)).toMatchObject({
      externalId: openId,
      name: null,
      source: 'tiktok-display-api',
    });
  });

  test.each([
    ['Accounts', accounts(accountsCode(40_105)), 'AccessTokenRejected'],
    ['Accounts', accounts(accountsData({})), 'UpstreamContractBroken'],
    ['Login Kit', display(displayError(401, 'access_token_invalid')), 'AccessTokenRejected'],
  ])('is a domain error of %s when it does not say (%#)', async (_, { oauth }, name) => {
    expect(await errorOf(oauth.identify('act.x', call))).toBe(name);
  });
});
