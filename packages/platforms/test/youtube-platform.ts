import type { PlatformAnswer, PlatformRequest } from '@viral-scan/contracts';

export const channelId = 'UCxxxxxxxxxxxxxxxxxxxxxx';
export const otherChannelId = 'UCyyyyyyyyyyyyyyyyyyyyyy';

/** Newest first, three days apart, the first on 20 August 2026; a minute long each. */
export const videoIds = ['video-0', 'video-1', 'video-2', 'video-3', 'video-4'];
const publishedAt = (index: number) =>
  new Date(Date.UTC(2026, 7, 20 - 3 * index, 16)).toISOString();
const itemsPerPage = 2;

export const json = (body: unknown, headers = {}): PlatformAnswer => ({
  status: 200,
  headers,
  text: JSON.stringify(body),
});

export const apiFailure = (status: number, reason: string, headers = {}): PlatformAnswer => ({
  status,
  headers,
  text: JSON.stringify({
    error: { code: status, errors: [{ reason, message: '<b>caption-canary-5e1f</b>' }] },
  }),
});

/** A report as the Analytics API answers it. */
export const resultTable = (
  columns: readonly string[],
  rows: readonly unknown[][] | undefined,
) => ({
  kind: 'youtubeAnalytics#resultTable',
  columnHeaders: columns.map((name) => ({ name, columnType: 'METRIC', dataType: 'FLOAT' })),
  ...(rows === undefined ? {} : { rows }),
});

/** Plays the Data API and the Analytics API for one channel, whoever asks. */
export function playYoutube({ url }: PlatformRequest): PlatformAnswer {
  const parameter = (name: string) => url.searchParams.get(name) ?? '';
  switch (url.pathname.split('/').at(-1)) {
    case 'channels':
      return json(channels(url));
    case 'playlistItems':
      return json(playlistItems(Number(parameter('pageToken') || '0')));
    case 'videos':
      return json({ items: parameter('id').split(',').flatMap(video) });
    case 'reports':
      return json(report(parameter('dimensions'), parameter('filters').replace('video==', '')));
    default:
      return { status: 404, headers: {}, text: '' };
  }
}

function channels({ searchParams }: URL) {
  const named = searchParams.get('id') ?? searchParams.get('forHandle');
  const isThere = named === null || named === channelId || named === '@channel';
  const channel = {
    id: channelId,
    snippet: { title: 'A channel', customUrl: '@channel' },
    statistics: { subscriberCount: '1230', hiddenSubscriberCount: false },
    contentDetails: { relatedPlaylists: { uploads: 'UUxxxxxxxxxxxxxxxxxxxxxx' } },
  };
  return isThere ? { items: [channel] } : {};
}

const playlistItems = (from: number) => ({
  items: videoIds.slice(from, from + itemsPerPage).map((videoId, index) => ({
    contentDetails: { videoId, videoPublishedAt: publishedAt(from + index) },
  })),
  ...(from + itemsPerPage < videoIds.length ? { nextPageToken: String(from + itemsPerPage) } : {}),
});

function video(id: string) {
  const index = videoIds.indexOf(id);
  if (index < 0 && id !== 'of-another-channel') return [];
  return [
    {
      id,
      snippet: {
        title: `Video ${id}`,
        publishedAt: publishedAt(index),
        channelId: index < 0 ? otherChannelId : channelId,
      },
      contentDetails: { duration: 'PT1M' },
      statistics: { viewCount: '1000', likeCount: '7' },
      status: { privacyStatus: 'public' },
    },
  ];
}

function report(dimension: string, videos: string) {
  if (dimension === 'day') {
    return resultTable(
      ['views', 'day'],
      [
        [12, '2026-08-03'],
        [10, '2026-08-02'],
      ],
    );
  }
  if (dimension === 'video') {
    const rows = videos.split(',').map((id) => [id, 3, 20]);
    return resultTable(['video', 'shares', 'estimatedMinutesWatched'], rows);
  }
  return resultTable(
    ['elapsedVideoTimeRatio', 'audienceWatchRatio'],
    [
      [1, 0.25],
      [0.01, 1.25],
    ],
  );
}
