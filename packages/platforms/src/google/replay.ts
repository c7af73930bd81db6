import { parseJson } from '../answer/parse-json.ts';
import { type ExchangeOwner, isOnHost, type ReadExchange } from '../replay/exchange.ts';
import { noSuchCall } from '../replay/no-such-call.ts';
import { parseGrant } from './grant.ts';
import { isDead, type TokenCall, toOAuthError } from './oauth-error.ts';

const owner = 'google-oauth';
const hosts = ['oauth2.googleapis.com', 'accounts.google.com', 'www.googleapis.com'];
/** `/token` today, `/o/oauth2/token` and others before; a stand-in has it below some path. */
const path = /\/(token|revoke)$/;

const callByGrantType: Readonly<Record<string, TokenCall>> = {
  authorization_code: 'exchange',
  refresh_token: 'refresh',
};

/** Exchanges with Google's token and revocation endpoints. */
export const interpretGoogleOAuth: ExchangeOwner = (exchange) => {
  const { url } = exchange;
  const endpoint = isOnHost(url, hosts) ? path.exec(url.pathname)?.[1] : undefined;
  if (endpoint === undefined) return null;
  const call = endpoint === 'revoke' ? 'revoke' : callByGrantType[grantType(exchange)];
  return { owner, call: call ?? 'token', read: () => readAnswer(call, exchange) };
};

function readAnswer(call: TokenCall | 'revoke' | undefined, { answer, at }: ReadExchange): unknown {
  if (call === undefined) throw noSuchCall('a token request without a known grant_type');
  if (call === 'revoke') {
    if (answer.status !== 200 && !isDead(answer)) throw toOAuthError(call, answer, at);
    return { revoked: true };
  }
  if (answer.status !== 200) throw toOAuthError(call, answer, at);
  return { grant: parseGrant(parseJson(`Google ${call}`, answer.text), at, []) };
}

/** Of the form that is sent; recordings may hold it as an object. */
const grantType = ({ requestBody }: ReadExchange): string =>
  /grant_type"?\s*[=:]\s*"?([a-z_]+)/.exec(requestBody)?.[1] ?? '';
