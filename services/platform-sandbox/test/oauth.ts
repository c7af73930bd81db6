import type { FastifyInstance } from 'fastify';

export const client = { id: 'sandbox-client', secret: 'sandbox-secret' };
export const redirectUri = 'http://127.0.0.1:8080/connect/callback';

/** RFC 7636, appendix B, and TikTok's hex of the same verifier. */
export const pkce = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  google: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  tiktok: '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3',
};

const google = 'https://www.googleapis.com/auth/';
export const readonlyScope = `${google}youtube.readonly`;
export const analyticsScope = `${google}yt-analytics.readonly`;

type Parameters = Record<string, string | undefined>;

const defined = (parameters: Parameters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** The flow as an app and a browser see it. `undefined` leaves a parameter out. */
export function oauthOf(app: FastifyInstance) {
  const form = (url: string, fields: Parameters) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(defined(fields)).toString(),
    });
  const json = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });

  const googleAuthorize = (changes: Parameters = {}) =>
    app.inject(
      `/google/o/oauth2/v2/auth?${new URLSearchParams(
        defined({
          client_id: client.id,
          redirect_uri: redirectUri,
          response_type: 'code',
          scope: `${readonlyScope} ${analyticsScope}`,
          access_type: 'offline',
          prompt: 'consent',
          state: 'st',
          code_challenge: pkce.google,
          code_challenge_method: 'S256',
          sandbox_consent: 'auto',
          ...changes,
        }),
      )}`,
    );
  const tiktokAuthorize = (changes: Parameters = {}) =>
    app.inject(
      `/tiktok/v2/auth/authorize/?${new URLSearchParams(
        defined({
          client_key: client.id,
          redirect_uri: redirectUri,
          response_type: 'code',
          scope: 'user.info.basic,user.insights,video.list,video.insights,comment.list',
          state: 'st',
          sandbox_consent: 'auto',
          ...changes,
        }),
      )}`,
    );
  const back = (answer: { headers: Record<string, unknown> }) =>
    new URL(String(answer.headers.location)).searchParams;
  const googleToken = (fields: Parameters) =>
    form('/google/token', { client_id: client.id, client_secret: client.secret, ...fields });
  const accountsToken = (fields: Parameters) =>
    json('/tiktok/open_api/v1.3/tt_user/oauth2/token/', {
      client_id: client.id,
      client_secret: client.secret,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      ...fields,
    });
  const accountsRefresh = (refreshToken: string) =>
    json('/tiktok/open_api/v1.3/tt_user/oauth2/refresh_token/', {
      client_id: client.id,
      client_secret: client.secret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
  const displayToken = (fields: Parameters) =>
    form('/tiktok/v2/oauth/token/', {
      client_key: client.id,
      client_secret: client.secret,
      ...fields,
    });
  /** Tokens without a consent. */
  const tokens = async (grantKind: string, more: object = {}) =>
    (await json('/_sandbox/tokens', { grant_kind: grantKind, ...more })).json();
  return {
    form,
    json,
    googleAuthorize,
    tiktokAuthorize,
    back,
    googleToken,
    accountsToken,
    accountsRefresh,
    displayToken,
    tokens,
  };
}
