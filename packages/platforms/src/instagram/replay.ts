import { at, type JsonNode, optionalText } from '../answer/json-node.ts';
import { readGraphAnswer, rootOf } from '../meta/graph-answer.ts';
import { readInsightRows } from '../meta/insight-rows.ts';
import { readOAuthAnswer } from '../meta/oauth-answer.ts';
import { listOf } from '../meta/paging.ts';
import { longTokenGrant } from '../meta/token-grant.ts';
import { type ExchangeOwner, isOnHost, type ReadExchange } from '../replay/exchange.ts';
import { noSuchCall } from '../replay/no-such-call.ts';
import { DaySheet } from './account-days.ts';
import { parseFollowerGroups, parseOnlineFollowers } from './audience.ts';
import { readDiscovery } from './business-discovery.ts';
import { parseComments } from './comment.ts';
import type { Door } from './deps.ts';
import { parseHashtagPage, parseHashtags } from './hashtag.ts';
import { nextPlace, writePlace } from './listing-place.ts';
import { figuresOf, noFigures } from './media-figures.ts';
import { parseMedium, publicPost } from './medium.ts';
import { callOf, parseShortToken } from './oauth/instagram-oauth.ts';
import { isGraphId, parseAccount } from './own-account.ts';
import { parsePublishingLimit } from './publishing-limit.ts';

const hosts: readonly (readonly [Door, string, RegExp])[] = [
  ['instagram-login', 'graph.instagram.com', /^\/instagram\//],
  ['instagram-facebook', 'graph.facebook.com', /^\/facebook\//],
];
/** Whatever days a recording has. */
const allDays = { from: '0000-01-01', to: '9999-12-31' };

/** Exchanges with the Graph API of either door, but for those about tokens. */
export const interpretInstagram: ExchangeOwner = (exchange) => {
  const { url } = exchange;
  const found = hosts.find(
    ([, host, standIn]) =>
      url.hostname === host || (isOnHost(url, []) && standIn.test(url.pathname)),
  );
  if (found === undefined) return null;
  const [door, , standIn] = found;
  const steps = url.pathname
    .replace(standIn, '/')
    .split('/')
    .filter((step) => step !== '');
  const path = /^v\d+\.\d+$/.test(steps[0] ?? '') ? steps.slice(1) : steps;
  const call = callName(path, url.searchParams);
  const operation = call ?? path.filter((step) => !isGraphId(step)).join('/');
  return {
    owner: door,
    call: operation,
    read: () => {
      const platform = door === 'instagram-login' ? 'Instagram' : 'Facebook';
      const answer = readGraphAnswer(
        { platform, api: door, operation },
        exchange.answer,
        exchange.at,
      );
      if (call === 'business_discovery') return readDiscovery(answer);
      if (!answer.ok && answer.meansNoFigures) return noFigures;
      const root = rootOf(answer);
      const read = call === null ? undefined : readers[call];
      if (read === undefined) throw noSuchCall(operation);
      return read(root, exchange, { door, node: path[0] ?? '' });
    },
  };
};

type Call =
  | 'account'
  | 'media'
  | 'media/get'
  | 'media/comments'
  | 'content_publishing_limit'
  | 'insights'
  | 'business_discovery'
  | 'ig_hashtag_search'
  | 'hashtag/media'
  | 'recently_searched_hashtags';

/** Null for a call that no connector makes. */
function callName([node, edge, ...rest]: readonly string[], query: URLSearchParams): Call | null {
  if (node === undefined || rest.length > 0) return null;
  const fields = query.get('fields') ?? '';
  switch (edge) {
    case undefined:
      if (node === 'ig_hashtag_search') return node;
      if (fields.includes('business_discovery')) return 'business_discovery';
      return fields.includes('media_type') ? 'media/get' : 'account';
    case 'media':
    case 'insights':
    case 'content_publishing_limit':
    case 'recently_searched_hashtags':
      return edge;
    case 'comments':
      return 'media/comments';
    case 'top_media':
    case 'recent_media':
      return 'hashtag/media';
    default:
      return null;
  }
}

type Reader = (
  root: JsonNode,
  exchange: ReadExchange,
  asked: { readonly door: Door; readonly node: string },
) => unknown;

/** Posts as the call alone gives them: without what insights say. */
const postOf = (medium: JsonNode) => publicPost(parseMedium(medium));

const readers: Readonly<Record<Exclude<Call, 'business_discovery'>, Reader>> = {
  account: (root, _, { door }) => {
    const idField = at(root, 'user_id').value === undefined ? 'id' : 'user_id';
    return { profile: parseAccount(root, door, idField) };
  },
  media: (root, { url }, { node }) => {
    const next = nextPlace(root, { accountId: node, after: url.searchParams.get('after') });
    return {
      posts: listOf(root).map(postOf),
      nextCursor: next === null ? null : writePlace(next),
    };
  },
  'media/get': (root) => ({ posts: [postOf(root)] }),
  'media/comments': (root, { url }, { node }) =>
    parseComments(root, { postId: node, cursor: url.searchParams.get('after') }),
  content_publishing_limit: parsePublishingLimit,
  insights: readInsights,
  ig_hashtag_search: (root) => ({ hashtags: parseHashtags(root) }),
  'hashtag/media': parseHashtagPage,
  recently_searched_hashtags: (root) => ({ hashtags: parseHashtags(root) }),
};

/** Of an account by what it says of days or followers, else of a medium. */
function readInsights(root: JsonNode, { url, at: now }: ReadExchange): unknown {
  const rows = readInsightRows(root);
  if (rows.has('follower_demographics')) return { groups: parseFollowerGroups(rows) };
  if (rows.has('online_followers')) return { activity: parseOnlineFollowers(rows, allDays) };
  const [first] = listOf(root);
  const ofDays =
    first === undefined
      ? url.searchParams.has('period')
      : optionalText(at(first, 'period')) === 'day';
  if (!ofDays) return figuresOf(rows);
  const sheet = new DaySheet();
  sheet.addSeries(rows);
  return { days: sheet.within(allDays, now) };
}

const oauthHosts = ['api.instagram.com', 'graph.instagram.com'];
const oauthPath =
  /^(?:\/instagram-api|\/instagram)?\/(?:v\d+\.\d+\/)?(oauth\/access_token|access_token|refresh_access_token)$/;

/** Exchanges about tokens of Instagram Login. */
export const interpretInstagramOAuth: ExchangeOwner = ({ url, answer, at: now }) => {
  const operation = isOnHost(url, oauthHosts) ? oauthPath.exec(url.pathname)?.[1] : undefined;
  const isOurs = oauthHosts.includes(url.hostname) || url.pathname.startsWith('/instagram');
  if (operation === undefined || !isOurs) return null;
  const isOfCode = operation === 'oauth/access_token';
  return {
    owner: 'instagram-oauth',
    call: operation,
    read: () => {
      const credential = isOfCode ? 'code' : 'token';
      const root = readOAuthAnswer(callOf(operation), answer, credential, now);
      return isOfCode ? parseShortToken(root) : longTokenGrant(root, [], now);
    },
  };
};
