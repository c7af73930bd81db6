import type { Channel, World } from '@viral-scan/worlds';
import { incompatibleFilters, missingFilter, notAuthorizedFor } from './api-error.ts';
import { withEtag } from './etag.ts';
import { type Query, readIds, readMaxResults, readParts } from './parameters.ts';
import { counter, type ListBody, present, toTimestamp } from './resource.ts';

const parts = [
  'snippet',
  'contentDetails',
  'statistics',
  'status',
  'id',
  'brandingSettings',
  'localizations',
  'topicDetails',
];
const filters = ['id', 'forHandle', 'forUsername', 'mine', 'managedByMe'];

/** Subscribers are public with three digits: 12,345 reads 12,300. */
export function roundToThreeDigits(count: number): number {
  const step = 10 ** Math.max(0, Math.trunc(count).toString().length - 3);
  return Math.floor(count / step) * step;
}

/** `GET /youtube/v3/channels` by id, or by handle where the world has handles. */
export function listChannels(world: World, at: Date, query: Query): ListBody {
  const wanted = readParts(query, parts);
  const given = filters.filter((name) => query.has(name));
  if (given.length === 0) throw missingFilter(filters);
  if (given.length > 1) throw incompatibleFilters(given);
  for (const name of ['mine', 'managedByMe']) if (query.has(name)) throw notAuthorizedFor(name);
  readMaxResults(query);

  const channels = find(world, query);
  return {
    kind: 'youtube#channelListResponse',
    pageInfo: { totalResults: channels.length, resultsPerPage: channels.length },
    items: channels.map((channel) => toItem(world, at, channel, wanted)),
  };
}

function find(world: World, query: Query): Channel[] {
  const handle = query.get('forHandle');
  const found =
    handle === undefined
      ? readIds(query.get('id') ?? '').map((id) => world.channel(id))
      : [world.channelByHandle(handle)];
  return found.filter((channel) => channel !== null);
}

function toItem(world: World, at: Date, channel: Channel, wanted: ReadonlySet<string>) {
  const statistics = world.channelStatistics(channel.id, at);
  const description = channel.description ?? '';
  return withEtag({
    kind: 'youtube#channel',
    id: channel.id,
    ...(wanted.has('snippet') && {
      snippet: {
        title: channel.title,
        description,
        ...present('customUrl', channel.handle),
        ...present('publishedAt', channel.publishedAt && toTimestamp(channel.publishedAt)),
        localized: { title: channel.title, description },
        ...present('country', channel.country),
      },
    }),
    ...(wanted.has('contentDetails') && {
      contentDetails: { relatedPlaylists: { likes: '', uploads: channel.uploadsPlaylistId } },
    }),
    ...(wanted.has('statistics') &&
      statistics !== null && {
        statistics: {
          ...counter('viewCount', statistics.views),
          ...counter(
            'subscriberCount',
            statistics.subscribers && roundToThreeDigits(statistics.subscribers),
          ),
          hiddenSubscriberCount: statistics.subscribers === null,
          ...counter('videoCount', statistics.videos),
        },
      }),
    ...(wanted.has('status') && {
      status: { privacyStatus: 'public' },
    }),
  });
}
