import { escapeHtml, htmlPage } from '../html.ts';
import type { OauthClient } from '../oauth/clients.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Where the links of the index page lead back to: the code, and lines that change it into tokens. */
export function callbackPage(origin: string, client: OauthClient, query: URLSearchParams): string {
  const code = query.get('code');
  if (code === null) {
    const error = query.get('error') ?? 'no code';
    return htmlPage('Not connected', `<h1>Not connected</h1><p>${escapeHtml(error)}</p>`);
  }
  const redirectUri = `${origin}/_sandbox/callback`;
  const form = (url: string, fields: Readonly<Record<string, string>>): string =>
    [
      `curl ${origin}${url}`,
      ...Object.entries(fields).map(
        ([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`,
      ),
    ].join(' ');
  const body = {
    client_id: client.id,
    client_secret: client.secret,
    grant_type: 'authorization_code',
    auth_code: code,
    redirect_uri: redirectUri,
  };
  const shared = {
    client_secret: client.secret,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
  };
  const asClient = { client_id: client.id, ...shared };
  const tiktok = [
    `curl ${origin}/tiktok/open_api/v1.3/tt_user/oauth2/token/ -H 'content-type: application/json' -d ${quoted(JSON.stringify(body))}`,
    form('/tiktok/v2/oauth/token/', { client_key: client.id, ...shared }),
  ];
  const byState: Readonly<Record<string, readonly string[]>> = {
    google: [form('/google/token', asClient)],
    instagram: [form('/instagram-api/oauth/access_token', asClient)],
    facebook: [form('/facebook/v25.0/oauth/access_token -G', asClient)],
    threads: [form('/threads/oauth/access_token', asClient)],
  };
  const lines = byState[query.get('state') ?? ''] ?? tiktok;
  return htmlPage(
    'Connected',
    `<h1>Connected</h1>
<p>The code is good for one of these, once:</p>
${lines.map((line) => `<pre>${escapeHtml(line)}</pre>`).join('\n')}`,
  );
}
