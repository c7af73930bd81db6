import { parseFollowerGroups } from '../instagram/audience.ts';
import { readGraphAnswer, rootOf } from '../meta/graph-answer.ts';
import type { GraphCall } from '../meta/graph-call.ts';
import { readInsightRows } from '../meta/insight-rows.ts';
import { readOAuthAnswer } from '../meta/oauth-answer.ts';
import { longTokenGrant } from '../meta/token-grant.ts';
import { type ExchangeOwner, isOnHost, type ReadExchange } from '../replay/exchange.ts';
import { noSuchCall } from '../replay/no-such-call.ts';
import { parseTotals, parseViews } from './account-days.ts';
import { parseFound, parsePublicProfile } from './discovery.ts';
import { parseLinkClicks } from './link-clicks.ts';
import { cursorBehind } from './listing-place.ts';
import { parseFollowers, parseProfile } from './profile.ts';
import { parsePublishingLimit } from './publishing-limit.ts';
import { parseThread } from './thread.ts';
import { parseMetrics } from './thread-metrics.ts';
import { loginCall, parseShortToken } from './threads-oauth.ts';
import { parseThreads } from './threads-page.ts';

type Reader = (exchange: ReadExchange, operation: string) => unknown;

const hosts = ['graph.threads.net', 'graph.threads.com'];

/** Exchanges with the Threads API v1.0 and its login; on loopback below `/threads`. */
export const interpretThreads: ExchangeOwner = (exchange) => {
  const { url } = exchange;
  const isThreads = hosts.includes(url.hostname);
  if (!isThreads && !(isOnHost(url, []) && url.pathname.startsWith('/threads/'))) return null;
  const path = isThreads ? url.pathname : url.pathname.replace(/^\/threads/, '');
  const operation = path
    .replace(/^\/+(v\d+\.\d+\/+)?|\/+$/g, '')
    .replace(/^(?:\d+|me)\//, '')
    .replace(/^\d+$/, 'media');
  const readLogin = loginReaders.get(operation);
  const read = readLogin ?? readers.get(operation) ?? readOtherCall;
  return {
    owner: readLogin === undefined ? 'threads' : 'threads-oauth',
    call: operation,
    read: () => read(exchange, operation),
  };
};

/** No grant names its scopes. */
const readLongToken: Reader = ({ answer, at }, operation) =>
  longTokenGrant(readOAuthAnswer(loginCall(operation), answer, 'token', at), [], at);

const loginReaders: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'oauth/access_token',
    ({ answer, at }, operation) =>
      parseShortToken(readOAuthAnswer(loginCall(operation), answer, 'code', at)),
  ],
  ['access_token', readLongToken],
  ['refresh_access_token', readLongToken],
]);

const discoveryApis: ReadonlyMap<string, GraphCall['api']> = new Map([
  ['keyword_search', 'threads-search'],
  ['profile_lookup', 'threads-profiles'],
  ['profile_posts', 'threads-profiles'],
]);
const graphCall = (operation: string): GraphCall => ({
  platform: 'Threads',
  api: discoveryApis.get(operation) ?? 'threads',
  operation,
});
const rootIn = ({ answer, at }: ReadExchange, operation: string) =>
  rootOf(readGraphAnswer(graphCall(operation), answer, at));
const cursorIn = ({ url }: ReadExchange): string | null => url.searchParams.get('after');

const readFound: Reader = (exchange, operation) =>
  parseFound(rootIn(exchange, operation), cursorIn(exchange));

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['me', (...call) => ({ profile: parseProfile(rootIn(...call)) })],
  [
    'threads',
    (exchange, operation) => {
      const root = rootIn(exchange, operation);
      const threads = parseThreads(root).filter(({ isRepost }) => !isRepost);
      return {
        posts: threads.map(({ post }) => ({ post })),
        nextCursor: cursorBehind(root, cursorIn(exchange)),
      };
    },
  ],
  ['media', (...call) => ({ posts: [{ post: parseThread(rootIn(...call)).post }] })],
  ['insights', (...call) => ({ metrics: parseMetrics(rootIn(...call)) })],
  [
    'threads_insights',
    (...call) => {
      const root = rootIn(...call);
      const rows = readInsightRows(root);
      return {
        views: [...parseViews(rows)].map(([day, views]) => ({ day, views })),
        totals: parseTotals(rows),
        followers: parseFollowers(root),
        clicks: parseLinkClicks(rows),
        groups: parseFollowerGroups(rows),
      };
    },
  ],
  ['threads_publishing_limit', (...call) => parsePublishingLimit(rootIn(...call))],
  ['keyword_search', readFound],
  ['profile_posts', readFound],
  ['profile_lookup', (...call) => ({ profile: parsePublicProfile(rootIn(...call)) })],
]);

const readOtherCall: Reader = (exchange, operation) => {
  rootIn(exchange, operation);
  throw noSuchCall(operation);
};
