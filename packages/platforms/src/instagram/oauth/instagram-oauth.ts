import type { CallOptions, Grant, Http, OAuth } from '@viral-scan/contracts';
import { at, elements, type JsonNode } from '../../answer/json-node.ts';
import { graphApi } from '../../meta/graph-api.ts';
import type { GraphCall } from '../../meta/graph-call.ts';
import { readOAuthAnswer } from '../../meta/oauth-answer.ts';
import { cleanCode, longTokenGrant, permissionsOf, tokenOf } from '../../meta/token-grant.ts';
import { fetchLoginAccount } from '../own-account.ts';

export interface InstagramOAuthDeps {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Such as `https://www.instagram.com/oauth/authorize`. */
  readonly authorizeUrl: string;
  /** Where codes become short tokens, such as `https://api.instagram.com/oauth/access_token`. */
  readonly tokenUrl: string;
  /** Without the version, such as `https://graph.instagram.com`. */
  readonly baseUrl: string;
  /** Of the Graph API, such as `v25.0`. */
  readonly version: string;
  readonly http: Http;
  readonly now: () => Date;
}

const dayMs = 86_400_000;
/** Without insights a grant would give little more than anyone may see. */
const scopes = ['instagram_business_basic', 'instagram_business_manage_insights'];

/**
 * Instagram Login: no PKCE, and a short token that is exchanged for a long one at once. The long one
 * lives for 60 days and, from its second day on, renews itself; once it has ended only a new consent
 * helps. Instagram has no call that takes a grant back.
 */
export function instagramOAuth(deps: InstagramOAuthDeps): OAuth {
  const { clientId, clientSecret, http, now } = deps;
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  const readAccount = graphApi({
    platform: 'Instagram',
    api: 'instagram-login',
    baseUrl: `${baseUrl}/${deps.version}`,
    http,
    now,
  });

  /** Both exchanges of tokens stand at the root of the host; secrets go into the query there. */
  const exchangeToken = async (
    operation: 'access_token' | 'refresh_access_token',
    parameters: Readonly<Record<string, string>>,
    granted: readonly string[],
    { signal }: CallOptions,
  ): Promise<Grant> => {
    const url = new URL(`${baseUrl}/${operation}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answer = await http({ url, headers: { accept: 'application/json' }, signal });
    const root = readOAuthAnswer(callOf(operation), answer, 'token', now());
    return longTokenGrant(root, granted, now());
  };

  return {
    kind: 'instagram-login',
    platform: 'instagram',
    scopes,
    requiredScopes: scopes,
    usesPkce: false,
    issuer: null,
    requiresIssuer: false,
    renewAheadMs: 10 * dayMs,
    refreshesItself: true,
    endsAllGrants: false,

    authorizationUrl({ state, redirectUri }) {
      const url = new URL(deps.authorizeUrl);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('redirect_uri', redirectUri);
      url.searchParams.set('response_type', 'code');
      url.searchParams.set('scope', scopes.join(','));
      url.searchParams.set('state', state);
      return url;
    },

    async exchange({ code, redirectUri }, call) {
      const answer = await http({
        method: 'POST',
        url: new URL(deps.tokenUrl),
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          client_id: clientId,
          client_secret: clientSecret,
          grant_type: 'authorization_code',
          redirect_uri: redirectUri,
          code: cleanCode(code),
        }).toString(),
        signal: call.signal,
      });
      const root = readOAuthAnswer(callOf('oauth/access_token'), answer, 'code', now());
      const short = parseShortToken(root);
      return exchangeToken(
        'access_token',
        {
          grant_type: 'ig_exchange_token',
          client_secret: clientSecret,
          access_token: short.accessToken,
        },
        short.permissions ?? scopes,
        call,
      );
    },

    refresh: ({ refreshToken, scopes: granted }, call) =>
      exchangeToken(
        'refresh_access_token',
        { grant_type: 'ig_refresh_token', access_token: refreshToken },
        granted,
        call,
      ),

    revoke: null,

    async identify(accessToken, call) {
      const { profile, appScopedId } = await fetchLoginAccount(readAccount, {
        ...call,
        accessToken,
        onBehalfOf: clientId,
      });
      return { ...profile, aliases: [appScopedId] };
    },
  };
}

export const callOf = (operation: string): GraphCall => ({
  platform: 'Instagram',
  api: null,
  operation,
});

/** `{data: [{access_token, permissions: "a,b"}]}` as documented, or flat, as clients meet it. */
export function parseShortToken(root: JsonNode): {
  readonly accessToken: string;
  /** Null when not said. */
  readonly permissions: readonly string[] | null;
} {
  const [documented = root] = elements(at(root, 'data'));
  return {
    accessToken: tokenOf(documented),
    permissions: permissionsOf(at(documented, 'permissions')),
  };
}
