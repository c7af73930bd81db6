import {
  AccessTokenRejected,
  type CallOptions,
  type DomainError,
  InvalidInput,
  type PlatformAnswer,
  ReauthorizationRequired,
  type RevokingOAuth,
} from '@viral-scan/contracts';
import { at, type JsonNode } from '../../answer/json-node.ts';
import { requiredId } from '../../answer/numbers.ts';
import { type AccountsAnswer, dataOf, readAccountsAnswer } from '../accounts-answer.ts';
import { accountsApi } from '../accounts-api.ts';
import { accountFields } from '../accounts-connector.ts';
import { parseBusinessAccount, requiredOpenId } from '../own-account.ts';
import { decodeCode, tiktokAuthorizationUrl } from './authorization-url.ts';
import type { TiktokOAuthDeps } from './deps.ts';
import { parseGrant } from './grant.ts';
import { type GrantType, refusedGrant, revokeGrant } from './token-error.ts';

/** What reading asks for: one field without its scope fails a whole call. */
const requiredScopes = [
  'user.info.basic',
  'user.info.username',
  'user.info.stats',
  'user.insights',
  'video.list',
  'video.insights',
] as const;
const scopes = [...requiredScopes, 'comment.list'] as const;

const authorizationCodeError = 40_110;
const emptyToken = 40_104;

/**
 * OAuth of the Accounts API v1.3: JSON bodies, no PKCE, failures within HTTP 200. The `open_id` of a
 * grant is the `business_id` of calls. A refresh may kill the refresh token it was made with. TikTok
 * registers only redirect URIs that end in a slash.
 */
export function tiktokAccountsOAuth(deps: TiktokOAuthDeps): RevokingOAuth {
  const { clientId, clientSecret, http, now } = deps;
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  const readAccount = accountsApi(deps);

  const post = async (path: string, body: object, { signal }: CallOptions) => {
    const answer = await http({
      method: 'POST',
      url: new URL(`${baseUrl}/${path}/`),
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    return { path, answer };
  };
  const app = { client_id: clientId, client_secret: clientSecret };
  const renew: RevokingOAuth['refresh'] = async (grant, call) => {
    const grantType = 'refresh_token';
    const { path, answer } = await post(
      'tt_user/oauth2/refresh_token',
      { ...app, grant_type: grantType, refresh_token: grant.refreshToken },
      call,
    );
    return parseGrant(readTokens(path, answer, grantType, now()), grant.scopes, now());
  };

  return {
    kind: 'tiktok-accounts',
    platform: 'tiktok',
    scopes,
    requiredScopes,
    usesPkce: false,
    issuer: null,
    requiresIssuer: false,
    renewAheadMs: 60_000,
    refreshesItself: false,
    endsAllGrants: false,

    authorizationUrl: ({ state, redirectUri }) =>
      tiktokAuthorizationUrl(deps, { scopes, state, redirectUri, codeChallenge: null }),

    async exchange({ code, redirectUri }, call) {
      const grantType = 'authorization_code';
      const { path, answer } = await post(
        'tt_user/oauth2/token',
        {
          ...app,
          grant_type: grantType,
          auth_code: decodeCode(code),
          redirect_uri: redirectUri,
        },
        call,
      );
      return parseGrant(readTokens(path, answer, grantType, now()), scopes, now());
    },

    refresh: renew,

    revoke: (grant, call) =>
      revokeGrant(grant, {
        async revoke(accessToken) {
          const body = { ...app, access_token: accessToken };
          const { path, answer } = await post('tt_user/oauth2/revoke', body, call);
          const read = readAccountsAnswer(path, answer, now());
          if (!read.ok) throw ofToken(read);
        },
        renew: async (refreshToken) => (await renew({ refreshToken, scopes }, call)).accessToken,
      }),

    async identify(accessToken, call) {
      const { path, answer } = await post(
        'tt_user/token_info/get',
        { app_id: clientId, access_token: accessToken },
        call,
      );
      const openId = readTokenOwner(dataOf(readAccountsAnswer(path, answer, now())), clientId);
      const account = await readAccount(
        'business/get',
        { business_id: openId, fields: JSON.stringify(accountFields) },
        { ...call, accessToken, onBehalfOf: openId },
      );
      return parseBusinessAccount(dataOf(account), openId);
    },
  };
}

/** The tokens of an answer, whose failures speak of the code or the refresh token. */
export function readTokens(
  path: string,
  answer: PlatformAnswer,
  grantType: GrantType,
  now: Date,
): JsonNode {
  const read = readAccountsAnswer(path, answer, now);
  if (read.ok) return read.data;
  const error = ofToken(read);
  const isAboutGrant =
    error instanceof ReauthorizationRequired ||
    error instanceof AccessTokenRejected ||
    (read.code === authorizationCodeError && grantType === 'authorization_code');
  throw isAboutGrant ? refusedGrant(`TikTok answered ${read.code} to ${path}`, grantType) : error;
}

/** An empty token is a fault of ours in a call, and a dead grant here. */
const ofToken = ({ code, error }: Extract<AccountsAnswer, { ok: false }>): DomainError =>
  code === emptyToken ? new ReauthorizationRequired(error.message) : error;

/**
 * The `creator_id` of a `token_info` answer: the open id.
 * @param clientId null: the token may be of any app
 * @throws InvalidInput for a token of another app, which only that app can renew
 */
export function readTokenOwner(data: JsonNode, clientId: string | null): string {
  const appId = at(data, 'app_id');
  const isSaid = appId.value !== undefined && appId.value !== null;
  if (clientId !== null && isSaid && requiredId(appId) !== clientId) {
    throw new InvalidInput('access_token', 'was granted to another app');
  }
  return requiredOpenId(at(data, 'creator_id'));
}
