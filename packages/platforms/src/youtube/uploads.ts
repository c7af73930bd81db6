import {
  type CollectedPost,
  type Connector,
  type ConnectorCall,
  InvalidInput,
} from '@viral-scan/contracts';
import { readCursor, writeCursor } from './cursor.ts';
import type { DataApiCall } from './data-api.ts';
import { type PlaylistPage, parsePlaylistPage } from './playlist-page.ts';
import { parseVideos, videoParts } from './video.ts';

/** Most ids of one `videos` call, and most items of a page. */
export const pageSize = 50;

/**
 * One page of a channel's uploads: one `playlistItems` and one `videos` call, one quota unit each.
 * `search` is dearer and incomplete.
 *
 * The uploads playlist is newest first but slightly out of order at times (premieres, videos made
 * public later), so items are filtered one by one and the listing ends at the first page on which
 * every dated item is at or before `since`.
 */
export const uploadsPage =
  (call: DataApiCall): Connector['fetchPostsPage'] =>
  async ({ cursor, since }, options) => {
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
    const posts = await fetchVideos(call, newVideoIds(page, since), null, options);
    const isEnd = page.nextPageToken === null || isAllOld(page, since);
    return {
      posts: posts.filter(({ post }) => post.publishedAt > since),
      nextCursor: isEnd ? null : writeCursor({ playlistId, pageToken: page.nextPageToken }),
    };
  };

/** Videos by id, at most `pageSize`, of one channel if that is named. */
export async function fetchVideos(
  call: DataApiCall,
  ids: readonly string[],
  channelId: string | null,
  options: ConnectorCall,
): Promise<CollectedPost[]> {
  if (ids.length === 0) return [];
  const answer = await call('videos', { part: videoParts, id: ids.join(',') }, options);
  return parseVideos(answer, channelId);
}

export function checkIds(ids: readonly string[]): void {
  if (ids.length > pageSize) {
    throw new InvalidInput('ids', `holds ${ids.length} ids; YouTube takes at most ${pageSize}`);
  }
  if (ids.some((id) => id.includes(','))) {
    throw new InvalidInput('ids', 'holds a comma, which no id of YouTube has');
  }
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
