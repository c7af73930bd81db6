import {
  type CollectedPost,
  externalIdSchema,
  type Metrics,
  noMetrics,
  type PostType,
} from '@viral-scan/contracts';
import {
  at,
  broken,
  elements,
  type JsonNode,
  optionalCounter,
  optionalText,
  requiredText,
  requiredTime,
} from '../answer/json-node.ts';
import { composeCaption, keepText } from '../caption.ts';
import { parseIsoDuration } from '../iso-duration.ts';

/** The parts of a video that a post is read from. */
export const videoParts = 'snippet,statistics,contentDetails,status';

/**
 * Posts of a `videos.list` answer, of one channel if that is named. Ids that YouTube no longer knows
 * are simply not in it. Announced premieres and streams (`upcoming`) are not published yet, and
 * private and unlisted videos, which their owner is shown too, are not published (any more).
 */
export function parseVideos(answer: JsonNode, channelId: string | null = null): CollectedPost[] {
  return elements(at(answer, 'items'))
    .filter((video) => broadcast(video) !== 'upcoming' && isPublic(video))
    .filter((video) => channelId === null || isOfChannel(video, channelId))
    .map(parseVideo);
}

/** What a video says when its snippet was not asked for. */
export const parseVideoFigures = (video: JsonNode) => ({
  externalId: requiredText(at(video, 'id')),
  durationSeconds: parseDuration(at(video, 'contentDetails', 'duration')),
  metrics: parseStatistics(at(video, 'statistics')),
});

const isPublic = (video: JsonNode): boolean =>
  (optionalText(at(video, 'status', 'privacyStatus')) ?? 'public') === 'public';

const isOfChannel = (video: JsonNode, channelId: string): boolean =>
  requiredText(at(video, 'snippet', 'channelId')) === channelId;

function parseVideo(video: JsonNode): CollectedPost {
  const snippet = at(video, 'snippet');
  const id = at(video, 'id');
  const externalId = requiredText(id);
  if (!externalIdSchema.safeParse(externalId).success) throw broken(id, 'is not an id');
  const durationSeconds = parseDuration(at(video, 'contentDetails', 'duration'));
  return {
    post: {
      externalId,
      publishedAt: requiredTime(at(snippet, 'publishedAt')),
      caption: composeCaption(
        optionalText(at(snippet, 'title')),
        optionalText(at(snippet, 'description')),
      ),
      type: videoType(video, durationSeconds),
      durationSeconds: durationSeconds === 0 ? null : durationSeconds,
      url: `https://www.youtube.com/watch?v=${encodeURIComponent(externalId)}`,
      language: parseLanguage(snippet),
      tags: parseTags(at(snippet, 'tags')),
      sound: null,
    },
    metrics: parseStatistics(at(video, 'statistics')),
    retention: null,
  };
}

/** A running stream has the duration `P0D`: its length is not known yet. */
const videoType = (video: JsonNode, durationSeconds: number | null): PostType =>
  durationSeconds === 0 || broadcast(video) === 'live' ? 'live' : 'video';

const broadcast = (video: JsonNode): string | null =>
  optionalText(at(video, 'snippet', 'liveBroadcastContent'));

function parseDuration(node: JsonNode): number | null {
  const text = optionalText(node);
  if (text === null) return null;
  const seconds = parseIsoDuration(text);
  if (seconds === null) throw broken(node, 'is not a duration');
  return seconds;
}

/** Hidden likes and switched-off comments are absent: null, never zero. */
export function parseStatistics(statistics: JsonNode): Metrics {
  return {
    ...noMetrics,
    views: optionalCounter(at(statistics, 'viewCount')),
    likes: optionalCounter(at(statistics, 'likeCount')),
    comments: optionalCounter(at(statistics, 'commentCount')),
  };
}

function parseLanguage(snippet: JsonNode): string | null {
  const language =
    optionalText(at(snippet, 'defaultLanguage')) ??
    optionalText(at(snippet, 'defaultAudioLanguage'));
  return language === null || language.length > 35 ? null : keepText(language, 35);
}

const parseTags = (tags: JsonNode): string[] =>
  elements(tags)
    .map((tag) => keepText(optionalText(tag) ?? '', 200))
    .filter((tag) => tag !== null)
    .slice(0, 100);
