import {
  AccountNotFound,
  type PlatformHttp,
  postSchema,
  UpstreamContractBroken,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { at } from '../src/answer/json-node.ts';
import { youtubeConnector } from '../src/index.ts';
import { parseChannel, parseSubscribers } from '../src/youtube/channel.ts';
import { parsePlaylistPage } from '../src/youtube/playlist-page.ts';
import { parseVideos } from '../src/youtube/video.ts';
import { type Recording, readRecordings } from './recordings.ts';

const recordings = readRecordings();
const present = recordings.length > 0;
const call = {
  signal: new AbortController().signal,
  onBehalfOf: 'somebody',
  accessToken: null,
};
const node = (recording: Recording) => ({ value: JSON.parse(recording.text), path: 'answer' });

function recorded(id: string): Recording {
  const found = recordings.find((recording) => recording.id === id);
  if (found === undefined) throw new Error(`no recording ${id}`);
  return found;
}

const connectorAnswering = (...answers: Recording[]) => {
  const asked: URL[] = [];
  const http: PlatformHttp = async ({ url }) => {
    asked.push(url);
    const answer = answers.shift();
    if (answer === undefined) throw new Error('no more answers');
    return answer;
  };
  const connector = youtubeConnector({
    baseUrl: 'https://www.googleapis.com/youtube/v3',
    apiKey: 'very-secret',
    http,
    now: () => new Date('2026-08-22T06:00:00Z'),
  });
  return { connector, asked };
};

const dataApiResources = ['channels', 'playlistItems', 'videos'];

describe.skipIf(!present)('YouTube Data API recordings', () => {
  test('every recorded answer of a call we make is in one of the tables below', () => {
    const ours = recordings
      .filter(({ url }) => url.pathname.startsWith('/youtube/v3/'))
      .filter(({ url, status }) => {
        const resource = url.pathname.split('/').at(-1) ?? '';
        return dataApiResources.includes(resource) || status >= 400;
      })
      .map(({ id }) => id);
    const tabled = [...errorTable.map(([id]) => id), ...videoTable.map(([id]) => id), ...others];
    expect(tabled.toSorted()).toEqual(ours.toSorted());
  });

  const others = [
    'channels-contentdetails-uploads-200',
    'channels-info-2022-200',
    'channels-statistics-200',
    'channels-unknown-id-200-empty',
    'playlistitems-two-pages-200',
    'playlistitems-two-pages-200 #2',
    'playlistitems-unknown-id-200-empty',
    'videos-statistics-contentdetails-200',
  ];

  const errorTable: [string, new (...args: never[]) => Error, string][] = [
    ['channels-401-invalid-credentials', UpstreamRefused, '401 (authError)'],
    ['error-400-key-invalid', UpstreamRefused, '400 (keyInvalid)'],
    ['error-403-permission-denied', UpstreamRefused, '403 (SERVICE_UNAVAILABLE)'],
    ['video-delete-403-forbidden', UpstreamRefused, '403 (forbidden)'],
    ['commentthreads-400-missing-filter', UpstreamContractBroken, '400 (missingRequiredParameter)'],
  ];
  test.each(errorTable)('%s becomes %o', async (id, expected, said) => {
    const { connector } = connectorAnswering(recorded(id));
    const failed = connector.fetchAccount('youtube:UC0v-tlzsn0QZwJnkiaUSJVQ', call);
    await expect(failed).rejects.toBeInstanceOf(expected);
    await expect(failed).rejects.toThrow(said);
  });

  const videoTable: [string, number, object][] = [
    ['videos-unknown-200-empty', 0, {}],
    ['videos-chart-page1-200', 5, { views: null, likes: null, comments: null }],
    ['videos-chart-page2-200', 3, { views: null, likes: null, comments: null }],
    ['videos-multi-200', 2, {}],
  ];
  test.each(videoTable)('%s gives %i valid posts', (id, count, metrics) => {
    const posts = parseVideos(node(recorded(id)));
    expect(posts).toHaveLength(count);
    for (const { post, metrics: read } of posts) {
      expect(postSchema.parse(post)).toEqual(post);
      expect(read).toMatchObject(metrics);
    }
  });
  test('a video without the snippet we ask for names the missing field', () => {
    expect(() => parseVideos(node(recorded('videos-statistics-contentdetails-200')))).toThrow(
      'answer.items[0].snippet.publishedAt is missing',
    );
  });

  test('statistics and duration of a recorded video are read from their strings', () => {
    const answer = JSON.parse(recorded('videos-statistics-contentdetails-200').text);
    answer.items[0].snippet = { publishedAt: '2012-07-15T07:46:32Z', title: 'Gangnam Style' };
    const [video] = parseVideos({ value: answer, path: 'answer' });
    expect(video?.metrics).toMatchObject({ views: 3507573655, likes: 17078355, comments: 4998214 });
    expect(video?.post).toMatchObject({ durationSeconds: 253, type: 'video' });
  });

  test('a recorded video carries caption, tags and language', () => {
    const [video] = parseVideos(node(recorded('videos-multi-200')));
    expect(video?.post.caption).toMatch(/^What are Actions on Google \(Assistant on Air\)\nIn the/);
    expect(video?.post).toMatchObject({ externalId: 'D-lhorsDlUQ', language: 'en' });
    expect(video?.post.tags.slice(0, 2)).toEqual(['Google', 'developers']);
    expect(video?.post.publishedAt).toEqual(new Date('2019-03-21T20:37:49.000Z'));
  });

  test('a channel is read from the parts recorded apart', () => {
    const parts = ['contentdetails-uploads', 'statistics', 'info-2022'];
    const items = parts.map((part) => JSON.parse(recorded(`channels-${part}-200`).text).items[0]);
    const answer = { value: { items: [Object.assign({}, ...items)] }, path: 'answer' };
    expect(parseChannel(answer)).toEqual({
      profile: {
        platform: 'youtube',
        externalId: 'UC_x5XG1OV2P6uZZ5FSM9Ttw',
        origin: null,
        name: 'Google Developers',
        handle: '@googledevelopers',
        followers: 19_900_000,
        timezone: null,
        source: 'youtube-data-api',
      },
      uploadsPlaylistId: 'UUAmh1DexLGcMtDlzMCIxo4w',
    });
  });

  test('a channel answer without contentDetails names the missing uploads playlist', () => {
    expect(() => parseChannel(node(recorded('channels-info-2022-200')))).toThrow(
      'items[0].contentDetails.relatedPlaylists.uploads is missing',
    );
  });

  test('a hidden subscriber count is null', () => {
    const statistics = { subscriberCount: '7', hiddenSubscriberCount: true };
    expect(parseSubscribers({ value: statistics, path: 's' })).toBeNull();
    const shown = at(node(recorded('channels-statistics-200')), 'items').value as object[];
    expect(parseSubscribers(at({ value: shown[0], path: 'i' }, 'statistics'))).toBe(19_900_000);
  });

  test('an unknown channel id is AccountNotFound', async () => {
    const { connector } = connectorAnswering(recorded('channels-unknown-id-200-empty'));
    const failed = connector.fetchAccount('youtube:UCxxxxxxxxxxxxxxxxxxxxxx', call);
    await expect(failed).rejects.toBeInstanceOf(AccountNotFound);
    await expect(failed).rejects.toThrow(/^YouTube knows no such channel$/);
  });

  test('the recorded playlist is listed over its two pages, 50 and 17 videos', async () => {
    const none = recorded('videos-unknown-200-empty');
    const { connector, asked } = connectorAnswering(
      recorded('playlistitems-two-pages-200'),
      none,
      recorded('playlistitems-two-pages-200 #2'),
      none,
    );
    const since = new Date('2000-01-01');
    const first = await connector.fetchPostsPage({ cursor: '["PL",null]', since }, call);
    expect(first.nextCursor).toBe('["PL","CDIQAA"]');
    const cursor = first.nextCursor ?? '';
    const second = await connector.fetchPostsPage({ cursor, since }, call);
    expect(second.nextCursor).toBeNull();
    expect(asked[2]?.searchParams.get('pageToken')).toBe('CDIQAA');
    const ids = [asked[1], asked[3]].map((url) => url?.searchParams.get('id')?.split(',').length);
    expect(ids).toEqual([50, 17]);
  });

  test('an empty recorded playlist page has no items and no next page', () => {
    const page = parsePlaylistPage(node(recorded('playlistitems-unknown-id-200-empty')));
    expect(page).toEqual({ items: [], nextPageToken: null });
  });
});
