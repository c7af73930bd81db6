import {
  AccessTokenRejected,
  AccountNotFound,
  DomainError,
  type HttpRequest,
  InvalidInput,
  type PlatformAnswer,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { googleOAuth } from '../src/index.ts';
import { apiFailure, channelId, json, playYoutube } from './youtube-platform.ts';

const now = new Date('2026-08-22T06:00:00Z');
const call = { signal: new AbortController().signal };
const clientSecret = 'client-secret-41d0';
const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const redirectUri = 'https://scan.example/connect/youtube/callback';
const code = '4/0Ad-code-canary-9c3e';
const refreshToken = '1//refresh-canary-6b1a';
const scopes = [
  'https://www.googleapis.com/auth/yt-analytics.readonly',
  'https://www.googleapis.com/auth/youtube.readonly',
];

function oauthAnswering(
  answer: PlatformAnswer | ((request: HttpRequest) => PlatformAnswer),
  issuer?: string,
) {
  const asked: HttpRequest[] = [];
  const oauth = googleOAuth({
    clientId: 'client.apps.googleusercontent.com',
    clientSecret,
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
    dataBaseUrl: 'https://www.googleapis.com/youtube/v3',
    issuer,
    now: () => now,
    http: async (request) => {
      asked.push(request);
      return typeof answer === 'function' ? answer(request) : answer;
    },
  });
  const form = () => Object.fromEntries(new URLSearchParams(asked[0]?.body));
  return { oauth, asked, form };
}

const tokens = (more: object = {}) => ({
  access_token: 'ya29.access-canary-27fd',
  expires_in: 3_599,
  token_type: 'Bearer',
  scope: scopes.join(' '),
  ...more,
});
const oauthError = (status: number, error: string): PlatformAnswer => ({
  status,
  headers: {},
  text: JSON.stringify({ error, error_description: `${code} ${refreshToken} <b>Bad</b>` }),
});
const exchange = (answer: PlatformAnswer) =>
  oauthAnswering(answer).oauth.exchange({ code, redirectUri, codeVerifier }, call);
const refresh = (answer: PlatformAnswer) =>
  oauthAnswering(answer).oauth.refresh({ refreshToken, scopes }, call);

describe('the authorization URL', () => {
  const { oauth } = oauthAnswering(json({}));

  test('asks for an offline grant of both scopes, with PKCE', () => {
    const url = oauth.authorizationUrl({ state: 'a state', redirectUri, codeVerifier });
    expect(`${url.origin}${url.pathname}`).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client.apps.googleusercontent.com',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: scopes.join(' '),
      access_type: 'offline',
      prompt: 'consent',
      include_granted_scopes: 'true',
      state: 'a state',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
  });

  test('has answers of a named issuer where one is configured', () => {
    const google = { issuer: 'https://accounts.google.com' };
    expect(oauth).toMatchObject({ ...google, requiresIssuer: false });
    const { oauth: strict } = oauthAnswering(json({}), 'https://accounts.google.com');
    expect(strict).toMatchObject({ ...google, requiresIssuer: true });
  });

  test.each([null, '', 'short', 'v'.repeat(129), `${'v'.repeat(43)}=`])(
    'is not made with the verifier %s',
    (bad) => {
      const asking = { state: 's', redirectUri, codeVerifier: bad };
      expect(() => oauth.authorizationUrl(asking)).toThrow(
        expect.objectContaining({ field: 'code_verifier' }),
      );
    },
  );
});

describe('the exchange of a code', () => {
  test('sends code, verifier and the exact redirect URI as a form', async () => {
    const { oauth, asked, form } = oauthAnswering(json(tokens({ refresh_token: refreshToken })));
    const grant = await oauth.exchange({ code, redirectUri, codeVerifier }, call);
    expect(grant).toEqual({
      accessToken: 'ya29.access-canary-27fd',
      refreshToken,
      expiresAt: new Date(now.getTime() + 3_599_000),
      refreshExpiresAt: null,
      scopes,
    });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      signal: call.signal,
    });
    expect(asked[0]?.url.href).toBe('https://oauth2.googleapis.com/token');
    expect(form()).toEqual({
      grant_type: 'authorization_code',
      code,
      client_id: 'client.apps.googleusercontent.com',
      client_secret: clientSecret,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    });
  });

  test('takes a code as it stands in the URL', async () => {
    const { oauth, form } = oauthAnswering(json(tokens()));
    await oauth.exchange({ code: '4%2F0Ad-code', redirectUri, codeVerifier }, call);
    expect(form().code).toBe('4/0Ad-code');
  });

  test.each(['', '%', 'a b', '%0d%0a', '%2525', 'x'.repeat(3_000)])(
    'refuses the code %s before anything is asked',
    async (bad) => {
      const { oauth, asked } = oauthAnswering(json(tokens()));
      const failed = oauth.exchange({ code: bad, redirectUri, codeVerifier }, call);
      await expect(failed).rejects.toMatchObject({ code: 'invalid_input', field: 'code' });
      expect(asked).toEqual([]);
    },
  );

  test('says which scopes were granted, which may be fewer', async () => {
    const grant = await exchange(json(tokens({ scope: scopes[1] })));
    expect(grant.scopes).toEqual([scopes[1]]);
    const silent = await exchange(json(tokens({ scope: undefined })));
    expect(silent.scopes).toEqual(scopes);
  });

  test('keeps the end of a grant that is limited in time', async () => {
    const answer = json(tokens({ refresh_token: 'r', refresh_token_expires_in: 604_799 }));
    const { refreshExpiresAt } = await exchange(answer);
    expect(refreshExpiresAt).toEqual(new Date(now.getTime() + 604_799_000));
  });
});

test('a refresh keeps the refresh token and, unless told otherwise, the scopes', async () => {
  const { oauth, form } = oauthAnswering(json(tokens({ scope: undefined })));
  const grant = await oauth.refresh({ refreshToken, scopes: ['one'] }, call);
  expect(grant).toMatchObject({ refreshToken: null, scopes: ['one'] });
  expect(form()).toEqual({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: 'client.apps.googleusercontent.com',
    client_secret: clientSecret,
  });
});

type ErrorClass = new (...args: never[]) => DomainError;
const html = { status: 200, headers: {}, text: `<html>${code}` };
const cutOff = { status: 200, headers: {}, text: `{"access_token":"${refreshToken}` };
/** Answer, then what it is to an exchange and to a refresh. */
const errorTable: readonly [string, PlatformAnswer, ErrorClass, ErrorClass][] = [
  ['invalid_grant', oauthError(400, 'invalid_grant'), InvalidInput, ReauthorizationRequired],
  ['invalid_client', oauthError(401, 'invalid_client'), UpstreamRefused, UpstreamRefused],
  [
    'redirect_uri_mismatch',
    oauthError(400, 'redirect_uri_mismatch'),
    UpstreamRefused,
    UpstreamRefused,
  ],
  [
    'admin_policy_enforced',
    oauthError(400, 'admin_policy_enforced'),
    ReauthorizationRequired,
    ReauthorizationRequired,
  ],
  ['a new word', oauthError(400, 'something_new'), UpstreamContractBroken, UpstreamContractBroken],
  ['a word that is none', oauthError(400, code), UpstreamContractBroken, UpstreamContractBroken],
  ['429', { status: 429, headers: {}, text: '' }, RateLimited, RateLimited],
  ['503', { status: 503, headers: {}, text: code }, UpstreamUnavailable, UpstreamUnavailable],
  ['a bare 403', { status: 403, headers: {}, text: code }, UpstreamRefused, UpstreamRefused],
  ['HTML', html, UpstreamContractBroken, UpstreamContractBroken],
  ['half an answer', cutOff, UpstreamContractBroken, UpstreamContractBroken],
  ['a list', json([code]), UpstreamContractBroken, UpstreamContractBroken],
  ['null', json(null), UpstreamContractBroken, UpstreamContractBroken],
  ...[
    ['no access token', { access_token: undefined }],
    ['a number for a token', { access_token: 7 }],
    ['a token with a line break', { access_token: `${refreshToken}\r\nx: y` }],
    ['a token of 10,000 characters', { access_token: 'x'.repeat(10_000) }],
    ['another token type', { token_type: 'mac' }],
    ['no lifetime', { expires_in: undefined }],
    ['a lifetime beyond all dates', { expires_in: 1e15 }],
    ['a negative lifetime', { expires_in: -1 }],
    ['scopes that are no text', { scope: [refreshToken] }],
  ].map(([name, more]): [string, PlatformAnswer, ErrorClass, ErrorClass] => [
    name as string,
    json(tokens(more as object)),
    UpstreamContractBroken,
    UpstreamContractBroken,
  ]),
];

test.each(errorTable)('%s has its class, without secrets', async (_, answer, first, second) => {
  for (const [run, expected] of [
    [exchange, first],
    [refresh, second],
  ] as const) {
    const error: unknown = await run(answer).catch((caught: unknown) => caught);
    if (!(error instanceof DomainError)) throw new Error('no domain error', { cause: error });
    expect(error.name).toBe(expected.name);
    const told = [error.stack, JSON.stringify(error), String(error.cause)].join();
    for (const secret of [code, refreshToken, clientSecret, codeVerifier, 'canary']) {
      expect(told).not.toContain(secret);
    }
  }
});

describe('a revocation', () => {
  const revoke = (answer: PlatformAnswer, token: string | null = refreshToken) => {
    const { oauth, asked } = oauthAnswering(answer);
    return { done: oauth.revoke({ accessToken: 'ya29.a', refreshToken: token }, call), asked };
  };

  test('names the refresh token, or else the access token', async () => {
    const first = revoke(json({}));
    await first.done;
    expect(first.asked[0]?.method).toBe('POST');
    expect(first.asked[0]?.url.searchParams.get('token')).toBe(refreshToken);
    const second = revoke(json({}), null);
    await second.done;
    expect(second.asked[0]?.url.searchParams.get('token')).toBe('ya29.a');
  });

  test('of what was dead already is done', async () => {
    await expect(revoke(oauthError(400, 'invalid_token')).done).resolves.toBeUndefined();
  });

  test.each([
    [oauthError(503, 'internal_failure'), UpstreamUnavailable],
    [oauthError(400, 'invalid_request'), UpstreamRefused],
  ])('that failed says so', async (answer, expected) => {
    const { done } = revoke(answer);
    await expect(done).rejects.toBeInstanceOf(expected);
    await expect(done).rejects.not.toThrow('canary');
  });
});

describe('the grantee', () => {
  const identify = (answer: PlatformAnswer) =>
    oauthAnswering(answer).oauth.identify('ya29.access-canary-27fd', call);

  test('is the channel that the token reads as its own', async () => {
    const { oauth, asked } = oauthAnswering((request) =>
      playYoutube({
        ...request,
        api: 'youtube-data',
        operation: 'channels.list',
        units: 1,
        onBehalfOf: '',
      }),
    );
    expect(await oauth.identify('ya29.t', call)).toMatchObject({
      platform: 'youtube',
      externalId: channelId,
      handle: '@channel',
    });
    expect(asked[0]?.url.searchParams.get('mine')).toBe('true');
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer ya29.t' });
  });

  test.each([
    ['a Google account without a channel', json({ items: [] }), AccountNotFound],
    ['a dead token', apiFailure(401, 'authError'), AccessTokenRejected],
    [
      'a grant without the scope',
      apiFailure(403, 'insufficientPermissions'),
      ReauthorizationRequired,
    ],
  ])('is not known with %s', async (_, answer, expected) => {
    await expect(identify(answer)).rejects.toBeInstanceOf(expected);
    await expect(identify(answer)).rejects.not.toThrow('canary');
  });
});
