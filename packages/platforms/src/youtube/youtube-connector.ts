import {
  AccountNotFound,
  type Capabilities,
  type CollectedPost,
  type Connector,
  type ConnectorCall,
  InvalidInput,
  splitAccountRef,
} from '@viral-scan/contracts';
import { parseChannel } from './channel.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type DataApiDeps, dataApi } from './data-api.ts';
import { type PlaylistPage, parsePlaylistPage } from './playlist-page.ts';
import { parseVideos } from './video.ts';

const pageSize = 50;
/** Anything else may mean several channels to the API, or none. */
const channelName = /^(UC[A-Za-z0-9_-]{22}|@[\p{L}\p{N}._·-]{3,30})$/u;

const ownersOnly = 'shown by YouTube to the owner only';
const capabilities: Capabilities = {
  shares: ownersOnly,
  saves: 'not offered by YouTube',
  reach: 'not offered by YouTube',
  watch_time: ownersOnly,
  retention: ownersOnly,
  account_days: ownersOnly,
  audience_activity: 'not offered by YouTube',
  account_timezone: 'not offered by YouTube',
};

/**
 * Public data by API key from the YouTube Data API v3: `channels` once, then per page one
 * `playlistItems` and one `videos` call, one quota unit each. `search` is dearer and incomplete.
 *
 * The uploads playlist is newest first but slightly out of order at times (premieres, videos made
 * public later), so items are filtered one by one and the listing ends at the first page on which
 * every dated item is at or before `since`.
 */
export function youtubeConnector(deps: DataApiDeps): Connector {
  const call = dataApi(deps);

  const listVideos = async (ids: readonly string[], options: ConnectorCall) =>
    parseVideos(
      await call(
        'videos',
        { part: 'snippet,statistics,contentDetails,status', id: ids.join(',') },
        options,
      ),
    );

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
      const { platform, externalId } = splitAccountRef(ref);
      if (platform !== 'youtube') throw new InvalidInput('account', 'is not a YouTube account');
      if (!channelName.test(externalId)) {
        throw new AccountNotFound(
          `"${externalId}" is neither a channel id (UC and 22 characters) nor an @handle`,
        );
      }
      const channel = parseChannel(
        await call(
          'channels',
          {
            part: 'snippet,statistics,contentDetails,status',
            [externalId.startsWith('@') ? 'forHandle' : 'id']: externalId,
          },
          options,
        ),
        externalId,
      );
      const cursor = writeCursor({ playlistId: channel.uploadsPlaylistId, pageToken: null });
      return { profile: channel.profile, cursor };
    },

    fetchPosts: ({ ids }, options) => listVideos(ids, options),

    async fetchPostsPage({ cursor, since }, options) {
      const { playlistId, pageToken } = readCursor(cursor);
      const page = parsePlaylistPage(
        await call(
          'playlistItems',
          {
            part: 'snippet,contentDetails',
            playlistId,
            maxResults: String(pageSize),
            ...(pageToken === null ? {} : { pageToken }),
          },
          options,
        ),
      );
      const ids = newVideoIds(page, since);
      const posts: CollectedPost[] = ids.length === 0 ? [] : await listVideos(ids, options);
      const isEnd = page.nextPageToken === null || isAllOld(page, since);
      return {
        posts: posts.filter(({ post }) => post.publishedAt > since),
        nextCursor: isEnd ? null : writeCursor({ playlistId, pageToken: page.nextPageToken }),
      };
    },
  };
}

/** Undated entries (private, deleted) are asked for too: YouTube knows best whether they are there. */
function newVideoIds(page: PlaylistPage, since: Date): string[] {
  if (isAllOld(page, since)) return [];
  const wanted = page.items.filter(
    ({ publishedAt }) => publishedAt === null || publishedAt > since,
  );
  return [...new Set(wanted.map(({ videoId }) => videoId))].slice(0, pageSize);
}

function isAllOld(page: PlaylistPage, since: Date): boolean {
  const dated = page.items.filter(({ publishedAt }) => publishedAt !== null);
  return (
    dated.length > 0 &&
    dated.every(({ publishedAt }) => publishedAt !== null && publishedAt <= since)
  );
}
