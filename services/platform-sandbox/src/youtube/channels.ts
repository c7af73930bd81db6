import type { Channel } from '@viral-scan/worlds';
import { incompatibleFilters, missingFilter, notAuthorizedFor } from './api-error.ts';
import { withEtag } from './etag.ts';
import { readIds, readMaxResults, readParts } from './parameters.ts';
import { counter, type DataCall, type ListBody, present, toTimestamp } from './resource.ts';

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

/** `GET /youtube/v3/channels` by id, by handle where the world has handles, or the caller's own. */
export function listChannels(call: DataCall): ListBody {
  const { query, owner } = call;
  const wanted = readParts(query, parts);
  const given = filters.filter((name) => query.has(name));
  if (given.length === 0) throw missingFilter(filters);
  if (given.length > 1) throw incompatibleFilters(given);
  if (query.has('managedByMe')) throw notAuthorizedFor('managedByMe');
  if (query.has('mine') && owner === null) throw notAuthorizedFor('mine');
  readMaxResults(query);

  const channels = find(call);
  return {
    kind: 'youtube#channelListResponse',
    pageInfo: { totalResults: channels.length, resultsPerPage: channels.length },
    items: channels.map((channel) => toItem(call, channel, wanted)),
  };
}

function find({ world, query, owner }: DataCall): Channel[] {
  if (query.has('mine')) {
    const own = query.get('mine') === 'true' ? world.channel(owner ?? '') : null;
    return own === null ? [] : [own];
  }
  const handle = query.get('forHandle');
  const found =
    handle === undefined
      ? readIds(query.get('id') ?? '').map((id) => world.channel(id))
      : [world.channelByHandle(handle)];
  return found.filter((channel) => channel !== null);
}

function toItem({ world, at, owner }: DataCall, channel: Channel, wanted: ReadonlySet<string>) {
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
      status: {
        privacyStatus: 'public',
        ...(channel.id === owner && {
          isLinked: true,
          longUploadsStatus: 'allowed',
          madeForKids: false,
          selfDeclaredMadeForKids: false,
        }),
      },
    }),
  });
}
