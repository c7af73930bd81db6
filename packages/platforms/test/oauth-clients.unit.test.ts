import { UpstreamUnavailable } from '@viral-scan/contracts';
import { expect, it } from 'vitest';
import { type OAuthClientsConfig, oauthClients } from '../src/index.ts';

const hosts: OAuthClientsConfig = {
  GOOGLE_AUTHORIZE_URL: 'https://google.example/consent',
  GOOGLE_TOKEN_URL: 'https://google.example/token',
  GOOGLE_REVOKE_URL: 'https://google.example/revoke',
  YOUTUBE_BASE_URL: 'https://youtube.example/v3',
  TIKTOK_AUTHORIZE_URL: 'https://tiktok.example/consent/',
  TIKTOK_ACCOUNTS_BASE_URL: 'https://accounts.example/v1.3',
  TIKTOK_DISPLAY_BASE_URL: 'https://display.example',
  GRAPH_VERSION: 'v25.0',
  INSTAGRAM_AUTHORIZE_URL: 'https://instagram.example/consent',
  INSTAGRAM_TOKEN_URL: 'https://api.instagram.example/token',
  INSTAGRAM_BASE_URL: 'https://graph.instagram.example',
  FACEBOOK_AUTHORIZE_BASE_URL: 'https://facebook.example',
  FACEBOOK_BASE_URL: 'https://graph.facebook.example',
  THREADS_AUTHORIZE_URL: 'https://threads.example/consent',
  THREADS_BASE_URL: 'https://graph.threads.example',
};
const credentials = {
  GOOGLE_CLIENT_ID: 'google-id',
  GOOGLE_CLIENT_SECRET: 'google-secret',
  TIKTOK_CLIENT_KEY: 'accounts-key',
  TIKTOK_CLIENT_SECRET: 'accounts-secret',
  TIKTOK_DISPLAY_CLIENT_KEY: 'display-key',
  TIKTOK_DISPLAY_CLIENT_SECRET: 'display-secret',
  INSTAGRAM_CLIENT_ID: 'instagram-id',
  INSTAGRAM_CLIENT_SECRET: 'instagram-secret',
  FACEBOOK_CLIENT_ID: 'facebook-id',
  FACEBOOK_CLIENT_SECRET: 'facebook-secret',
  THREADS_CLIENT_ID: 'threads-id',
  THREADS_CLIENT_SECRET: 'threads-secret',
};
const kinds = [
  'youtube',
  'tiktok-accounts',
  'tiktok-display',
  'instagram-login',
  'instagram-facebook',
  'threads',
];
const now = () => new Date('2026-06-01T12:00:00Z');
const redirectUri = 'https://api.example/callback';
const codeVerifier = 'v'.repeat(43);

it('there is a login for each client that is configured, and no other', () => {
  const http = async () => {
    throw new UpstreamUnavailable('nobody is called');
  };
  expect([...oauthClients(hosts, http, now).keys()]).toEqual([]);
  const { GOOGLE_CLIENT_SECRET: _, ...half } = credentials;
  expect([...oauthClients({ ...hosts, ...half }, http, now).keys()]).toEqual(kinds.slice(1));
  const all = oauthClients({ ...hosts, ...credentials }, http, now);
  expect([...all]).toEqual(kinds.map((kind) => [kind, expect.objectContaining({ kind })]));
});

it('Google’s answers may name Google alone, and must where that is asked for; the others’ name no one', () => {
  const http = async () => {
    throw new UpstreamUnavailable('nobody is called');
  };
  const issuersOf = (config: object) =>
    [...oauthClients({ ...hosts, ...credentials, ...config }, http, now).values()].map(
      ({ issuer, requiresIssuer }) => (requiresIssuer ? `always ${issuer}` : issuer),
    );
  const GOOGLE_ISSUER = 'https://accounts.google.com';
  const others = kinds.slice(1).map(() => null);
  expect(issuersOf({})).toEqual([GOOGLE_ISSUER, ...others]);
  expect(issuersOf({ GOOGLE_ISSUER })).toEqual([`always ${GOOGLE_ISSUER}`, ...others]);
});

it('each login has its own client, sends users to its own page and asks its own host', async () => {
  const called: string[] = [];
  const http = async ({ url, body }: { readonly url: URL; readonly body?: string }) => {
    called.push(`${url.host} ${/[a-z]+-secret/.exec(body ?? url.search)?.[0]}`);
    throw new UpstreamUnavailable('away');
  };
  const pages: string[] = [];
  for (const oauth of oauthClients({ ...hosts, ...credentials }, http, now).values()) {
    const page = oauth.authorizationUrl({ state: 's', redirectUri, codeVerifier });
    const { searchParams } = page;
    pages.push(`${page.host} ${searchParams.get('client_id') ?? searchParams.get('client_key')}`);
    const exchange = { code: 'code', redirectUri, codeVerifier };
    const { signal } = new AbortController();
    await expect(oauth.exchange(exchange, { signal })).rejects.toThrow(UpstreamUnavailable);
  }
  expect(pages).toEqual([
    'google.example google-id',
    'tiktok.example accounts-key',
    'tiktok.example display-key',
    'instagram.example instagram-id',
    'facebook.example facebook-id',
    'threads.example threads-id',
  ]);
  expect(called).toEqual([
    'google.example google-secret',
    'accounts.example accounts-secret',
    'display.example display-secret',
    'api.instagram.example instagram-secret',
    'graph.facebook.example facebook-secret',
    'graph.threads.example threads-secret',
  ]);
});
