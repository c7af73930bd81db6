import { afterAll, describe, expect, test } from 'vitest';
import { sandboxOf, world } from './sandbox.ts';
import { exchangesOf as exchangesIn, recordingsFolder, shapeOf } from './shape.ts';

/**
 * The sandbox must answer like the recorded platform: every key of a recorded answer is there
 * with the same type. More keys are fine (recordings are older than today's contract).
 */
const exchangesOf = (name: string) => exchangesIn(`youtube/${name}`);

/** Keys that today's contract gives no more, or that only some channels and videos have. */
const notPromised = [
  /\.dislikeCount$/,
  /\.statistics\.commentCount$/,
  /\.thumbnails\.(standard|maxres)/,
  /\.relatedPlaylists\.(watchHistory|watchLater|likes|favorites)$/,
  /\.defaultAudioLanguage$/,
  /\.player/,
];

/** Worlds have no pictures of channels, and do not make up any. */
const channelPicture = /snippet\.thumbnails/;

const promised = (shape: string[], lacks: readonly RegExp[] = []): string[] =>
  shape.filter(
    (line) => ![...notPromised, ...lacks].some((pattern) => pattern.test(line.split(':')[0] ?? '')),
  );

const { app, youtube } = sandboxOf();
afterAll(() => app.close());
const own = world.truth.accountId;
const uploads = `UU${own.slice(2)}`;
const videoIds = world
  .videosOf(own, world.endsAt)
  .filter(({ id }) => !Object.values(world.statistics(id, world.endsAt) ?? {}).includes(null))
  .map(({ id }) => id);

/** A recording, and the same call about something that the world has. */
const calls: [recording: string, path: string, query: Record<string, string>][] = [
  ['channels-contentdetails-uploads-200', 'channels', { part: 'contentDetails', id: own }],
  ['channels-info-2022-200', 'channels', { part: 'snippet,statistics', id: own }],
  ['channels-statistics-200', 'channels', { part: 'statistics', id: own }],
  ['channels-unknown-id-200-empty', 'channels', { part: 'snippet', id: 'not-a-channel-id' }],
  ['playlistitems-unknown-id-200-empty', 'playlistItems', { part: 'snippet', id: 'not-one' }],
  [
    'videos-multi-200',
    'videos',
    { part: 'snippet,contentDetails,statistics', id: videoIds.slice(1, 3).join(',') },
  ],
  [
    'videos-statistics-contentdetails-200',
    'videos',
    { part: 'statistics,contentDetails', id: videoIds[1] ?? '' },
  ],
  ['videos-unknown-200-empty', 'videos', { part: 'statistics', id: 'not-a-video-id' }],
  ['error-400-key-invalid', 'channels', { key: 'bad' }],
  ['error-403-permission-denied', 'channels', { key: '', part: 'snippet', id: own }],
];

describe.runIf(recordingsFolder !== null)('answers have the shape of the recorded ones', () => {
  test.each(calls)('%s', async (name, path, query) => {
    const [recorded] = exchangesOf(name);
    const answer = await youtube(path, query);
    expect(answer.status).toBe(recorded?.response.status);
    expect(shapeOf(answer.body)).toEqual(
      expect.arrayContaining(
        promised(shapeOf(recorded?.response.body), path === 'channels' ? [channelPicture] : []),
      ),
    );
  });

  test('channels-401-invalid-credentials', async () => {
    const [recorded] = exchangesOf('channels-401-invalid-credentials');
    const answer = await youtube(
      'channels',
      { part: 'id', id: own },
      { authorization: 'Bearer x' },
    );
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual(recorded?.response.body);
  });

  test('playlistitems-two-pages-200, first and last page', async () => {
    const [first, last] = exchangesOf('playlistitems-two-pages-200');
    const query = { part: 'snippet,status', playlistId: uploads, maxResults: '50' };
    let answer = await youtube('playlistItems', query);
    expect(shapeOf(answer.body)).toEqual(
      expect.arrayContaining(promised(shapeOf(first?.response.body))),
    );
    while (answer.body.nextPageToken !== undefined) {
      answer = await youtube('playlistItems', { ...query, pageToken: answer.body.nextPageToken });
    }
    expect(shapeOf(answer.body)).toEqual(
      expect.arrayContaining(promised(shapeOf(last?.response.body))),
    );
  });

  test('a comparison that finds no key missing fails on a missing key', () => {
    const [recorded] = exchangesOf('channels-statistics-200');
    const shape = promised(shapeOf(recorded?.response.body));
    expect(shape).toContain('.items[].statistics.subscriberCount: string');
    expect(shape).toContain('.pageInfo.totalResults: number');
  });
});
