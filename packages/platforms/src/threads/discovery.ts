import { type ConnectorCall, InvalidInput, type Post } from '@viral-scan/contracts';
import { at, type JsonNode, optionalCounter, requiredText } from '../answer/json-node.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet, GraphRequest } from '../meta/graph-api.ts';
import { listOf } from '../meta/paging.ts';
import { cursorBehind } from './listing-place.ts';
import { keepName } from './profile.ts';
import { parseThread } from './thread.ts';

/** A public post of whomever. Its counters are for its owner only. */
export interface FoundThread {
  readonly post: Post;
  readonly username: string | null;
  readonly isQuote: boolean;
  readonly isReply: boolean;
}

export interface FoundPage {
  readonly threads: readonly FoundThread[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** What anyone may know of a public profile with enough followers. */
export interface PublicProfile {
  readonly username: string;
  readonly name: string | null;
  readonly isVerified: boolean;
  readonly followers: number | null;
  /** Of the last seven days. */
  readonly week: Readonly<
    Record<'views' | 'likes' | 'replies' | 'reposts' | 'quotes', number | null>
  >;
}

export interface KeywordSearch {
  readonly keyword: string;
  /** `TAG`: posts with this topic. */
  readonly mode?: 'KEYWORD' | 'TAG';
  readonly order?: 'TOP' | 'RECENT';
  readonly since?: Date;
  readonly until?: Date;
  readonly cursor: string | null;
}

const fields =
  'id,text,media_type,permalink,timestamp,username,has_replies,is_quote_post,is_reply,topic_tag';
/** Posts of a page of profiles of others and of searches. */
export const foundPageSize = 50;

/** Public posts and profiles, under scopes that Meta gives after a review of the application. */
export interface ThreadsDiscovery {
  /**
   * Of 2,200 searches a user and day, in all applications together; those that find nothing do not
   * count there, but do here. Words that Threads calls sensitive find nothing.
   */
  keywordSearch(search: KeywordSearch, call: ConnectorCall): Promise<FoundPage>;
  profileLookup(username: string, call: ConnectorCall): Promise<PublicProfile>;
  profilePosts(
    request: { readonly username: string; readonly cursor: string | null },
    call: ConnectorCall,
  ): Promise<FoundPage>;
}

export const threadsDiscovery = (get: GraphGet): ThreadsDiscovery => ({
  async keywordSearch({ keyword, mode, order, since, until, cursor }, call) {
    if (keyword.trim() === '') throw new InvalidInput('keyword', 'must not be empty');
    const parameters = {
      q: keyword,
      search_mode: mode ?? 'KEYWORD',
      search_type: order ?? 'TOP',
      ...(since === undefined ? {} : { since: seconds(since) }),
      ...(until === undefined ? {} : { until: seconds(until) }),
      ...pageAt(cursor),
    };
    const operation = 'keyword_search';
    const request = { operation, path: [operation], parameters, api: 'threads-search' } as const;
    return parseFound(rootOf(await get(request, call)), cursor);
  },

  async profileLookup(username, call) {
    return parsePublicProfile(rootOf(await get(profileLookup(username), call)));
  },

  async profilePosts({ username, cursor }, call) {
    return parseFound(rootOf(await get(profilePosts(username, cursor), call)), cursor);
  },
});

/** What both ask is counted together. */
const profiles = (
  operation: 'profile_lookup' | 'profile_posts',
  parameters: GraphRequest['parameters'],
): GraphRequest => ({ operation, path: [operation], parameters, api: 'threads-profiles' });

/** @throws InvalidInput for what can be no username */
export const profileLookup = (username: string): GraphRequest =>
  profiles('profile_lookup', { username: usernameOf(username) });

/** @throws InvalidInput for what can be no username */
export const profilePosts = (username: string, cursor: string | null): GraphRequest =>
  profiles('profile_posts', { username: usernameOf(username), ...pageAt(cursor) });

const pageAt = (cursor: string | null) => ({
  fields,
  limit: String(foundPageSize),
  ...(cursor === null ? {} : { after: cursor }),
});
const seconds = (moment: Date): string => String(Math.floor(moment.getTime() / 1_000));

function usernameOf(handle: string): string {
  const username = handle.replace(/^@/, '');
  if (!/^[\w.]{1,100}$/.test(username)) throw new InvalidInput('username', 'is none of Threads');
  return username;
}

export function parseFound(root: JsonNode, cursor: string | null): FoundPage {
  const threads = listOf(root).map((node) => ({ node, ...parseThread(node) }));
  return {
    threads: threads
      .filter(({ isRepost }) => !isRepost)
      .map(({ node, post }) => ({
        post,
        username: keepName(at(node, 'username')),
        isQuote: at(node, 'is_quote_post').value === true,
        isReply: at(node, 'is_reply').value === true,
      })),
    nextCursor: cursorBehind(root, cursor),
  };
}

export function parsePublicProfile(root: JsonNode): PublicProfile {
  const counter = (name: string) => optionalCounter(at(root, name));
  return {
    username: requiredText(at(root, 'username')),
    name: keepName(at(root, 'name')),
    isVerified: at(root, 'is_verified').value === true,
    followers: counter('follower_count'),
    week: {
      views: counter('views_count'),
      likes: counter('likes_count'),
      replies: counter('replies_count'),
      reposts: counter('reposts_count'),
      quotes: counter('quotes_count'),
    },
  };
}
