import { AccountNotFound, type AccountProfile, externalIdSchema } from '@viral-scan/contracts';
import {
  at,
  broken,
  elements,
  type JsonNode,
  optionalCounter,
  optionalText,
  requiredText,
} from '../answer/json-node.ts';
import { keepText } from '../caption.ts';

export interface Channel {
  readonly profile: AccountProfile;
  /** The playlist of all uploads, newest first. */
  readonly uploadsPlaylistId: string;
}

/** The parts of a channel that `Channel` is read from. */
export const channelParts = 'snippet,statistics,contentDetails,status';

/** The channel of a `channels.list` answer; an unknown one is an answer without items. */
export function parseChannel(answer: JsonNode): Channel {
  const [item] = elements(at(answer, 'items'));
  if (item === undefined) throw new AccountNotFound('YouTube knows no such channel');
  return { profile: parseProfile(item), uploadsPlaylistId: requiredText(uploadsOf(item)) };
}

/** What an item says of the channel itself, whatever parts it has. */
export function parseProfile(item: JsonNode): AccountProfile {
  const id = at(item, 'id');
  const externalId = requiredText(id);
  if (!externalIdSchema.safeParse(externalId).success) throw broken(id, 'is not an id');
  return {
    platform: 'youtube',
    externalId,
    origin: null,
    name: keepText(optionalText(at(item, 'snippet', 'title')) ?? '', 300),
    handle: keepText(optionalText(at(item, 'snippet', 'customUrl')) ?? '', 300),
    followers: parseSubscribers(at(item, 'statistics')),
    timezone: null,
    source: 'youtube-data-api',
  };
}

export const uploadsOf = (item: JsonNode): JsonNode =>
  at(item, 'contentDetails', 'relatedPlaylists', 'uploads');

/** Rounded to three digits by YouTube; null when the channel hides it. */
export function parseSubscribers(statistics: JsonNode): number | null {
  if (at(statistics, 'hiddenSubscriberCount').value === true) return null;
  return optionalCounter(at(statistics, 'subscriberCount'));
}
