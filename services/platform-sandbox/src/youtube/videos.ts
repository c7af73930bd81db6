import type { Video, VideoMedia } from '@viral-scan/worlds';
import {
  incompatibleFilters,
  missingFilter,
  notAuthorizedFor,
  notFound,
  notTheOwner,
} from './api-error.ts';
import { toIsoDuration } from './duration.ts';
import { withEtag } from './etag.ts';
import { readIds, readParts } from './parameters.ts';
import {
  counter,
  type DataCall,
  type ListBody,
  present,
  toTimestamp,
  videoThumbnails,
} from './resource.ts';

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
/** Only of one's own videos. */
const ownerParts = ['fileDetails', 'processingDetails', 'suggestions'];
const filters = ['id', 'chart', 'myRating'];

/** `GET /youtube/v3/videos` by id. There are no charts here. */
export function listVideos(call: DataCall): ListBody {
  const { world, at, query, owner } = call;
  const wanted = readParts(query, [...parts, ...ownerParts]);
  const given = filters.filter((name) => query.has(name));
  if (given.length === 0) throw missingFilter(filters);
  if (given.length > 1) throw incompatibleFilters(given);
  if (query.has('myRating')) throw notAuthorizedFor('myRating');
  if (query.has('chart')) throw notFound();

  const videos = readIds(query.get('id') ?? '')
    .map((id) => world.video(id, at))
    .filter((video) => video !== null);
  const asksAsOwner = ownerParts.some((part) => wanted.has(part));
  if (asksAsOwner && videos.some(({ channelId }) => channelId !== owner)) throw notTheOwner();
  return {
    kind: 'youtube#videoListResponse',
    pageInfo: { totalResults: videos.length, resultsPerPage: videos.length },
    items: videos.map((video) => toItem(call, video, wanted)),
  };
}

function toItem(call: DataCall, video: Video, wanted: ReadonlySet<string>) {
  const isOwn = video.channelId === call.owner;
  return withEtag({
    kind: 'youtube#video',
    id: video.id,
    ...(wanted.has('snippet') && { snippet: toSnippet(call, video) }),
    ...(wanted.has('contentDetails') && {
      contentDetails: {
        ...present(
          'duration',
          video.durationSeconds === null ? null : toIsoDuration(video.durationSeconds),
        ),
        ...(video.media !== null && toMedia(video.media)),
      },
    }),
    ...(wanted.has('statistics') && toStatistics(call, video)),
    ...(wanted.has('status') && {
      status: {
        uploadStatus: 'processed',
        privacyStatus: 'public',
        ...present('madeForKids', video.madeForKids),
        ...(isOwn && present('selfDeclaredMadeForKids', video.madeForKids)),
      },
    }),
    ...(wanted.has('fileDetails') && {
      fileDetails: { fileName: `${video.id}.mp4`, fileType: 'video' },
    }),
    ...(wanted.has('processingDetails') && {
      processingDetails: { processingStatus: 'succeeded' },
    }),
    ...(wanted.has('suggestions') && { suggestions: {} }),
  });
}

const toSnippet = ({ world }: DataCall, video: Video) => ({
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

/**
 * Nothing at all when the world knows no counters at `at`; `favoriteCount` is always "0". Dislikes
 * are the owner's to see.
 */
function toStatistics({ world, at, owner }: DataCall, video: Video) {
  const statistics = world.statistics(video.id, at);
  return statistics === null
    ? {}
    : {
        statistics: {
          ...counter('viewCount', statistics.views),
          ...counter('likeCount', statistics.likes),
          ...(video.channelId === owner &&
            counter('dislikeCount', world.insights.dislikes(video.id, at))),
          favoriteCount: '0',
          ...counter('commentCount', statistics.comments),
        },
      };
}
