import { createHash } from 'node:crypto';
import type { InstagramMedia } from '@viral-scan/worlds';
import { type Readers, readFields, showNode } from '../meta/field-list.ts';
import { badParameter, GraphError, noPermission, noSuchObject } from '../meta/graph-error.ts';
import { pagingWithLinks, readPage } from '../meta/page.ts';
import { checkParameters, graphTime, requireText } from '../meta/parameters.ts';
import { type InstagramCall, requireInsights } from './instagram-call.ts';
import { mediaUrlOf, permalinkOf } from './media.ts';

const dayMs = 86_400_000;
const windowMs = 7 * dayMs;
const mostTags = 30;
const mostPerPage = 50;
const mostRead = 10_000;
/** Stands for what the platform does not search for. */
const sensitiveTags = ['sensitive'];

/** Which tags each account has asked for, and when first within the last seven days. */
export interface HashtagSearches {
  /** The tag's id; null when it would be one too many. */
  search(accountId: string, name: string): string | null;
  /** Newest first. */
  recent(accountId: string): readonly { readonly id: string; readonly name: string }[];
  nameOf(id: string): string | null;
}

const idOf = (name: string): string => {
  const hash = createHash('sha256').update(`tag ${name}`).digest();
  return `1784${String(hash.readUIntBE(0, 6) % 10 ** 13).padStart(13, '0')}`;
};

export function createHashtagSearches(realNow: () => number): HashtagSearches {
  const names = new Map<string, string>();
  const searches = new Map<string, Map<string, number>>();
  const recentOf = (accountId: string): Map<string, number> => {
    const known = searches.get(accountId) ?? new Map<string, number>();
    for (const [name, at] of known) if (at <= realNow() - windowMs) known.delete(name);
    searches.set(accountId, known);
    return known;
  };
  return {
    search(accountId, name) {
      const recent = recentOf(accountId);
      if (!recent.has(name)) {
        if (recent.size >= mostTags) return null;
        recent.set(name, realNow());
      }
      const id = idOf(name);
      names.set(id, name);
      return id;
    },
    recent: (accountId) =>
      [...recentOf(accountId).keys()].toReversed().map((name) => ({ id: idOf(name), name })),
    nameOf: (id) => names.get(id) ?? null,
  };
}

/** `GET /ig_hashtag_search?user_id&q`. */
export function searchHashtag(searches: HashtagSearches, call: InstagramCall): object {
  const accountId = requireUserId(call, ['q', 'fields']);
  const name = requireText(call.query, 'q').toLowerCase();
  if (!/^[\p{L}\p{N}_]+$/u.test(name) || sensitiveTags.includes(name)) {
    throw new GraphError({
      code: 24,
      subcode: 2_207_024,
      isTransient: false,
      message: 'The requested resource does not exist',
      userTitle: 'Invalid hashtag',
      userMessage: 'The hashtag that was asked for does not exist, or cannot be searched for.',
    });
  }
  const id = searches.search(accountId, name);
  if (id === null) {
    throw new GraphError({
      code: 18,
      subcode: 2_207_034,
      isTransient: false,
      message: '(#18) Maximum number of hashtags queried',
      userTitle: 'Hashtag limit reached',
      userMessage: 'You can query a maximum of 30 different hashtags within 7 days.',
    });
  }
  return { data: [showNode('Hashtag', hashtagReaders, { id, name }, readFields(call.query))] };
}

const hashtagReaders: Readers<{ readonly id: string; readonly name: string }> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
};

/** `GET /{ig-user}/recently_searched_hashtags`. */
export function recentHashtags(searches: HashtagSearches, call: InstagramCall): object {
  requireInsights(call);
  checkParameters(call.query, ['fields', 'limit', 'after', 'before']);
  const query = new URLSearchParams({ fields: call.query.get('fields') ?? 'id,name' });
  const data = searches
    .recent(call.grant.accountId)
    .map((tag) => showNode('Hashtag', hashtagReaders, tag, readFields(query)));
  return data.length === 0
    ? { data }
    : { data, paging: { cursors: { before: 'QVFIUa', after: 'QVFIUb' } } };
}

interface Tagged {
  readonly media: InstagramMedia;
  readonly call: InstagramCall;
}

/** No author: that is not told. */
const mediaReaders: Readers<Tagged> = {
  id: ({ media }) => media.id,
  caption: ({ media }) => media.caption ?? undefined,
  media_type: ({ media }) => media.mediaType,
  media_url: ({ media }) => mediaUrlOf(media),
  permalink: ({ media }) => permalinkOf(media),
  timestamp: ({ media }) => graphTime(media.createdAt),
  like_count: ({ media, call }) => call.instagram.figures(media.id, call.at)?.likes,
  comments_count: ({ media, call }) => call.instagram.figures(media.id, call.at)?.comments,
  children: ({ media }) =>
    media.mediaType === 'CAROUSEL_ALBUM'
      ? { data: media.children.map((id) => ({ id })) }
      : undefined,
};

/** `GET /{hashtag}/recent_media` (of 24 hours) and `/top_media`, of all accounts of the world. */
export function hashtagMedia(searches: HashtagSearches, call: InstagramCall): object {
  const name = searches.nameOf(call.node);
  if (name === null) throw noSuchObject(call.node);
  requireUserId(call, ['fields', 'limit', 'after', 'before']);
  const { instagram, query, at, edge } = call;
  const sinceMs = edge === 'recent_media' ? at.getTime() - dayMs : 0;
  const tagged = instagram.accounts
    .flatMap(({ id }) => instagram.mediaBefore(id, new Date(at.getTime() + 1), mostRead, at))
    .filter(({ createdAt }) => createdAt.getTime() >= sinceMs)
    .filter(({ caption }) => tagsOf(caption ?? '').includes(name))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const page = readPage({
    list: `${edge} ${name}`,
    before: (moment, limit) => tagged.filter(({ createdAt }) => createdAt < moment).slice(0, limit),
    ...{ query, at, mostPerPage },
    oddPages: false,
  });
  const likes = ({ id }: InstagramMedia): number => instagram.figures(id, at)?.likes ?? 0;
  const items =
    edge === 'top_media' ? page.items.toSorted((a, b) => likes(b) - likes(a)) : page.items;
  const fields = readFields(query);
  return {
    data: items.map((media) => showNode('IGMedia', mediaReaders, { media, call }, fields)),
    // The last page has no paging at all.
    ...(page.hasNext && pagingWithLinks(page, call)),
  };
}

const tagsOf = (caption: string): readonly string[] =>
  [...caption.toLowerCase().matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, name = '']) => name);

/** Must be the account of the token. */
function requireUserId(call: InstagramCall, known: readonly string[]): string {
  requireInsights(call);
  checkParameters(call.query, ['user_id', ...known]);
  const id = requireText(call.query, 'user_id');
  if (!/^\d+$/.test(id)) throw badParameter('Param user_id must be a valid Instagram account ID');
  if (id !== call.grant.accountId) throw noPermission();
  return id;
}
