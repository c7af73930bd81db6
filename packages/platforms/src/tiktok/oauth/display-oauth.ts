import {
  AccessTokenRejected,
  type CallOptions,
  type DomainError,
  type PlatformAnswer,
  RateLimited,
  type RevokingOAuth,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { parseExactJson } from '../../answer/exact-json.ts';
import { at, type JsonNode } from '../../answer/json-node.ts';
import { plainWord } from '../display-answer.ts';
import { displayApi } from '../display-api.ts';
import { fetchDisplayUser } from '../display-user.ts';
import { describeAnswer, errorByStatus, memberOf, waitOf } from '../http-status.ts';
import { decodeCode, tiktokAuthorizationUrl } from './authorization-url.ts';
import type { TiktokOAuthDeps } from './deps.ts';
import { parseGrant } from './grant.ts';
import { hexChallenge, requiredVerifier } from './hex-challenge.ts';
import { type GrantType, refusedGrant, revokeGrant } from './token-error.ts';

const requiredScopes = ['user.info.basic', 'video.list'] as const;
/** Handle and followers come with scopes that users may leave out. */
const scopes = [...requiredScopes, 'user.info.profile', 'user.info.stats'] as const;

/**
 * OAuth of Login Kit for the Display API v2: form bodies, PKCE with a challenge in hex, answers
 * without an envelope. A refresh kills the refresh token it was made with.
 */
export function tiktokDisplayOAuth(deps: TiktokOAuthDeps): RevokingOAuth {
  const { clientId, clientSecret, http, now } = deps;
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  const readUser = displayApi(deps);

  const post = (
    operation: 'oauth/token' | 'oauth/revoke',
    form: Readonly<Record<string, string>>,
    { signal }: CallOptions,
  ) =>
    http({
      method: 'POST',
      url: new URL(`${baseUrl}/v2/${operation}/`),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_key: clientId,
        client_secret: clientSecret,
        ...form,
      }).toString(),
      signal,
    });
  const renew: RevokingOAuth['refresh'] = async ({ refreshToken, scopes: granted }, call) => {
    const grantType = 'refresh_token';
    const form = { grant_type: grantType, refresh_token: refreshToken };
    const answer = await post('oauth/token', form, call);
    return parseGrant(readTokenAnswer(answer, grantType, now()), granted, now());
  };

  return {
    kind: 'tiktok-display',
    platform: 'tiktok',
    scopes,
    requiredScopes,
    usesPkce: true,
    issuer: null,
    requiresIssuer: false,
    renewAheadMs: 60_000,
    refreshesItself: false,
    endsAllGrants: false,

    authorizationUrl: ({ state, redirectUri, codeVerifier }) =>
      tiktokAuthorizationUrl(deps, {
        scopes,
        state,
        redirectUri,
        codeChallenge: hexChallenge(codeVerifier),
      }),

    async exchange({ code, redirectUri, codeVerifier }, call) {
      const grantType = 'authorization_code';
      const form = {
        grant_type: grantType,
        code: decodeCode(code),
        redirect_uri: redirectUri,
        code_verifier: requiredVerifier(codeVerifier),
      };
      const answer = await post('oauth/token', form, call);
      return parseGrant(readTokenAnswer(answer, grantType, now()), scopes, now());
    },

    refresh: renew,

    revoke: (grant, call) =>
      revokeGrant(grant, {
        async revoke(accessToken) {
          readRevocation(await post('oauth/revoke', { token: accessToken }, call), now());
        },
        renew: async (refreshToken) => (await renew({ refreshToken, scopes }, call)).accessToken,
      }),

    identify: (accessToken, call) =>
      fetchDisplayUser(readUser, { ...call, accessToken, onBehalfOf: clientId }),
  };
}

/**
 * Tokens and failures are both flat, and their HTTP status is not to be relied on: whether there is
 * an `error` decides.
 */
export function readTokenAnswer(answer: PlatformAnswer, grantType: GrantType, now: Date): JsonNode {
  const operation = 'oauth/token';
  const root = readFlat(operation, answer, now);
  const word = errorWord(root);
  if (word === null && answer.status === 200) return root;
  const said = describeFailure(operation, word, answer, root);
  throw errorOf(word, said, { answer, now, refused: () => refusedGrant(said, grantType) });
}

/** A success has an empty body, or `{}`. */
export function readRevocation(answer: PlatformAnswer, now: Date): void {
  const operation = 'oauth/revoke';
  if (answer.status === 200 && answer.text.trim() === '') return;
  const root = readFlat(operation, answer, now);
  const word = errorWord(root);
  if (word === null && answer.status === 200) return;
  const said = describeFailure(operation, word, answer, root);
  const refused = () => new AccessTokenRejected(`${said}: there is no such token`);
  // Of a well-formed request nothing but the token can be invalid.
  throw word === 'invalid_request' ? refused() : errorOf(word, said, { answer, now, refused });
}

function readFlat(operation: string, answer: PlatformAnswer, now: Date): JsonNode {
  try {
    return parseExactJson(`TikTok ${operation}`, answer.text);
  } catch (error) {
    if (answer.status === 200) throw error;
    const nothing = { value: undefined, path: operation };
    throw errorByStatus(describeAnswer(operation, answer.status, answer, nothing), answer, now);
  }
}

/** Null without an error; the envelope of other calls, `{error: {code}}`, is understood too. */
function errorWord(root: JsonNode): string | null {
  const error = at(root, 'error').value;
  if (error === undefined || error === null || error === '') return null;
  const code = memberOf(root, 'error', 'code').value;
  if (code === 'ok') return null;
  return plainWord(error) ?? plainWord(code) ?? 'error';
}

const describeFailure = (
  operation: string,
  word: string | null,
  answer: PlatformAnswer,
  root: JsonNode,
): string => {
  const what = word === null ? answer.status : `${answer.status} (${word})`;
  return describeAnswer(operation, what, answer, memberOf(root, 'log_id'));
};

function errorOf(
  word: string | null,
  said: string,
  {
    answer,
    now,
    refused,
  }: { readonly answer: PlatformAnswer; readonly now: Date; refused(): DomainError },
): DomainError {
  switch (word) {
    case 'invalid_grant':
    case 'access_token_invalid':
    case 'invalid_token':
      return refused();
    case 'rate_limit_exceeded':
      return new RateLimited(`${said}: calls come too fast`, waitOf(answer, now));
    case 'server_error':
    case 'internal_error':
    case 'temporarily_unavailable':
      return new UpstreamUnavailable(said);
    default:
      // Said of the client, its secret, the redirect URI or the scope: ours to mend, not to retry.
      return word !== null && answer.status < 429
        ? new UpstreamRefused(said)
        : errorByStatus(said, answer, now);
  }
}
