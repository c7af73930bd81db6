import { type ExchangeOwner, isOnHost, type ReadExchange } from '../replay/exchange.ts';
import { noSuchCall } from '../replay/no-such-call.ts';
import { dataOf, readAccountsAnswer } from './accounts-answer.ts';
import { parseBusinessDays } from './business-days.ts';
import { parseBusinessVideo } from './business-video.ts';
import { parseComments } from './comment.ts';
import { readDisplayAnswer } from './display-answer.ts';
import { parseDisplayVideo } from './display-video.ts';
import type { ListingPlace } from './listing-place.ts';
import { readTokenOwner, readTokens } from './oauth/accounts-oauth.ts';
import { readRevocation, readTokenAnswer } from './oauth/display-oauth.ts';
import { parseGrant } from './oauth/grant.ts';
import { parseBusinessAccount, parseDisplayUser } from './own-account.ts';
import { parsePosts, toPostsPage } from './posts-page.ts';

type Reader = (exchange: ReadExchange, operation: string) => unknown;

const everSince = new Date(0);

/** Exchanges with the Accounts API v1.3 and its OAuth. */
export const interpretTiktokAccounts: ExchangeOwner = (exchange) => {
  const { url } = exchange;
  const [, operation] = /(?:^|\/)open_api\/v1\.3\/(.+?)\/?$/.exec(url.pathname) ?? [];
  if (operation === undefined || !isOnHost(url, ['business-api.tiktok.com'])) return null;
  const read = accountsReaders.get(operation) ?? readOtherAccountsCall;
  return { owner: 'tiktok-accounts', call: operation, read: () => read(exchange, operation) };
};

const accountsData: (...call: Parameters<Reader>) => ReturnType<typeof dataOf> = (
  { answer, at },
  operation,
) => dataOf(readAccountsAnswer(operation, answer, at));

const readAccountsTokens =
  (grantType: 'authorization_code' | 'refresh_token'): Reader =>
  ({ answer, at }, operation) =>
    parseGrant(readTokens(operation, answer, grantType, at), [], at);

const accountsReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'business/get',
    (exchange, operation) => {
      const { searchParams } = exchange.url;
      const data = accountsData(exchange, operation);
      const profile = parseBusinessAccount(data, searchParams.get('business_id') ?? '');
      const from = searchParams.get('start_date') ?? '0000-01-01';
      const to = searchParams.get('end_date') ?? '9999-12-31';
      return { profile, ...parseBusinessDays(data, { from, to }, exchange.at) };
    },
  ],
  [
    'business/video/list',
    (exchange, operation) => {
      const { searchParams } = exchange.url;
      const data = accountsData(exchange, operation);
      const posts = parsePosts(data, parseBusinessVideo);
      if (searchParams.has('filters')) return { posts };
      const place = placeOf(searchParams.get('business_id') ?? '', searchParams.get('cursor'));
      return toPostsPage(data, posts, { place, since: everSince });
    },
  ],
  [
    'business/comment/list',
    (exchange, operation) =>
      parseComments(
        accountsData(exchange, operation),
        Number(exchange.url.searchParams.get('cursor') ?? 0),
      ),
  ],
  ['tt_user/oauth2/token', readAccountsTokens('authorization_code')],
  ['tt_user/oauth2/refresh_token', readAccountsTokens('refresh_token')],
  [
    'tt_user/oauth2/revoke',
    (exchange, operation) => {
      accountsData(exchange, operation);
      return { revoked: true };
    },
  ],
  [
    'tt_user/token_info/get',
    (exchange, operation) => ({
      openId: readTokenOwner(accountsData(exchange, operation), null),
    }),
  ],
]);

const readOtherAccountsCall: Reader = (exchange, operation) => {
  accountsData(exchange, operation);
  throw noSuchCall(operation);
};

const displayHost = 'open.tiktokapis.com';

/** Exchanges with the Display API v2 and Login Kit. */
export const interpretTiktokDisplay: ExchangeOwner = (exchange) => {
  const { url } = exchange;
  const [, operation] = /\/v2\/(.+?)\/?$/.exec(url.pathname) ?? [];
  if (operation === undefined || !isOnHost(url, [displayHost])) return null;
  const read = displayReaders.get(operation);
  // On loopback other platforms' stand-ins have a /v2 too, and ours have it below some path.
  if (read === undefined && url.hostname !== displayHost) return null;
  const readKnown = read ?? readOtherDisplayCall;
  return { owner: 'tiktok-display', call: operation, read: () => readKnown(exchange, operation) };
};

const displayReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'user/info',
    ({ answer, at }, operation) => ({
      profile: parseDisplayUser(readDisplayAnswer(operation, answer, at)),
    }),
  ],
  [
    'video/list',
    ({ answer, at, requestBody }, operation) => {
      const data = readDisplayAnswer(operation, answer, at);
      const posts = parsePosts(data, parseDisplayVideo);
      const place = placeOf('', /"cursor":\s*"?(\d+)/.exec(requestBody)?.[1] ?? null);
      return toPostsPage(data, posts, { place, since: everSince });
    },
  ],
  [
    'video/query',
    ({ answer, at }, operation) => ({
      posts: parsePosts(readDisplayAnswer(operation, answer, at), parseDisplayVideo),
    }),
  ],
  [
    'oauth/token',
    ({ answer, at, requestBody }) => {
      // A form on the wire; recordings may hold it as an object.
      const isRefresh = /grant_type"?\s*[=:]\s*"?refresh_token/.test(requestBody);
      const grantType = isRefresh ? 'refresh_token' : 'authorization_code';
      return parseGrant(readTokenAnswer(answer, grantType, at), [], at);
    },
  ],
  [
    'oauth/revoke',
    ({ answer, at }) => {
      readRevocation(answer, at);
      return { revoked: true };
    },
  ],
]);

const readOtherDisplayCall: Reader = ({ answer, at }, operation) => {
  readDisplayAnswer(operation, answer, at);
  throw noSuchCall(operation);
};

const placeOf = (openId: string, cursor: string | null): ListingPlace => ({
  openId,
  beforeMs: cursor === null || cursor === '' ? null : Number(cursor),
});
