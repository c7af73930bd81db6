import {
  at,
  elements,
  type JsonNode,
  optionalText,
  optionalTime,
  requiredText,
} from '../answer/json-node.ts';

export interface PlaylistPage {
  readonly items: readonly PlaylistEntry[];
  /** Null on the last page. */
  readonly nextPageToken: string | null;
}

export interface PlaylistEntry {
  readonly videoId: string;
  /** Null for deleted and private videos, which the list still names. */
  readonly publishedAt: Date | null;
}

export function parsePlaylistPage(answer: JsonNode): PlaylistPage {
  return {
    items: elements(at(answer, 'items')).map(parseEntry),
    nextPageToken: optionalText(at(answer, 'nextPageToken')) || null,
  };
}

/** `snippet.publishedAt` is when the video joined the list, so it is not used. */
function parseEntry(item: JsonNode): PlaylistEntry {
  const videoId = at(item, 'contentDetails', 'videoId');
  return {
    videoId: requiredText(
      videoId.value === undefined ? at(item, 'snippet', 'resourceId', 'videoId') : videoId,
    ),
    publishedAt: optionalTime(at(item, 'contentDetails', 'videoPublishedAt')),
  };
}
