import { readGraphAnswer, rootOf } from '../meta/graph-answer.ts';
import { readOAuthAnswer } from '../meta/oauth-answer.ts';
import { tokenEnd, tokenOf } from '../meta/token-grant.ts';
import { type ExchangeOwner, isOnHost } from '../replay/exchange.ts';
import { callOf } from './deps.ts';
import { parsePages } from './page.ts';
import { parseTokenInfo } from './token-info.ts';

const host = 'graph.facebook.com';
const path = /\/(oauth\/access_token|debug_token|me\/accounts|permissions)$/;

/** Exchanges of Facebook Login about tokens and the Pages behind them. */
export const interpretFacebookOAuth: ExchangeOwner = ({ url, answer, at: now }) => {
  const isOurs =
    url.hostname === host || (isOnHost(url, []) && url.pathname.startsWith('/facebook/'));
  const operation = isOurs ? path.exec(url.pathname)?.[1] : undefined;
  if (operation === undefined) return null;
  const root = () => rootOf(readGraphAnswer(callOf(operation), answer, now));
  return {
    owner: 'facebook-oauth',
    call: operation,
    read: () => {
      switch (operation) {
        case 'debug_token':
          return parseTokenInfo(root());
        case 'me/accounts':
          return parsePages(root());
        case 'permissions':
          root();
          return { revoked: true };
        default: {
          const credential = url.searchParams.has('code') ? 'code' : 'token';
          const answered = readOAuthAnswer(callOf(operation), answer, credential, now);
          return { accessToken: tokenOf(answered), expiresAt: tokenEnd(answered, now) };
        }
      }
    },
  };
};
