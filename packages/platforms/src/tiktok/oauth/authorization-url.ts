import type { TiktokOAuthDeps } from './deps.ts';

/** Where the user consents; both programmes share the page and tell apps by their key. */
export function tiktokAuthorizationUrl(
  { authorizeUrl, clientId }: Pick<TiktokOAuthDeps, 'authorizeUrl' | 'clientId'>,
  parameters: {
    readonly scopes: readonly string[];
    readonly state: string;
    /** Compared by TikTok letter by letter with the registered one. */
    readonly redirectUri: string;
    readonly codeChallenge: string | null;
  },
): URL {
  const url = new URL(authorizeUrl);
  url.searchParams.set('client_key', clientId);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('scope', parameters.scopes.join(','));
  url.searchParams.set('redirect_uri', parameters.redirectUri);
  url.searchParams.set('state', parameters.state);
  if (parameters.codeChallenge !== null) {
    url.searchParams.set('code_challenge', parameters.codeChallenge);
    url.searchParams.set('code_challenge_method', 'S256');
  }
  return url;
}

/**
 * TikTok wants a code decoded once more than its address line is: some come with `%21` for `!`. A
 * code without escapes is left as it is.
 */
export function decodeCode(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
