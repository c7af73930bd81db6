import {
  type Capabilities,
  type Connector,
  InvalidInput,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import { displayApi, type TiktokDisplayDeps } from './display-api.ts';
import { fetchDisplayUser } from './display-user.ts';
import { displayVideoFields, parseDisplayVideo } from './display-video.ts';
import { readPlace, writePlace } from './listing-place.ts';
import { openIdOf } from './own-account.ts';
import { pageSize, parsePosts, possibleIds, toPostsPage } from './posts-page.ts';

const notOffered = 'not offered by the TikTok Display API';
const capabilities: Capabilities = {
  shares: true,
  saves: notOffered,
  reach: notOffered,
  watch_time: notOffered,
  retention: notOffered,
  account_days: notOffered,
  audience_activity: notOffered,
  demographics: notOffered,
  account_timezone: notOffered,
};

/**
 * The owner's posts with their public counters from the TikTok Display API v2, for accounts without
 * business access. Whose posts are listed is decided by the token alone.
 */
export function tiktokDisplayConnector(deps: TiktokDisplayDeps): Connector {
  const call = displayApi(deps);
  return {
    platform: 'tiktok',
    source: 'tiktok-display-api',
    access: 'own',
    grant: 'tiktok-display',
    capabilities,
    batch: { posts: pageSize, insights: 0 },
    fetchInsights: null,
    fetchAccountDays: null,

    async fetchAccount(ref, options) {
      const openId = openIdOf(ref);
      const profile = await fetchDisplayUser(call, options);
      if (profile.externalId !== openId) {
        throw new ReauthorizationRequired('the grant is of another TikTok account');
      }
      return { profile, cursor: writePlace({ openId, beforeMs: null }) };
    },

    async fetchPostsPage({ cursor, since }, options) {
      const place = readPlace(cursor);
      const body = {
        max_count: pageSize,
        ...(place.beforeMs === null ? {} : { cursor: place.beforeMs }),
      };
      const data = await call(
        { operation: 'video/list', fields: displayVideoFields, body },
        options,
      );
      return toPostsPage(data, parsePosts(data, parseDisplayVideo), { place, since });
    },

    async fetchPosts({ ref, ids }, options) {
      openIdOf(ref);
      if (ids.length > pageSize) throw new InvalidInput('ids', `takes at most ${pageSize}`);
      const wanted = possibleIds(ids);
      if (wanted.length === 0) return [];
      const body = { filters: { video_ids: wanted } };
      const data = await call(
        { operation: 'video/query', fields: displayVideoFields, body },
        options,
      );
      return parsePosts(data, parseDisplayVideo).filter(({ post }) =>
        wanted.includes(post.externalId),
      );
    },
  };
}
