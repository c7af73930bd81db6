import {
  AccessTokenRejected,
  AccountNotFound,
  type CallOptions,
  type Grant,
  InvalidInput,
  ReauthorizationRequired,
  type RevokingOAuth,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { at } from '../answer/json-node.ts';
import { fetchPageAccount, requiredGraphId } from '../instagram/own-account.ts';
import { bearer } from '../meta/access-token.ts';
import { readGraphAnswer, rootOf } from '../meta/graph-answer.ts';
import { graphApi } from '../meta/graph-api.ts';
import { type Credential, readOAuthAnswer } from '../meta/oauth-answer.ts';
import { cleanCode, tokenOf } from '../meta/token-grant.ts';
import { callOf, type FacebookOAuthDeps } from './deps.ts';
import { firstPage, type Page, pageFields, parsePages } from './page.ts';
import { parseTokenInfo, type TokenInfo } from './token-info.ts';

/** Each is needed: the account is found and read through its Page. */
const scopes = [
  'instagram_basic',
  'instagram_manage_insights',
  'pages_show_list',
  'pages_read_engagement',
];
const dayMs = 86_400_000;
/** How long an app may read for a person who does not come back; `/debug_token` says it exactly. */
const dataAccessMs = 90 * dayMs;
/** Of 100 Pages each; more than a person manages. */
const maxListings = 20;

/**
 * Facebook Login for the Instagram account behind a Page. A code becomes a user's token, that a long
 * one, and that the token of the Page, the only one that is kept: of a long user's token it does not
 * end, so the grant ends when the app's access to the person's data does, and cannot be renewed
 * without them. Of several Pages with an Instagram account the one with the smallest account id is
 * taken: a consent connects one account, and users choose which Pages they share.
 */
export function facebookOAuth(deps: FacebookOAuthDeps): RevokingOAuth {
  const { clientId, clientSecret, http, now } = deps;
  const baseUrl = `${deps.baseUrl.replace(/\/+$/, '')}/${deps.version}`;
  const read = graphApi({ platform: 'Facebook', api: 'instagram-facebook', baseUrl, http, now });
  const accept = { accept: 'application/json' };

  const ask = async (
    path: string,
    parameters: Readonly<Record<string, string>>,
    { signal }: CallOptions,
  ) => {
    const url = new URL(`${baseUrl}/${path}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return http({ url, headers: accept, signal });
  };
  /** A user's token for a code, or a long one for a short one. */
  const userToken = async (
    credential: Credential,
    parameters: Readonly<Record<string, string>>,
    call: CallOptions,
  ): Promise<string> => {
    const path = 'oauth/access_token';
    const app = { client_id: clientId, client_secret: clientSecret };
    const answer = await ask(path, { ...app, ...parameters }, call);
    return tokenOf(readOAuthAnswer(callOf(path), answer, credential, now()));
  };
  const appToken = `${clientId}|${clientSecret}`;
  const inspect = async (token: string, call: CallOptions): Promise<TokenInfo> => {
    const parameters = { input_token: token, access_token: appToken };
    const answer = await ask('debug_token', parameters, call);
    return parseTokenInfo(rootOf(readGraphAnswer(callOf('debug_token'), answer, now())));
  };
  const listPages = async (accessToken: string, { signal }: CallOptions): Promise<Page[]> => {
    const pages: Page[] = [];
    let after: string | null = null;
    for (let listing = 0; listing < maxListings; listing += 1) {
      const url = new URL(`${baseUrl}/me/accounts`);
      url.searchParams.set('fields', pageFields);
      url.searchParams.set('limit', '100');
      if (after !== null) url.searchParams.set('after', after);
      const answer = await http({ url, headers: { ...accept, ...bearer(accessToken) }, signal });
      const listed = parsePages(rootOf(readGraphAnswer(callOf('me/accounts'), answer, now())));
      pages.push(...listed.pages);
      after = listed.after;
      if (after === null) break;
    }
    return pages;
  };

  /** With the token of a Page, `me` is that Page. */
  const readPage = async (accessToken: string, call: CallOptions) => {
    const parameters = { fields: 'id,instagram_business_account' };
    const options = { ...call, accessToken, onBehalfOf: clientId };
    return rootOf(await read({ operation: 'page', path: ['me'], parameters }, options));
  };

  return {
    kind: 'instagram-facebook',
    platform: 'instagram',
    scopes,
    requiredScopes: scopes,
    usesPkce: false,
    issuer: null,
    requiresIssuer: false,
    renewAheadMs: 60_000,
    refreshesItself: false,
    endsAllGrants: true,

    authorizationUrl({ state, redirectUri }) {
      const origin = deps.authorizeBaseUrl.replace(/\/+$/, '');
      const url = new URL(`${origin}/${deps.version}/dialog/oauth`);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('redirect_uri', redirectUri);
      url.searchParams.set('response_type', 'code');
      url.searchParams.set('scope', scopes.join(','));
      url.searchParams.set('state', state);
      return url;
    },

    async exchange({ code, redirectUri }, call): Promise<Grant> {
      const ofCode = { redirect_uri: redirectUri, code: cleanCode(code) };
      const short = await userToken('code', ofCode, call);
      const long = await userToken(
        'token',
        { grant_type: 'fb_exchange_token', fb_exchange_token: short },
        call,
      );
      const info = await inspect(long, call);
      const granted = info.scopes ?? scopes;
      const isWhole = scopes.every((scope) => granted.includes(scope));
      return {
        // What lacks a scope is refused by the caller, who says which: Pages may not even be listed.
        accessToken: isWhole ? firstPage(await listPages(long, call)).accessToken : long,
        refreshToken: null,
        expiresAt: info.dataAccessEndsAt ?? new Date(now().getTime() + dataAccessMs),
        refreshExpiresAt: null,
        scopes: granted,
      };
    },

    /** Nothing that is kept renews anything. */
    async refresh() {
      throw new ReauthorizationRequired(
        'access through Facebook Login ends 90 days after the user was last there',
      );
    },

    /** Takes back all that the person has granted the app; the app's own token may do so. */
    async revoke({ accessToken }, call) {
      const { userId } = await inspect(accessToken, call);
      if (userId === null) return;
      const answer = await http({
        method: 'DELETE',
        url: new URL(`${baseUrl}/${encodeURIComponent(userId)}/permissions`),
        headers: { ...accept, ...bearer(appToken) },
        signal: call.signal,
      });
      const revoked = readGraphAnswer(callOf('permissions'), answer, now());
      if (!revoked.ok && !isDead(revoked.error)) throw revoked.error;
    },

    /** Of a user's token that of the Page which has the account; a Page's stays. */
    async accountToken(accessToken, externalId, call) {
      try {
        await readPage(accessToken, call);
        return accessToken;
      } catch (error) {
        // A person has no such field.
        if (!(error instanceof UpstreamRefused)) throw error;
      }
      const pages = await listPages(accessToken, call).catch((cause: unknown) => {
        if (!(cause instanceof UpstreamRefused)) throw cause;
        throw new InvalidInput('access_token', 'is of neither a Page nor a user', { cause });
      });
      const page = pages.find(({ instagramId }) => instagramId === externalId);
      if (page === undefined) {
        throw new InvalidInput('access_token', 'is of a user without a Page of this account');
      }
      return page.accessToken;
    },

    async identify(accessToken, call) {
      const options = { ...call, accessToken, onBehalfOf: clientId };
      const page = await readPage(accessToken, call);
      const account = at(page, 'instagram_business_account');
      if (account.value === undefined || account.value === null) {
        throw new AccountNotFound('the Page has no Instagram account (any more)');
      }
      const profile = await fetchPageAccount(read, requiredGraphId(at(account, 'id')), options);
      const { userId } = await inspect(accessToken, call);
      const aliases = [...(userId === null ? [] : [userId]), requiredGraphId(at(page, 'id'))];
      return { ...profile, aliases };
    },
  };
}

/** Whether an error says that there is nothing left to revoke. */
const isDead = (error: unknown): boolean =>
  error instanceof ReauthorizationRequired ||
  error instanceof AccessTokenRejected ||
  error instanceof AccountNotFound;
