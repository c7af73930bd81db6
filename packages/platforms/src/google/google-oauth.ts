import {
  type CallOptions,
  type Http,
  InvalidInput,
  type PlatformAnswer,
  type RevokingOAuth,
} from '@viral-scan/contracts';
import { parseJson } from '../answer/parse-json.ts';
import { channelParts, parseChannel } from '../youtube/channel.ts';
import { dataApi } from '../youtube/data-api.ts';
import { checkCodeVerifier, codeChallengeS256 } from './code-challenge.ts';
import { parseGrant } from './grant.ts';
import { isDead, type TokenCall, toOAuthError } from './oauth-error.ts';
import { googleScopes } from './scopes.ts';

export interface GoogleOAuthDeps {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Such as `https://accounts.google.com/o/oauth2/v2/auth`. */
  readonly authorizeUrl: string;
  /** Such as `https://oauth2.googleapis.com/token`. */
  readonly tokenUrl: string;
  /** Such as `https://oauth2.googleapis.com/revoke`. */
  readonly revokeUrl: string;
  /** Of the YouTube Data API, such as `https://www.googleapis.com/youtube/v3`. */
  readonly dataBaseUrl: string;
  /**
   * The `iss` that every authorization answer has to carry (RFC 9207). Absent: Google's, where an
   * answer carries any.
   */
  readonly issuer?: string | undefined;
  readonly http: Http;
  readonly now: () => Date;
}

/**
 * Google's authorization-code flow with PKCE for a YouTube channel. `prompt=consent` together with
 * `access_type=offline` brings a refresh token every time, not only the first; a refresh brings no new
 * one. Both scopes are required: a grant without reports would give no more than anyone may see.
 * Users may tick only some of them, so `scopes` of a grant is what the answer says.
 */
export function googleOAuth(deps: GoogleOAuthDeps): RevokingOAuth {
  const { clientId, clientSecret, http, now } = deps;
  const call = dataApi({
    baseUrl: deps.dataBaseUrl,
    apiKey: null,
    http,
    now,
    etags: null,
  });

  const requestToken = async (
    tokenCall: TokenCall,
    form: Readonly<Record<string, string>>,
    assumedScopes: readonly string[],
    { signal }: CallOptions,
  ) => {
    const answer = await post(http, new URL(deps.tokenUrl), form, signal);
    if (answer.status !== 200) throw toOAuthError(tokenCall, answer, now());
    return parseGrant(parseJson(`Google ${tokenCall}`, answer.text), now(), assumedScopes);
  };

  return {
    kind: 'youtube',
    platform: 'youtube',
    scopes: googleScopes,
    requiredScopes: googleScopes,
    usesPkce: true,
    issuer: deps.issuer ?? 'https://accounts.google.com',
    requiresIssuer: deps.issuer !== undefined,
    renewAheadMs: 60_000,
    refreshesItself: false,
    endsAllGrants: false,

    authorizationUrl({ state, redirectUri, codeVerifier }) {
      const url = new URL(deps.authorizeUrl);
      const parameters = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: googleScopes.join(' '),
        access_type: 'offline',
        prompt: 'consent',
        include_granted_scopes: 'true',
        state,
        code_challenge: codeChallengeS256(checkCodeVerifier(codeVerifier)),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url;
    },

    async exchange({ code, redirectUri, codeVerifier }, options) {
      const form = {
        grant_type: 'authorization_code',
        code: decodeCode(code),
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        code_verifier: checkCodeVerifier(codeVerifier),
      };
      return requestToken('exchange', form, googleScopes, options);
    },

    refresh({ refreshToken, scopes }, options) {
      const form = {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: clientSecret,
      };
      return requestToken('refresh', form, scopes, options);
    },

    /**
     * Either token revokes the whole grant; the refresh token lives longer. Google takes it in the
     * query: this is the one call whose URL holds a token, and it ends the token's life.
     */
    async revoke({ accessToken, refreshToken }, { signal }) {
      const url = new URL(deps.revokeUrl);
      url.searchParams.set('token', refreshToken ?? accessToken);
      const answer = await post(http, url, {}, signal);
      if (answer.status !== 200 && !isDead(answer)) throw toOAuthError('revoke', answer, now());
    },

    async identify(accessToken, { signal }) {
      const answer = await call(
        'channels',
        { part: channelParts, mine: 'true' },
        { signal, onBehalfOf: '', accessToken },
      );
      return parseChannel(answer).profile;
    },
  };
}

const post = (
  http: Http,
  url: URL,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PlatformAnswer> =>
  http({
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
    signal,
  });

/** Codes look like `4/0Ad…` and are often copied as they stand in the URL, `4%2F0Ad…`. */
function decodeCode(code: string): string {
  let decoded = code;
  try {
    decoded = decodeURIComponent(code);
  } catch {
    // Falls through: a lone percent sign is no code either.
  }
  if (!/^[\x21-\x7e]{1,2048}$/.test(decoded) || decoded.includes('%')) {
    throw new InvalidInput('code', 'is no authorization code');
  }
  return decoded;
}
