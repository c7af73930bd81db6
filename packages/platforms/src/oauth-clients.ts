import type { GrantKind, Http, OAuth } from '@viral-scan/contracts';
import { facebookOAuth } from './facebook/facebook-oauth.ts';
import { googleOAuth } from './google/google-oauth.ts';
import { instagramOAuth } from './instagram/oauth/instagram-oauth.ts';
import { threadsOAuth } from './threads/threads-oauth.ts';
import { tiktokAccountsOAuth } from './tiktok/oauth/accounts-oauth.ts';
import { tiktokDisplayOAuth } from './tiktok/oauth/display-oauth.ts';

/** As a service's configuration names it; a login without its client is left out. */
export interface OAuthClientsConfig {
  readonly GOOGLE_CLIENT_ID?: string | undefined;
  readonly GOOGLE_CLIENT_SECRET?: string | undefined;
  readonly GOOGLE_AUTHORIZE_URL: string;
  readonly GOOGLE_TOKEN_URL: string;
  readonly GOOGLE_REVOKE_URL: string;
  readonly GOOGLE_ISSUER?: string | undefined;
  readonly YOUTUBE_BASE_URL: string;
  readonly TIKTOK_CLIENT_KEY?: string | undefined;
  readonly TIKTOK_CLIENT_SECRET?: string | undefined;
  readonly TIKTOK_DISPLAY_CLIENT_KEY?: string | undefined;
  readonly TIKTOK_DISPLAY_CLIENT_SECRET?: string | undefined;
  readonly TIKTOK_AUTHORIZE_URL: string;
  readonly TIKTOK_ACCOUNTS_BASE_URL: string;
  readonly TIKTOK_DISPLAY_BASE_URL: string;
  readonly GRAPH_VERSION: string;
  readonly INSTAGRAM_CLIENT_ID?: string | undefined;
  readonly INSTAGRAM_CLIENT_SECRET?: string | undefined;
  readonly INSTAGRAM_AUTHORIZE_URL: string;
  readonly INSTAGRAM_TOKEN_URL: string;
  readonly INSTAGRAM_BASE_URL: string;
  readonly FACEBOOK_CLIENT_ID?: string | undefined;
  readonly FACEBOOK_CLIENT_SECRET?: string | undefined;
  readonly FACEBOOK_AUTHORIZE_BASE_URL: string;
  readonly FACEBOOK_BASE_URL: string;
  readonly THREADS_CLIENT_ID?: string | undefined;
  readonly THREADS_CLIENT_SECRET?: string | undefined;
  readonly THREADS_AUTHORIZE_URL: string;
  readonly THREADS_BASE_URL: string;
}

/**
 * The logins this installation has credentials for.
 *
 * @param now real time: tokens end in it, whatever a world's clock says
 */
export function oauthClients(
  config: OAuthClientsConfig,
  http: Http,
  now: () => Date,
): ReadonlyMap<GrantKind, OAuth> {
  const clients: OAuth[] = [];
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = config;
  if (GOOGLE_CLIENT_ID !== undefined && GOOGLE_CLIENT_SECRET !== undefined) {
    clients.push(
      googleOAuth({
        clientId: GOOGLE_CLIENT_ID,
        clientSecret: GOOGLE_CLIENT_SECRET,
        authorizeUrl: config.GOOGLE_AUTHORIZE_URL,
        tokenUrl: config.GOOGLE_TOKEN_URL,
        revokeUrl: config.GOOGLE_REVOKE_URL,
        issuer: config.GOOGLE_ISSUER,
        dataBaseUrl: config.YOUTUBE_BASE_URL,
        http,
        now,
      }),
    );
  }
  const tiktok = { authorizeUrl: config.TIKTOK_AUTHORIZE_URL, http, now };
  const { TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET } = config;
  if (TIKTOK_CLIENT_KEY !== undefined && TIKTOK_CLIENT_SECRET !== undefined) {
    clients.push(
      tiktokAccountsOAuth({
        ...tiktok,
        clientId: TIKTOK_CLIENT_KEY,
        clientSecret: TIKTOK_CLIENT_SECRET,
        baseUrl: config.TIKTOK_ACCOUNTS_BASE_URL,
      }),
    );
  }
  const { TIKTOK_DISPLAY_CLIENT_KEY, TIKTOK_DISPLAY_CLIENT_SECRET } = config;
  if (TIKTOK_DISPLAY_CLIENT_KEY !== undefined && TIKTOK_DISPLAY_CLIENT_SECRET !== undefined) {
    clients.push(
      tiktokDisplayOAuth({
        ...tiktok,
        clientId: TIKTOK_DISPLAY_CLIENT_KEY,
        clientSecret: TIKTOK_DISPLAY_CLIENT_SECRET,
        baseUrl: config.TIKTOK_DISPLAY_BASE_URL,
      }),
    );
  }
  const { INSTAGRAM_CLIENT_ID, INSTAGRAM_CLIENT_SECRET } = config;
  if (INSTAGRAM_CLIENT_ID !== undefined && INSTAGRAM_CLIENT_SECRET !== undefined) {
    clients.push(
      instagramOAuth({
        clientId: INSTAGRAM_CLIENT_ID,
        clientSecret: INSTAGRAM_CLIENT_SECRET,
        authorizeUrl: config.INSTAGRAM_AUTHORIZE_URL,
        tokenUrl: config.INSTAGRAM_TOKEN_URL,
        baseUrl: config.INSTAGRAM_BASE_URL,
        version: config.GRAPH_VERSION,
        http,
        now,
      }),
    );
  }
  const { FACEBOOK_CLIENT_ID, FACEBOOK_CLIENT_SECRET } = config;
  if (FACEBOOK_CLIENT_ID !== undefined && FACEBOOK_CLIENT_SECRET !== undefined) {
    clients.push(
      facebookOAuth({
        clientId: FACEBOOK_CLIENT_ID,
        clientSecret: FACEBOOK_CLIENT_SECRET,
        authorizeBaseUrl: config.FACEBOOK_AUTHORIZE_BASE_URL,
        baseUrl: config.FACEBOOK_BASE_URL,
        version: config.GRAPH_VERSION,
        http,
        now,
      }),
    );
  }
  const { THREADS_CLIENT_ID, THREADS_CLIENT_SECRET } = config;
  if (THREADS_CLIENT_ID !== undefined && THREADS_CLIENT_SECRET !== undefined) {
    clients.push(
      threadsOAuth({
        clientId: THREADS_CLIENT_ID,
        clientSecret: THREADS_CLIENT_SECRET,
        authorizeUrl: config.THREADS_AUTHORIZE_URL,
        baseUrl: config.THREADS_BASE_URL,
        http,
        now,
      }),
    );
  }
  return new Map(clients.map((client) => [client.kind, client]));
}
