import type { Video, VideoMedia, World } from '@viral-scan/worlds';
import { incompatibleFilters, missingFilter, notAuthorizedFor, notFound } from './api-error.ts';
import { toIsoDuration } from './duration.ts';
import { withEtag } from './etag.ts';
import { type Query, readIds, readParts } from './parameters.ts';
import { counter, type ListBody, present, toTimestamp, videoThumbnails } from './resource.ts';

const parts = [
  'snippet',
  'contentDetails',
  'statistics',
  'status',
  'id',
  'player',
  'localizations',
  'liveStreamingDetails',
  'recordingDetails',
  'topicDetails',
];
const filters = ['id', 'chart', 'myRating'];

/** `GET /youtube/v3/videos` by id. There are no charts here. */
export function listVideos(world: World, at: Date, query: Query): ListBody {
  const wanted = readParts(query, parts);
  const given = filters.filter((name) => query.has(name));
  if (given.length === 0) throw missingFilter(filters);
  if (given.length > 1) throw incompatibleFilters(given);
  if (query.has('myRating')) throw notAuthorizedFor('myRating');
  if (query.has('chart')) throw notFound();

  const videos = readIds(query.get('id') ?? '')
    .map((id) => world.video(id, at))
    .filter((video) => video !== null);
  return {
    kind: 'youtube#videoListResponse',
    pageInfo: { totalResults: videos.length, resultsPerPage: videos.length },
    items: videos.map((video) => toItem(world, at, video, wanted)),
  };
}

function toItem(world: World, at: Date, video: Video, wanted: ReadonlySet<string>) {
  return withEtag({
    kind: 'youtube#video',
    id: video.id,
    ...(wanted.has('snippet') && { snippet: toSnippet(world, video) }),
    ...(wanted.has('contentDetails') && {
      contentDetails: {
        ...present(
          'duration',
          video.durationSeconds === null ? null : toIsoDuration(video.durationSeconds),
        ),
        ...(video.media !== null && toMedia(video.media)),
      },
    }),
    ...(wanted.has('statistics') && toStatistics(world, at, video)),
    ...(wanted.has('status') && {
      status: {
        uploadStatus: 'processed',
        privacyStatus: 'public',
        ...present('madeForKids', video.madeForKids),
      },
    }),
  });
}

const toSnippet = (world: World, video: Video) => ({
  publishedAt: toTimestamp(video.publishedAt),
  channelId: video.channelId,
  title: video.title,
  description: video.description,
  thumbnails: videoThumbnails(video.id),
  ...present('channelTitle', world.channel(video.channelId)?.title ?? null),
  ...(video.tags.length > 0 && { tags: video.tags }),
  ...present('categoryId', video.categoryId),
  liveBroadcastContent: video.isLive ? 'live' : 'none',
  ...present('defaultLanguage', video.defaultLanguage),
  localized: { title: video.title, description: video.description },
});

const toMedia = (media: VideoMedia) => ({ ...media, caption: String(media.caption) });

/** Nothing at all when the world knows no counters at `at`; `favoriteCount` is always "0". */
function toStatistics(world: World, at: Date, video: Video) {
  const statistics = world.statistics(video.id, at);
  return statistics === null
    ? {}
    : {
        statistics: {
          ...counter('viewCount', statistics.views),
          ...counter('likeCount', statistics.likes),
          favoriteCount: '0',
          ...counter('commentCount', statistics.comments),
        },
      };
}
