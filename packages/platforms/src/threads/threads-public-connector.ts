import {
  type Capabilities,
  type CollectedPost,
  type Connector,
  InvalidInput,
  noMetrics,
} from '@viral-scan/contracts';
import { type FoundThread, foundPageSize } from './discovery.ts';
import {
  fetchPublicPage,
  fetchPublicProfile,
  readPublicPlace,
  usernameIn,
  writePublicPlace,
} from './public-profile.ts';
import { type ThreadsDeps, threadsApi } from './threads-api.ts';

const ownersOnly = 'offered by Threads to the owner of a profile only';
const notOffered = 'not offered by Threads';
const capabilities: Capabilities = {
  shares: ownersOnly,
  saves: notOffered,
  reach: notOffered,
  watch_time: notOffered,
  retention: notOffered,
  account_days: ownersOnly,
  audience_activity: notOffered,
  demographics: ownersOnly,
  account_timezone: notOffered,
};

/** Posts by id are looked for on so many pages, from the newest on; beyond they are absent. */
const mostPages = 20;

/**
 * Profiles of others, with a grant of anybody's that has `threads_profile_discovery`: public ones with
 * enough followers, named by their username. Posts have no counters at all: Threads gives those to
 * owners only.
 */
export function threadsPublicConnector(deps: ThreadsDeps): Connector {
  const get = threadsApi(deps);
  return {
    platform: 'threads',
    source: 'threads-api',
    access: 'public',
    grant: 'threads',
    capabilities,
    batch: { posts: foundPageSize, insights: 0 },
    fetchInsights: null,
    fetchAccountDays: null,

    async fetchAccount(ref, call) {
      const username = usernameIn(ref);
      const profile = await fetchPublicProfile(get, username, call);
      return { profile, cursor: writePublicPlace({ username, after: null }) };
    },

    async fetchPostsPage({ cursor, since }, call) {
      const place = readPublicPlace(cursor);
      const { threads, nextCursor } = await fetchPublicPage(get, place, call);
      const wanted = threads.filter(({ post }) => post.publishedAt > since);
      // A page of reposts and replies alone says nothing of how far back it reaches.
      const isEnd = nextCursor === null || (threads.length > 0 && wanted.length === 0);
      return {
        posts: wanted.map(collected),
        nextCursor: isEnd ? null : writePublicPlace({ ...place, after: nextCursor }),
      };
    },

    async fetchPosts({ ref, ids }, call) {
      const username = usernameIn(ref);
      if (ids.length > foundPageSize) {
        throw new InvalidInput('ids', `takes at most ${foundPageSize}`);
      }
      const missing = new Set(ids);
      const found: CollectedPost[] = [];
      let after: string | null = null;
      for (let page = 0; page < mostPages && missing.size > 0; page += 1) {
        const { threads, nextCursor } = await fetchPublicPage(get, { username, after }, call);
        found.push(...threads.filter(({ post }) => missing.delete(post.externalId)).map(collected));
        if (nextCursor === null) break;
        after = nextCursor;
      }
      return found;
    },
  };
}

const collected = ({ post }: FoundThread): CollectedPost => ({
  post,
  metrics: noMetrics,
  retention: null,
});
