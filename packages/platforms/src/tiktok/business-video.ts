import {
  type CollectedPost,
  externalIdSchema,
  type PostType,
  type WatchTime,
} from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { optionalAmount, optionalEpochSeconds, requiredId } from '../answer/numbers.ts';
import { composeCaption } from '../caption.ts';
import { parseRetention } from './retention.ts';
import { pageOf } from './share-url.ts';

/**
 * Asked for of every post. `is_ad` is not: it says that a post is (now) used in an ad, and leaving
 * such posts out would drop posts of the account, often its best, the moment they are promoted.
 */
export const videoFields = [
  'item_id',
  'media_type',
  'create_time',
  'caption',
  'video_duration',
  'share_url',
  'video_views',
  'likes',
  'comments',
  'shares',
  'favorites',
  'reach',
  'total_time_watched',
  'average_time_watched',
  'full_video_watched_rate',
  'video_view_retention',
] as const;

/**
 * A post of a `business/video/list` answer. Counters are totals over its life; watch time and reach
 * go missing when nobody watched for a week: null, never zero.
 */
export function parseBusinessVideo(video: JsonNode): CollectedPost {
  const id = at(video, 'item_id');
  const externalId = requiredId(id);
  if (!externalIdSchema.safeParse(externalId).success) throw broken(id, 'is not an id');
  const created = at(video, 'create_time');
  const publishedAt = optionalEpochSeconds(created);
  if (publishedAt === null) throw broken(created, 'is missing');
  return {
    post: {
      externalId,
      publishedAt,
      caption: composeCaption(optionalText(at(video, 'caption')), null),
      type: postType(optionalText(at(video, 'media_type'))),
      durationSeconds: optionalAmount(at(video, 'video_duration')) || null,
      url: pageOf(at(video, 'share_url')),
      language: null,
      tags: [],
      sound: null,
    },
    metrics: {
      views: optionalCounter(at(video, 'video_views')),
      likes: optionalCounter(at(video, 'likes')),
      comments: optionalCounter(at(video, 'comments')),
      shares: optionalCounter(at(video, 'shares')),
      saves: optionalCounter(at(video, 'favorites')),
      reach: optionalCounter(at(video, 'reach')),
    },
    retention: parseRetention(at(video, 'video_view_retention')),
    watch: parseWatchTime(video),
  };
}

/** A photo post may hold one picture or many; TikTok does not say. */
function postType(mediaType: string | null): PostType {
  if (mediaType === 'VIDEO') return 'video';
  return mediaType === 'PHOTO' ? 'image' : 'unknown';
}

function parseWatchTime(video: JsonNode): WatchTime | null {
  const fully = optionalAmount(at(video, 'full_video_watched_rate'));
  const watch: WatchTime = {
    totalSeconds: optionalAmount(at(video, 'total_time_watched')),
    averageSeconds: optionalAmount(at(video, 'average_time_watched')),
    fullyWatchedShare: fully !== null && fully > 1 ? null : fully,
  };
  return Object.values(watch).every((value) => value === null) ? null : watch;
}
