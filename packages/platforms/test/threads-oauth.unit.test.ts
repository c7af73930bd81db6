import {
  type HttpRequest,
  InvalidInput,
  type PlatformAnswer,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { threadsOAuth } from '../src/index.ts';
import { graphError, json, now, userId } from './threads-platform.ts';

const clientSecret = 'client-secret-canary';
const redirectUri = 'https://app.example/connect/threads/callback';
const call = { signal: new AbortController().signal };

function answering(...replies: PlatformAnswer[]) {
  const asked: HttpRequest[] = [];
  const oauth = threadsOAuth({
    clientId: 'app-id',
    clientSecret,
    authorizeUrl: 'https://www.threads.net/oauth/authorize',
    baseUrl: 'https://graph.threads.net/',
    http: async (request) => {
      asked.push(request);
      return replies.shift() ?? json('', 500);
    },
    now: () => now,
  });
  return { oauth, asked };
}
const exchanging = (code = 'AQcode-canary#_') => ({ code, redirectUri, codeVerifier: null });
const short = json('{"access_token":"THshort-canary","user_id":24850000000000001777}');
const long = json({ access_token: 'THlong-canary', token_type: 'bearer', expires_in: 5_183_944 });
const old = { refreshToken: 'THold-canary', scopes: ['threads_basic'] };
const expiresAt = new Date(now.getTime() + 5_183_944_000);

/** The class of what is thrown; no error holds a secret. */
async function errorOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Error)) throw new Error('nothing was thrown');
  expect([error.stack, JSON.stringify(error), String(error.cause)].join()).not.toContain('canary');
  return error.name;
}

describe('the login of Threads', () => {
  test('is its own refresh token, renewed ten days ahead, and never taken back', () => {
    const { oauth } = answering();
    expect(oauth).toMatchObject({
      kind: 'threads',
      platform: 'threads',
      usesPkce: false,
      issuer: null,
      requiresIssuer: false,
      renewAheadMs: 864_000_000,
      refreshesItself: true,
      endsAllGrants: false,
      revoke: null,
    });
    expect(oauth.scopes).toEqual(expect.arrayContaining([...oauth.requiredScopes]));
  });

  test('sends users to the page of Threads', () => {
    const url = answering().oauth.authorizationUrl({
      state: 's&',
      redirectUri,
      codeVerifier: null,
    });
    expect(url.origin + url.pathname).toBe('https://www.threads.net/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'app-id',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope:
        'threads_basic,threads_manage_insights,threads_read_replies,threads_manage_mentions,threads_keyword_search,threads_profile_discovery',
      state: 's&',
    });
  });

  test('exchanges a code for a short token, and that for a long one at once', async () => {
    const { oauth, asked } = answering(short, long);
    expect(await oauth.exchange(exchanging(), call)).toEqual({
      accessToken: 'THlong-canary',
      refreshToken: 'THlong-canary',
      expiresAt,
      refreshExpiresAt: expiresAt,
      scopes: oauth.scopes,
    });
    const [first, second] = asked;
    expect(first).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(first?.url.href).toBe('https://graph.threads.net/oauth/access_token');
    expect(Object.fromEntries(new URLSearchParams(first?.body))).toEqual({
      client_id: 'app-id',
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code: 'AQcode-canary',
    });
    expect(second?.url.href).toBe(
      `https://graph.threads.net/access_token?grant_type=th_exchange_token&client_secret=${clientSecret}&access_token=THshort-canary`,
    );
  });

  test('renews a token by itself and keeps what was granted', async () => {
    const { oauth, asked } = answering(long);
    expect(await oauth.refresh(old, call)).toMatchObject({
      accessToken: 'THlong-canary',
      refreshToken: 'THlong-canary',
      scopes: ['threads_basic'],
    });
    expect(asked[0]?.url.href).toBe(
      'https://graph.threads.net/refresh_access_token?grant_type=th_refresh_token&access_token=THold-canary',
    );
  });

  test('tells whose grant it is', async () => {
    const { oauth, asked } = answering(json(`{"id":${userId}777,"username":"acme"}`));
    expect(await oauth.identify('THlong-canary', call)).toMatchObject({
      platform: 'threads',
      externalId: `${userId}777`,
      handle: 'acme',
    });
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer THlong-canary' });
    expect(asked[0]?.url.href).not.toContain('canary');
  });

  const flat = (code: number, type = 'OAuthException') =>
    json({ error_type: type, code, error_message: 'canary' }, code);
  test.each([
    ['a used code', flat(400), InvalidInput],
    ['a code of another app', graphError({ code: 100 }), InvalidInput],
    ['a wrong secret', flat(400, 'BadClient'), UpstreamRefused],
    ['a failing server', json('canary', 503), UpstreamUnavailable],
    ['HTML', json('<html>canary'), UpstreamContractBroken],
    ['no token', json({ user_id: 1 }), UpstreamContractBroken],
    ['no user', json({ access_token: 'THshort-canary' }), UpstreamContractBroken],
  ])('turns %s into its error', async (_, answer, error) => {
    expect(await errorOf(answering(answer, long).oauth.exchange(exchanging(), call))).toBe(
      error.name,
    );
  });

  test.each([
    ['an ended token', graphError({ code: 190, subcode: 463 }), ReauthorizationRequired],
    ['a dead token', flat(190), ReauthorizationRequired],
    ['a token of a private profile', flat(400), UpstreamRefused],
    ['a failing server', json('canary', 500), UpstreamUnavailable],
    ['no lifetime', json({ access_token: 'THlong-canary' }), UpstreamContractBroken],
    ['no token', json({ expires_in: 60 }), UpstreamContractBroken],
  ])('turns %s into its error when it renews', async (_, answer, error) => {
    expect(await errorOf(answering(answer).oauth.refresh(old, call))).toBe(error.name);
    expect(await errorOf(answering(short, answer).oauth.exchange(exchanging(), call))).toBe(
      error.name,
    );
  });
});
