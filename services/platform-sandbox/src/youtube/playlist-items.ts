import { createHash } from 'node:crypto';
import { type Channel, channelOfUploads, type Video, type World } from '@viral-scan/worlds';
import { incompatibleFilters, missingFilter, playlistNotFound } from './api-error.ts';
import { withEtag } from './etag.ts';
import { readPageToken, writePageToken } from './page-token.ts';
import { type Query, readMaxResults, readParts } from './parameters.ts';
import { type ListBody, toTimestamp, videoThumbnails } from './resource.ts';

const parts = ['snippet', 'contentDetails', 'status', 'id'];
const filters = ['id', 'playlistId'];

/**
 * `GET /youtube/v3/playlistItems` for the uploads of a channel, newest first. Items cannot be
 * asked for by their own id: such ids are unknown here and vanish.
 */
export function listPlaylistItems(world: World, at: Date, query: Query): ListBody {
  const wanted = readParts(query, parts);
  const given = filters.filter((name) => query.has(name));
  if (given.length === 0) throw missingFilter(filters);
  if (given.length > 1) throw incompatibleFilters(given);
  const pageSize = readMaxResults(query);
  const playlistId = query.get('playlistId');
  if (playlistId === undefined) return page([], 0, 0, pageSize, '');

  const channel = world.channel(channelOfUploads(playlistId) ?? '');
  if (channel === null) throw playlistNotFound();
  const request = `playlistItems ${playlistId} ${pageSize}`;
  const offset = readPageToken(query.get('pageToken'), request);
  const videos = world.videosOf(channel.id, at);
  const items = videos
    .slice(offset, offset + pageSize)
    .map((video, index) => toItem(channel, video, offset + index, wanted));
  return page(items, offset, videos.length, pageSize, request);
}

function page(
  items: readonly unknown[],
  offset: number,
  total: number,
  pageSize: number,
  request: string,
): ListBody {
  const next = offset + pageSize;
  return {
    kind: 'youtube#playlistItemListResponse',
    ...(pageSize > 0 && next < total && { nextPageToken: writePageToken(next, request) }),
    ...(pageSize > 0 &&
      offset > 0 && { prevPageToken: writePageToken(Math.max(0, offset - pageSize), request) }),
    pageInfo: { totalResults: total, resultsPerPage: pageSize },
    items,
  };
}

const itemId = (playlistId: string, videoId: string): string => {
  const suffix = createHash('sha256').update(videoId).digest('hex').slice(0, 16).toUpperCase();
  return Buffer.from(`${playlistId}.${suffix}`).toString('base64url');
};

function toItem(channel: Channel, video: Video, position: number, wanted: ReadonlySet<string>) {
  const publishedAt = toTimestamp(video.publishedAt);
  return withEtag({
    kind: 'youtube#playlistItem',
    id: itemId(channel.uploadsPlaylistId, video.id),
    ...(wanted.has('snippet') && {
      snippet: {
        publishedAt,
        channelId: channel.id,
        title: video.title,
        description: video.description,
        thumbnails: videoThumbnails(video.id),
        channelTitle: channel.title,
        playlistId: channel.uploadsPlaylistId,
        position,
        resourceId: { kind: 'youtube#video', videoId: video.id },
        videoOwnerChannelTitle: channel.title,
        videoOwnerChannelId: channel.id,
      },
    }),
    ...(wanted.has('contentDetails') && {
      contentDetails: { videoId: video.id, videoPublishedAt: publishedAt },
    }),
    ...(wanted.has('status') && { status: { privacyStatus: 'public' } }),
  });
}
