import type { CallOptions, Grant, Http, OAuth } from '@viral-scan/contracts';
import { at, type JsonNode } from '../answer/json-node.ts';
import type { GraphCall } from '../meta/graph-call.ts';
import { readOAuthAnswer } from '../meta/oauth-answer.ts';
import { cleanCode, longTokenGrant, tokenOf } from '../meta/token-grant.ts';
import { fetchProfile, requiredThreadsId } from './profile.ts';
import { threadsApi } from './threads-api.ts';

export interface ThreadsOAuthDeps {
  /** Of the Threads app, which has an id and a secret of its own. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Such as `https://www.threads.net/oauth/authorize`. */
  readonly authorizeUrl: string;
  /** Without the version, such as `https://graph.threads.net`. */
  readonly baseUrl: string;
  readonly http: Http;
  readonly now: () => Date;
}

const dayMs = 86_400_000;
/** Without insights posts have no figures at all. */
const requiredScopes = ['threads_basic', 'threads_manage_insights'] as const;
/** Replies and mentions are what webhooks tell of; searches and profiles need Meta's approval. */
const scopes = [
  ...requiredScopes,
  'threads_read_replies',
  'threads_manage_mentions',
  'threads_keyword_search',
  'threads_profile_discovery',
] as const;

/**
 * Login of Threads: no PKCE, and a short token that is exchanged for a long one at once. The long one
 * lives for 60 days and, from its second day on, renews itself; once it has ended only a new consent
 * helps. No answer says what was granted, and there is no call that takes a grant back.
 */
export function threadsOAuth(deps: ThreadsOAuthDeps): OAuth {
  const { clientId, clientSecret, http, now } = deps;
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  const get = threadsApi(deps);

  /** At the root of the host, without a version; secrets go into the query there. */
  const exchangeToken = async (
    operation: 'access_token' | 'refresh_access_token',
    parameters: Readonly<Record<string, string>>,
    granted: readonly string[],
    { signal }: CallOptions,
  ): Promise<Grant> => {
    const url = new URL(`${baseUrl}/${operation}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answer = await http({ url, headers: { accept: 'application/json' }, signal });
    const root = readOAuthAnswer(loginCall(operation), answer, 'token', now());
    return longTokenGrant(root, granted, now());
  };

  return {
    kind: 'threads',
    platform: 'threads',
    scopes,
    requiredScopes,
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
        url: new URL(`${baseUrl}/oauth/access_token`),
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
      const root = readOAuthAnswer(loginCall('oauth/access_token'), answer, 'code', now());
      const { accessToken } = parseShortToken(root);
      const parameters = {
        grant_type: 'th_exchange_token',
        client_secret: clientSecret,
        access_token: accessToken,
      };
      return exchangeToken('access_token', parameters, scopes, call);
    },

    refresh: ({ refreshToken, scopes: granted }, call) =>
      exchangeToken(
        'refresh_access_token',
        { grant_type: 'th_refresh_token', access_token: refreshToken },
        granted,
        call,
      ),

    revoke: null,

    identify: (accessToken, call) =>
      fetchProfile(get, { ...call, accessToken, onBehalfOf: clientId }),
  };
}

export const loginCall = (operation: string): GraphCall => ({
  platform: 'Threads',
  api: null,
  operation,
});

/** `{access_token, user_id}`; the id is a bare number above 2^53. */
export const parseShortToken = (root: JsonNode) => ({
  accessToken: tokenOf(root),
  userId: requiredThreadsId(at(root, 'user_id')),
});
