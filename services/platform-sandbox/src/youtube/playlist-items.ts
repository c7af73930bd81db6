import { createHash } from 'node:crypto';
import { type Channel, channelOfUploads, type Video } from '@viral-scan/worlds';
import { incompatibleFilters, missingFilter, playlistNotFound } from './api-error.ts';
import { withEtag } from './etag.ts';
import { type PagePosition, readPageToken, writePageToken } from './page-token.ts';
import { readMaxResults, readParts } from './parameters.ts';
import { type DataCall, type ListBody, toTimestamp, videoThumbnails } from './resource.ts';

const parts = ['snippet', 'contentDetails', 'status', 'id'];
const filters = ['id', 'playlistId'];

/**
 * `GET /youtube/v3/playlistItems` for the uploads of a channel, newest first. Items cannot be
 * asked for by their own id: such ids are unknown here and vanish. With `oddPages` one page in six is
 * empty and one in six has half of its items, always the same ones, with more behind them: only
 * a missing `nextPageToken` is the end.
 */
export function listPlaylistItems({ world, at, query }: DataCall, oddPages: boolean): ListBody {
  const wanted = readParts(query, parts);
  const given = filters.filter((name) => query.has(name));
  if (given.length === 0) throw missingFilter(filters);
  if (given.length > 1) throw incompatibleFilters(given);
  const pageSize = readMaxResults(query);
  const playlistId = query.get('playlistId');
  const start = { offset: 0, afterEmpty: false };
  if (playlistId === undefined) return page([], start, start, 0, pageSize, '');

  const channel = world.channel(channelOfUploads(playlistId) ?? '');
  if (channel === null) throw playlistNotFound();
  const request = `playlistItems ${playlistId} ${pageSize}`;
  const position = readPageToken(query.get('pageToken'), request);
  const { offset } = position;
  const chance = oddPages && pageSize > 0 && !position.afterEmpty ? chanceOf(request, offset) : 7;
  const videos = world.uploads(channel.id, at);
  if (chance === 0 && offset < videos.length) {
    return page([], position, { offset, afterEmpty: true }, videos.length, pageSize, request);
  }
  const next = offset + (chance === 1 ? Math.ceil(pageSize / 2) : pageSize);
  const items = videos
    .slice(offset, next)
    .map((video, index) => toItem(channel, video, offset + index, wanted));
  const following = { offset: next, afterEmpty: false };
  return page(items, position, following, videos.length, pageSize, request);
}

const chanceOf = (request: string, offset: number): number =>
  (createHash('sha256').update(`${request} ${offset}`).digest()[0] ?? 0) % 6;

function page(
  items: readonly unknown[],
  { offset }: PagePosition,
  next: PagePosition,
  total: number,
  pageSize: number,
  request: string,
): ListBody {
  const before = { offset: Math.max(0, offset - pageSize), afterEmpty: false };
  return {
    kind: 'youtube#playlistItemListResponse',
    ...(pageSize > 0 && next.offset < total && { nextPageToken: writePageToken(next, request) }),
    ...(pageSize > 0 && offset > 0 && { prevPageToken: writePageToken(before, request) }),
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
