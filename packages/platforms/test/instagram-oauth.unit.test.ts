import {
  AccountNotFound,
  type HttpRequest,
  InvalidInput,
  type OAuth,
  type PlatformAnswer,
  ReauthorizationRequired,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { facebookOAuth, instagramOAuth } from '../src/index.ts';
import {
  accountId,
  appScopedId,
  facebookUserId,
  graphError,
  json,
  now,
  pageId,
} from './instagram-platform.ts';

const call = { signal: new AbortController().signal };
const redirectUri = 'https://api.example/connect/instagram/callback';
const codeVerifier = null;
const secrets = ['client-secret', 'canary'];

type Answer = (request: HttpRequest) => PlatformAnswer;

/** Every request, as `GET host/path`, and what went along. */
function recorder(answer: Answer) {
  const asked: { line: string; query: object; form: object; headers: object }[] = [];
  return {
    asked,
    http: async (request: HttpRequest) => {
      const { url, body } = request;
      asked.push({
        line: `${request.method ?? 'GET'} ${url.host}${url.pathname}`,
        query: Object.fromEntries(url.searchParams),
        form: Object.fromEntries(new URLSearchParams(body ?? '')),
        headers: request.headers ?? {},
      });
      return answer(request);
    },
  };
}

async function failure(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (!(error instanceof Error)) throw new Error('it did not fail');
  const told = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  for (const secret of secrets) expect(told).not.toContain(secret);
  return error;
}

function instagram(answer: Answer) {
  const { http, asked } = recorder(answer);
  const oauth: OAuth = instagramOAuth({
    clientId: 'client-id',
    clientSecret: 'client-secret',
    authorizeUrl: 'https://www.instagram.example/oauth/authorize',
    tokenUrl: 'https://api.instagram.example/oauth/access_token',
    baseUrl: 'https://graph.instagram.example',
    version: 'v25.0',
    http,
    now: () => now,
  });
  return { oauth, asked };
}

const longToken = json({
  access_token: 'IGAA-canary-long',
  token_type: 'bearer',
  expires_in: 5_183_944,
});

describe('Instagram Login', () => {
  const exchange = (oauth: OAuth, code = 'AQ-code#_') =>
    oauth.exchange({ code, redirectUri, codeVerifier }, call);

  it('sends the user to its page, without PKCE', () => {
    const { oauth } = instagram(() => longToken);
    const url = oauth.authorizationUrl({ state: 's', redirectUri, codeVerifier });
    expect(`${url.origin}${url.pathname}`).toBe('https://www.instagram.example/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client-id',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'instagram_business_basic,instagram_business_manage_insights',
      state: 's',
    });
    expect(oauth).toMatchObject({
      usesPkce: false,
      refreshesItself: true,
      endsAllGrants: false,
      renewAheadMs: 864_000_000,
      revoke: null,
    });
  });

  const shortTokens = [
    '{"data":[{"access_token":"IGAA-canary-short","user_id":"26000000000000001","permissions":"instagram_business_basic,instagram_business_manage_insights"}]}',
    '{"access_token":"IGAA-canary-short","user_id":26000000000000001,"permissions":["instagram_business_basic","instagram_business_manage_insights"]}',
  ];
  it.each(shortTokens)('exchanges a code for a long token at once, by way of %s', async (short) => {
    const { oauth, asked } = instagram(({ method }) =>
      method === 'POST' ? json(short) : longToken,
    );
    const expiresAt = new Date(now.getTime() + 5_183_944_000);
    expect(await exchange(oauth)).toEqual({
      accessToken: 'IGAA-canary-long',
      refreshToken: 'IGAA-canary-long',
      expiresAt,
      refreshExpiresAt: expiresAt,
      scopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
    });
    expect(asked).toMatchObject([
      {
        line: 'POST api.instagram.example/oauth/access_token',
        form: {
          client_id: 'client-id',
          client_secret: 'client-secret',
          grant_type: 'authorization_code',
          redirect_uri: redirectUri,
          code: 'AQ-code',
        },
      },
      {
        line: 'GET graph.instagram.example/access_token',
        query: {
          grant_type: 'ig_exchange_token',
          client_secret: 'client-secret',
          access_token: 'IGAA-canary-short',
        },
      },
    ]);
  });

  it('says which scopes the user left out', async () => {
    const short = { access_token: 'a', permissions: ['instagram_business_basic'] };
    const { oauth } = instagram(({ method }) => (method === 'POST' ? json(short) : longToken));
    expect((await exchange(oauth)).scopes).toEqual(['instagram_business_basic']);
  });

  it('renews the long token with itself, at the root of the host', async () => {
    const { oauth, asked } = instagram(() => longToken);
    const grant = { refreshToken: 'IGAA-canary-old', scopes: ['a'] };
    expect(await oauth.refresh(grant, call)).toMatchObject({
      accessToken: 'IGAA-canary-long',
      refreshToken: 'IGAA-canary-long',
      scopes: ['a'],
    });
    expect(asked).toMatchObject([
      {
        line: 'GET graph.instagram.example/refresh_access_token',
        query: { grant_type: 'ig_refresh_token', access_token: 'IGAA-canary-old' },
      },
    ]);
  });

  it.each([
    [graphError({ code: 190, subcode: 463, status: 401 }), ReauthorizationRequired],
    [graphError({ code: 190, subcode: 458 }), ReauthorizationRequired],
    [graphError({ code: 100, message: 'at least 24 hours old' }), UpstreamRefused],
    [graphError({ code: 2 }), UpstreamUnavailable],
  ])('a renewal that is answered %j is refused for what it is', async (answer, kind) => {
    const { oauth } = instagram(() => answer);
    const grant = { refreshToken: 'IGAA-canary-old', scopes: [] };
    expect(await failure(oauth.refresh(grant, call))).toBeInstanceOf(kind);
  });

  it('a code that was used is the caller’s fault, and nothing of it is told', async () => {
    const used = { error_type: 'OAuthException', code: 400, error_message: 'canary' };
    const { oauth, asked } = instagram(() => json(used, 400));
    const error = await failure(exchange(oauth, 'canary-code'));
    expect(error).toBeInstanceOf(InvalidInput);
    expect(error).toMatchObject({ field: 'code' });
    expect(asked).toHaveLength(1);
  });

  it('names the professional account, and by what else the app may hear of it', async () => {
    const { oauth, asked } = instagram(() =>
      json(`{"id":"${appScopedId}","user_id":${accountId},"username":"acme"}`),
    );
    expect(await oauth.identify('IGAA-canary-long', call)).toMatchObject({
      platform: 'instagram',
      externalId: accountId,
      handle: 'acme',
      aliases: [appScopedId],
      source: 'instagram-login-api',
    });
    expect(asked).toMatchObject([
      {
        line: 'GET graph.instagram.example/v25.0/me',
        headers: { authorization: 'Bearer IGAA-canary-long' },
      },
    ]);
  });
});

interface FacebookPlay {
  readonly pages?: readonly object[];
  readonly info?: object;
  readonly permissions?: PlatformAnswer;
}

function facebook({ pages, info = {}, permissions }: FacebookPlay = {}) {
  const listed = pages ?? [
    { id: '9', access_token: 'canary-page-9' },
    page('17841400000000008', 'canary-page-8'),
    page(accountId, 'canary-page-1'),
  ];
  const { http, asked } = recorder(({ url, method, headers }) => {
    const query = url.searchParams;
    const isPages = String(headers?.authorization).startsWith('Bearer canary-page-');
    switch (`${method ?? 'GET'} ${url.pathname}`) {
      case 'GET /v25.0/oauth/access_token': {
        const isLong = query.get('grant_type') === 'fb_exchange_token';
        return json({ access_token: isLong ? 'canary-user-long' : 'canary-user-short' });
      }
      case 'GET /v25.0/me/accounts': {
        if (isPages || String(headers?.authorization).endsWith('odd')) {
          return graphError({ code: 100, message: 'Tried accessing nonexisting field (accounts)' });
        }
        if (query.get('after') === null && listed.length > 1) {
          const paging = { cursors: { after: 'second' }, next: 'https://x/?access_token=canary' };
          return json({ data: listed.slice(0, 1), paging });
        }
        return json({ data: listed.slice(listed.length > 1 ? 1 : 0) });
      }
      case 'GET /v25.0/debug_token':
        return json({ data: { user_id: facebookUserId, is_valid: true, ...info } });
      case 'GET /v25.0/me':
        if (!isPages)
          return graphError({ code: 100, message: 'Tried accessing nonexisting field' });
        return json({ id: pageId, instagram_business_account: { id: accountId } });
      case `GET /v25.0/${accountId}`:
        return json({ id: accountId, username: 'acme', followers_count: 5 });
      case `DELETE /v25.0/${facebookUserId}/permissions`:
        return permissions ?? json({ success: true });
      default:
        return expect.fail(`nobody serves ${url.pathname}`);
    }
  });
  const oauth = facebookOAuth({
    clientId: 'client-id',
    clientSecret: 'client-secret',
    authorizeBaseUrl: 'https://www.facebook.example/',
    baseUrl: 'https://graph.facebook.example',
    version: 'v25.0',
    http,
    now: () => now,
  });
  return { oauth, asked };
}
const page = (instagramId: string, accessToken: string) => ({
  id: pageId,
  access_token: accessToken,
  instagram_business_account: { id: instagramId },
});

describe('Facebook Login', () => {
  const granted = [
    'instagram_basic',
    'instagram_manage_insights',
    'pages_show_list',
    'pages_read_engagement',
  ];
  const exchange = (oauth: OAuth) =>
    oauth.exchange({ code: 'AQ-code#_', redirectUri, codeVerifier }, call);

  it('sends the user to the dialog of its version', () => {
    const url = facebook().oauth.authorizationUrl({ state: 's', redirectUri, codeVerifier });
    expect(`${url.origin}${url.pathname}`).toBe('https://www.facebook.example/v25.0/dialog/oauth');
    expect(url.searchParams.get('scope')).toBe(
      'instagram_basic,instagram_manage_insights,pages_show_list,pages_read_engagement',
    );
  });

  it('comes to the token of the Page whose Instagram account has the smallest id', async () => {
    const dataAccessEndsAt = new Date('2026-11-20T18:00:00Z');
    const { oauth, asked } = facebook({
      info: {
        scopes: [...granted, 'public_profile'],
        data_access_expires_at: dataAccessEndsAt.getTime() / 1_000,
      },
    });
    expect(await exchange(oauth)).toEqual({
      accessToken: 'canary-page-1',
      refreshToken: null,
      expiresAt: dataAccessEndsAt,
      refreshExpiresAt: null,
      scopes: [...granted, 'public_profile'],
    });
    const app = { client_id: 'client-id', client_secret: 'client-secret' };
    expect(asked.map(({ query }) => query)).toEqual([
      { ...app, redirect_uri: redirectUri, code: 'AQ-code' },
      { ...app, grant_type: 'fb_exchange_token', fb_exchange_token: 'canary-user-short' },
      { input_token: 'canary-user-long', access_token: 'client-id|client-secret' },
      { fields: 'access_token,instagram_business_account', limit: '100' },
      { fields: 'access_token,instagram_business_account', limit: '100', after: 'second' },
    ]);
  });

  it('says which scopes the user left out, without looking for Pages', async () => {
    const scopes = granted.slice(0, 2);
    const { oauth, asked } = facebook({ info: { scopes } });
    expect(await exchange(oauth)).toMatchObject({ accessToken: 'canary-user-long', scopes });
    expect(asked.map(({ line }) => line).join()).not.toContain('accounts');
  });

  it.each([undefined, 0])('ends after 90 days where Meta names no end (%s)', async (end) => {
    const { oauth } = facebook({ info: { data_access_expires_at: end } });
    expect(await exchange(oauth)).toMatchObject({
      expiresAt: new Date(now.getTime() + 90 * 86_400_000),
      scopes: oauth.scopes,
    });
  });

  it.each([[[]], [[{ id: '9', access_token: 'canary-page-9' }]]])(
    'finds no account behind the Pages %j',
    async (pages) => {
      const error = await failure(exchange(facebook({ pages }).oauth));
      expect(error).toBeInstanceOf(AccountNotFound);
    },
  );

  it('is not renewed: only the user can', async () => {
    const grant = { refreshToken: 'x', scopes: [] };
    expect(await failure(facebook().oauth.refresh(grant, call))).toBeInstanceOf(
      ReauthorizationRequired,
    );
  });

  it('names the account behind the Page, and the Page and the person as aliases', async () => {
    expect(await facebook().oauth.identify('canary-page-1', call)).toMatchObject({
      externalId: accountId,
      followers: 5,
      aliases: [facebookUserId, pageId],
      source: 'instagram-facebook-api',
    });
  });

  it('keeps the token of the Page that has the account, handed in as it is or by way of a user’s', async () => {
    const { oauth } = facebook();
    for (const held of ['canary-page-1', 'canary-user-long']) {
      expect(await oauth.accountToken?.(held, accountId, call)).toBe('canary-page-1');
    }
    const other = oauth.accountToken?.('canary-user-long', '17841400000000008', call);
    expect(await other).toBe('canary-page-8');
  });

  it.each([
    ['canary-user-long', '17841400000000007', 'is of a user without a Page of this account'],
    ['canary-odd', accountId, 'is of neither a Page nor a user'],
  ])('is not led by %s to account %s: it %s', async (held, id, message) => {
    const leads = facebook().oauth.accountToken?.(held, id, call);
    const error = await failure(Promise.resolve(leads));
    expect(error).toBeInstanceOf(InvalidInput);
    expect(error).toMatchObject({ field: 'access_token', message });
  });

  it('takes back what the person has granted, with the app’s own token', async () => {
    const { oauth, asked } = facebook();
    await oauth.revoke({ accessToken: 'canary-page-1', refreshToken: null }, call);
    expect(asked).toMatchObject([
      { line: 'GET graph.facebook.example/v25.0/debug_token' },
      {
        line: `DELETE graph.facebook.example/v25.0/${facebookUserId}/permissions`,
        headers: { authorization: 'Bearer client-id|client-secret' },
      },
    ]);
  });

  it('has nothing to take back of a dead token, nor of one whose grant is gone', async () => {
    const dead = facebook({ info: { user_id: undefined, is_valid: false } });
    const grant = { accessToken: 'canary-page-1', refreshToken: null };
    await dead.oauth.revoke(grant, call);
    expect(dead.asked).toHaveLength(1);
    const gone = facebook({ permissions: graphError({ code: 190, subcode: 458 }) });
    await gone.oauth.revoke(grant, call);
    const away = facebook({ permissions: graphError({ code: 2 }) });
    expect(await failure(away.oauth.revoke(grant, call))).toBeInstanceOf(UpstreamUnavailable);
  });
});
