import { googleScopes, knownScopes } from '../grants/grant-kinds.ts';

/** Addresses and command lines for people who try the sandbox. `origin` has no slash at its end. */

export const platformAddresses = (origin: string): readonly (readonly [string, string])[] => [
  ['YouTube Data API', `${origin}/youtube/v3`],
  ['YouTube Analytics API', `${origin}/youtubeanalytics/v2`],
  ["YouTube's WebSub hub", `${origin}/websub/subscribe`],
  ['Google: authorize', `${origin}/google/o/oauth2/v2/auth`],
  ['Google: token', `${origin}/google/token`],
  ['Google: revoke', `${origin}/google/revoke`],
  ['TikTok: authorize', `${origin}/tiktok/v2/auth/authorize/`],
  ['TikTok Accounts API', `${origin}/tiktok/open_api/v1.3`],
  ['TikTok Display API', `${origin}/tiktok/v2`],
  ['Instagram Login: authorize', `${origin}/instagram-www/oauth/authorize`],
  ['Instagram Login: code', `${origin}/instagram-api/oauth/access_token`],
  ['Instagram Login: Graph API and long tokens', `${origin}/instagram`],
  ['Facebook Login: authorize', `${origin}/facebook-www/v25.0/dialog/oauth`],
  ['Facebook Login: Graph API and tokens', `${origin}/facebook`],
  ['Threads: authorize', `${origin}/threads-www/oauth/authorize`],
  ['Threads: Graph API and tokens', `${origin}/threads`],
  ['Partner: viral engine', `${origin}/viral-engine`],
  ['Partner: orchestrator', `${origin}/orchestrator`],
];

const facebookDialog = '/facebook-www/v25.0/dialog/oauth';

export interface ConnectLink {
  readonly name: string;
  /** Asks on a page. */
  readonly page: string;
  readonly auto: string;
}

/** Lead back to a page that shows how to use the code. */
export function connectLinks(origin: string, clientId: string): readonly ConnectLink[] {
  const link = (name: string, path: string, query: Readonly<Record<string, string>>) => {
    const url = new URL(path, origin);
    const state = (path.split('/')[1] ?? '').replace('-www', '');
    const usual = { redirect_uri: `${origin}/_sandbox/callback`, response_type: 'code', state };
    for (const [key, value] of Object.entries({ ...usual, ...query })) {
      url.searchParams.set(key, value);
    }
    const page = new URL(url);
    page.searchParams.set('sandbox_consent', 'page');
    url.searchParams.set('sandbox_consent', 'auto');
    return { name, page: page.href, auto: url.href };
  };
  return [
    link('a YouTube channel', '/google/o/oauth2/v2/auth', {
      client_id: clientId,
      scope: `${googleScopes.readonly} ${googleScopes.analytics}`,
      access_type: 'offline',
      prompt: 'consent',
    }),
    link('a TikTok account, with all figures (Accounts API)', '/tiktok/v2/auth/authorize/', {
      client_key: clientId,
      scope: knownScopes['tiktok-accounts'].slice(0, 9).join(','),
    }),
    link('a TikTok account, public counters only (Display API)', '/tiktok/v2/auth/authorize/', {
      client_key: clientId,
      scope: knownScopes['tiktok-display'].slice(0, 4).join(','),
    }),
    link('an Instagram account (Instagram Login)', '/instagram-www/oauth/authorize', {
      client_id: clientId,
      scope: knownScopes['instagram-login'].slice(0, 2).join(','),
    }),
    link('an Instagram account, through its Page (Facebook Login)', facebookDialog, {
      client_id: clientId,
      scope: knownScopes['instagram-facebook'].slice(0, 5).join(','),
    }),
    link('a Threads profile', '/threads-www/oauth/authorize', {
      client_id: clientId,
      scope: ['basic', 'manage_insights', 'keyword_search', 'profile_discovery']
        .map((name) => `threads_${name}`)
        .join(','),
    }),
  ];
}

const json = "-H 'content-type: application/json'";

export const curlLines = (
  origin: string,
): readonly { readonly what: string; readonly line: string }[] => {
  const fault = (what: string, body: object) => ({
    what,
    line: `curl -X POST ${origin}/_sandbox/faults ${json} -d '${JSON.stringify(body)}'`,
  });
  const post = (what: string, path: string, body: object) => ({
    what,
    line: `curl -X POST ${origin}/_sandbox/${path} ${json} -d '${JSON.stringify(body)}'`,
  });
  return [
    post('Tokens without a consent', 'tokens', { grant_kind: 'tiktok-accounts' }),
    fault('The next three calls of YouTube: come back in 5 seconds', {
      path_prefix: '/youtube/',
      status: 429,
      times: 3,
      retry_after_s: 5,
    }),
    fault('The same with a date', {
      path_prefix: '/tiktok/v2',
      status: 429,
      retry_after_s: 5,
      retry_after_form: 'date',
    }),
    fault('A code of the Accounts API', { path_prefix: '/tiktok/open_api', code: 40100 }),
    fault('The Instagram account has had too many calls, for 20 minutes', {
      path_prefix: '/instagram/',
      code: 80_002,
      retry_after_s: 1_200,
    }),
    fault('The person of Facebook has changed the password', {
      path_prefix: '/facebook/',
      code: 190,
      subcode: 460,
    }),
    fault('A server error', { path_prefix: '/youtubeanalytics/', status: 503 }),
    fault('A page instead of JSON', { path_prefix: '/tiktok/', kind: 'html' }),
    fault('Half a body', { path_prefix: '/tiktok/', kind: 'truncate' }),
    fault('The right answer, piece by piece over 10 seconds', {
      path_prefix: '/tiktok/',
      kind: 'drip',
      delay_ms: 10_000,
    }),
    fault('No answer', { path_prefix: '/youtube/', kind: 'reset' }),
    fault('The grant is revoked after five calls', {
      path_prefix: '/tiktok/open_api/v1.3/business',
      kind: 'revoke',
      after_calls: 5,
    }),
    fault('A refresh is refused', { path_prefix: '/google/token', status: 400 }),
    post('Every access token is old', 'grants/expire', {}),
    post('Every grant of TikTok is gone', 'grants/revoke', { grant_kind: 'tiktok-accounts' }),
    {
      what: 'What was asked of the platforms, and which pages were fetched',
      line: `curl ${origin}/_sandbox/requests; curl ${origin}/_sandbox/requests/pages`,
    },
    {
      what: 'Where TikTok tells of events from now on',
      line: `curl -X PUT ${origin}/_sandbox/webhooks/tiktok ${json} -d '{"url":"http://127.0.0.1:8080/webhooks/tiktok"}'`,
    },
    post('A post is there', 'webhooks/send', {
      platform: 'tiktok',
      event: 'post.publish.publicly_available',
    }),
    post(
      'Three more, the last first, each twice, with signatures that are wrong',
      'webhooks/send',
      {
        platform: 'tiktok',
        event: 'post.publish.publicly_available',
        count: 3,
        faults: ['reordered', 'doubled', 'bad_signature'],
      },
    ),
    {
      what: 'The viral engine is down for a minute; what came of it, and what partners received',
      line: `curl -X PUT ${origin}/_sandbox/partners/viral-engine/fault ${json} -d '{"kind":"down","for_seconds":60}'; curl ${origin}/_sandbox/partners; curl ${origin}/_sandbox/partners/viral-engine/received`,
    },
    {
      what: 'Where events go, and who is subscribed to channels',
      line: `curl ${origin}/_sandbox/webhooks; curl ${origin}/_sandbox/websub/subscriptions`,
    },
  ];
};
