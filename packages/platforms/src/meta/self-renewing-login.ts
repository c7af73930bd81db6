import type { CallOptions, Grant, GrantKind, Http, OAuth, Platform } from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import type { GraphCall } from './graph-call.ts';
import { readOAuthAnswer } from './oauth-answer.ts';
import { cleanCode, longTokenGrant } from './token-grant.ts';

export interface SelfRenewingLoginDeps {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizeUrl: string;
  /** Where codes become short tokens. */
  readonly tokenUrl: string;
  /** Where tokens are exchanged: without a version, or a slash at the end. */
  readonly baseUrl: string;
  readonly http: Http;
  readonly now: () => Date;
}

/** What tells Instagram Login and Threads apart. */
export interface LoginDialect {
  readonly kind: GrantKind;
  readonly platform: Platform;
  readonly scopes: readonly string[];
  readonly requiredScopes: readonly string[];
  /** Of the names of its grant types, such as `ig_refresh_token`. */
  readonly grantPrefix: 'ig' | 'th';
  callOf(operation: string): GraphCall;
  /** `permissions` null: the answer does not say. */
  readShortToken(root: JsonNode): {
    readonly accessToken: string;
    readonly permissions: readonly string[] | null;
  };
  readonly identify: OAuth['identify'];
}

const dayMs = 86_400_000;

/**
 * No PKCE, and a short token that is exchanged for a long one at once. The long one lives for 60 days
 * and, from its second day on, renews itself; once it has ended only a new consent helps. There is no
 * call that takes a grant back.
 */
export function selfRenewingLogin(deps: SelfRenewingLoginDeps, dialect: LoginDialect): OAuth {
  const { clientId, clientSecret, http, now } = deps;
  const { kind, platform, scopes, requiredScopes, grantPrefix, identify } = dialect;

  /** At the root of the host; secrets go into the query there. */
  const exchangeToken = async (
    operation: 'access_token' | 'refresh_access_token',
    parameters: Readonly<Record<string, string>>,
    granted: readonly string[],
    { signal }: CallOptions,
  ): Promise<Grant> => {
    const url = new URL(`${deps.baseUrl}/${operation}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answer = await http({ url, headers: { accept: 'application/json' }, signal });
    const root = readOAuthAnswer(dialect.callOf(operation), answer, 'token', now());
    return longTokenGrant(root, granted, now());
  };

  return {
    kind,
    platform,
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
      const root = readOAuthAnswer(dialect.callOf('oauth/access_token'), answer, 'code', now());
      const short = dialect.readShortToken(root);
      const parameters = {
        grant_type: `${grantPrefix}_exchange_token`,
        client_secret: clientSecret,
        access_token: short.accessToken,
      };
      return exchangeToken('access_token', parameters, short.permissions ?? scopes, call);
    },

    refresh: ({ refreshToken, scopes: granted }, call) =>
      exchangeToken(
        'refresh_access_token',
        { grant_type: `${grantPrefix}_refresh_token`, access_token: refreshToken },
        granted,
        call,
      ),

    revoke: null,
    identify,
  };
}
