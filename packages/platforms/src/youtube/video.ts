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

/**
 * Posts of a `videos.list` answer. Ids that YouTube no longer knows are simply not in it, and
 * announced premieres and streams (`upcoming`) are not published yet.
 */
export function parseVideos(answer: JsonNode): CollectedPost[] {
  return elements(at(answer, 'items'))
    .filter((video) => broadcast(video) !== 'upcoming')
    .map(parseVideo);
}

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
