import type {
  AccountRef,
  Capabilities,
  Connector,
  ConnectorCall,
  PlatformHttp,
} from '@viral-scan/contracts';
import { type Channel, channelParts, parseChannel } from './channel.ts';
import { channelNameOf, isHandle } from './channel-name.ts';
import { writeCursor } from './cursor.ts';
import { dataApi } from './data-api.ts';
import { boundedEtagCache, type EtagCache } from './etag-cache.ts';
import { checkIds, fetchVideos, pageSize, uploadsPage } from './uploads.ts';

export interface YoutubeConnectorDeps {
  /** Such as `https://www.googleapis.com/youtube/v3`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly http: PlatformHttp;
  readonly now: () => Date;
  /** Default: the connector's own, in memory. */
  readonly etags?: EtagCache;
}

const ownersOnly = 'shown by YouTube to the owner only';
const capabilities: Capabilities = {
  shares: ownersOnly,
  saves: 'not offered by YouTube',
  reach: 'not offered by YouTube',
  watch_time: ownersOnly,
  retention: ownersOnly,
  account_days: ownersOnly,
  audience_activity: 'not offered by YouTube',
  demographics: 'YouTube tells viewers apart, not followers',
  account_timezone: 'not offered by YouTube',
};

/** Public data by API key from the YouTube Data API v3. */
export function youtubeConnector(deps: YoutubeConnectorDeps): Connector {
  const call = dataApi({ ...deps, etags: deps.etags ?? boundedEtagCache() });

  const fetchChannel = async (ref: AccountRef, options: ConnectorCall): Promise<Channel> => {
    const name = channelNameOf(ref);
    const filter = isHandle(name) ? 'forHandle' : 'id';
    return parseChannel(await call('channels', { part: channelParts, [filter]: name }, options));
  };
  const fetchChannelId = async (ref: AccountRef, options: ConnectorCall): Promise<string> => {
    const name = channelNameOf(ref);
    return isHandle(name) ? (await fetchChannel(ref, options)).profile.externalId : name;
  };

  return {
    platform: 'youtube',
    source: 'youtube-data-api',
    access: 'public',
    grant: null,
    capabilities,
    batch: { posts: pageSize, insights: 0 },
    fetchInsights: null,
    fetchAccountDays: null,

    async fetchAccount(ref, options) {
      const { profile, uploadsPlaylistId } = await fetchChannel(ref, options);
      return { profile, cursor: writeCursor({ playlistId: uploadsPlaylistId, pageToken: null }) };
    },

    fetchPostsPage: uploadsPage(call),

    async fetchPosts({ ref, ids }, options) {
      checkIds(ids);
      if (ids.length === 0) return [];
      return fetchVideos(call, ids, await fetchChannelId(ref, options), options);
    },
  };
}
