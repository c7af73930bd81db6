import {
  AccessTokenRejected,
  AccountNotFound,
  InvalidInput,
  noMetrics,
  postSchema,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { interpretExchange, interpretVector } from '../src/index.ts';
import { recordedExchanges, recordedVectors } from './recordings.ts';

const exchanges = recordedExchanges('youtube');
const now = new Date('2026-11-20T12:00:00Z');

const profile = (externalId: string, known: object = {}) => ({
  platform: 'youtube',
  externalId,
  origin: null,
  name: null,
  handle: null,
  followers: null,
  timezone: null,
  source: 'youtube-data-api',
  ...known,
});
const channel = (found: object, uploadsPlaylistId: string | null = null) => ({
  channels: [{ profile: found, uploadsPlaylistId }],
});
const posts = (...externalIds: string[]) => ({
  posts: externalIds.map((externalId) => ({ post: { externalId, type: 'video' } })),
});

/** What each recorded answer is to the connector that owns its URL. */
const objectTable: readonly [id: string, owner: string, call: string, objects: object][] = [
  [
    'analytics-channel-avg-percentage-200',
    'youtube-analytics',
    'reports.query',
    { totals: { averageViewPercentage: expect.closeTo(6.62, 12) } },
  ],
  [
    'analytics-channel-minutes-200',
    'youtube-analytics',
    'reports.query',
    { totals: { estimatedMinutesWatched: 17 } },
  ],
  ['analytics-channel-views-200', 'youtube-analytics', 'reports.query', { totals: { views: 50 } }],
  [
    'analytics-video-filter-views-200',
    'youtube-analytics',
    'reports.query',
    { totals: { views: 0 } },
  ],
  [
    'channels-contentdetails-uploads-200',
    'youtube-data',
    'channels.list',
    channel(profile('UCAmh1DexLGcMtDlzMCIxo4w'), 'UUAmh1DexLGcMtDlzMCIxo4w'),
  ],
  [
    'channels-info-2022-200',
    'youtube-data',
    'channels.list',
    channel(
      profile('UC_x5XG1OV2P6uZZ5FSM9Ttw', {
        name: 'Google Developers',
        handle: '@googledevelopers',
      }),
    ),
  ],
  [
    'channels-statistics-200',
    'youtube-data',
    'channels.list',
    channel(profile('UC0v-tlzsn0QZwJnkiaUSJVQ', { followers: 19_900_000 })),
  ],
  [
    'oauth-refresh-200',
    'google-oauth',
    'refresh',
    {
      grant: {
        accessToken: 'REDACTED_ACCESS_TOKEN',
        refreshToken: null,
        expiresAt: new Date('2020-02-06T08:13:22Z'),
        refreshExpiresAt: null,
        scopes: [
          'openid',
          'https://www.googleapis.com/auth/yt-analytics-monetary.readonly',
          'https://www.googleapis.com/auth/userinfo.email',
          'https://www.googleapis.com/auth/youtubepartner',
          'https://www.googleapis.com/auth/yt-analytics.readonly',
        ],
      },
    },
  ],
  [
    'playlistitems-unknown-id-200-empty',
    'youtube-data',
    'playlistItems.list',
    { items: [], nextPageToken: null },
  ],
  ['videos-unknown-200-empty', 'youtube-data', 'videos.list', { figures: [] }],
  [
    'videos-statistics-contentdetails-200',
    'youtube-data',
    'videos.list',
    {
      figures: [
        {
          externalId: '9bZkp7q19f0',
          durationSeconds: 253,
          metrics: { ...noMetrics, views: 3_507_573_655, likes: 17_078_355, comments: 4_998_214 },
        },
      ],
    },
  ],
];

/** As `objectTable`, but for what is told in part only. */
const partTable: typeof objectTable = [
  [
    'playlistitems-two-pages-200',
    'youtube-data',
    'playlistItems.list',
    { nextPageToken: 'CDIQAA', items: { length: 50, 0: { videoId: 'QVVk3tnrVmQ' } } },
  ],
  [
    'playlistitems-two-pages-200 #2',
    'youtube-data',
    'playlistItems.list',
    { nextPageToken: null, items: { length: 17, 0: { videoId: 'ax411Q_of0A' } } },
  ],
  [
    'videos-chart-page1-200',
    'youtube-data',
    'videos.list',
    posts('hDeuSfo_Ys0', 'Ukd8dJNBvOA', 'Pdgk3ERKdug', 'QmYNmNHrtCQ', 'X1jMMFOqxEw'),
  ],
  [
    'videos-chart-page2-200',
    'youtube-data',
    'videos.list',
    posts('MKM90u7pf3U', '4MK8usgnvfo', 'h107pApTY84'),
  ],
  ['videos-multi-200', 'youtube-data', 'videos.list', posts('D-lhorsDlUQ', 'ovdbrdCIP7U')],
  [
    'analytics-retention-shape-200',
    'youtube-analytics',
    'reports.query',
    { retention: { ratios: { length: 100, 0: 0.01, 99: 1 }, shares: { length: 100, 0: 1.3002 } } },
  ],
];

const errorTable: readonly [id: string, error: new (...args: never[]) => Error, told: string][] = [
  ['analytics-revenue-403', UpstreamRefused, '403 (forbidden) to reports.query'],
  ['channels-401-invalid-credentials', AccessTokenRejected, '401 (authError) to channels.list'],
  ['channels-unknown-id-200-empty', AccountNotFound, 'no such channel'],
  ['commentthreads-400-missing-filter', UpstreamContractBroken, '(missingRequiredParameter)'],
  ['error-400-key-invalid', UpstreamRefused, 'API key'],
  ['error-403-permission-denied', UpstreamRefused, '(SERVICE_UNAVAILABLE) to members.list'],
  ['oauth-refresh-400-invalid-grant', ReauthorizationRequired, '(invalid_grant)'],
  ['search-keywords-page1-200', InvalidInput, 'search.list is a call that no connector makes'],
  ['search-keywords-page2-200', InvalidInput, 'search.list is a call that no connector makes'],
  ['search-mine-no-match-200', InvalidInput, 'search.list is a call that no connector makes'],
  ['video-delete-403-forbidden', UpstreamRefused, '403 (forbidden) to videos.delete'],
];

function replay(id: string) {
  const exchange = exchanges.find((each) => each.id === `youtube/${id}`);
  if (exchange === undefined) throw new Error(`no recording ${id}`);
  return interpretExchange(exchange, now);
}

describe.skipIf(exchanges.length === 0)('recordings of YouTube and Google', () => {
  test('are each in one of the tables', () => {
    const tabled = [...objectTable, ...partTable, ...errorTable].map(([id]) => `youtube/${id}`);
    expect(exchanges.map(({ id }) => id).toSorted()).toEqual(tabled.toSorted());
  });

  test.each(objectTable)('%s is an answer of %s to %s', (id, owner, call, objects) => {
    expect(replay(id)).toEqual({ owner, call, objects });
  });

  test.each(partTable)('%s is an answer of %s to %s', (id, owner, call, objects) => {
    expect(replay(id)).toMatchObject({ owner, call, objects });
  });

  test.each(errorTable)('%s is a %o', (id, error, told) => {
    expect(() => replay(id)).toThrow(error);
    expect(() => replay(id)).toThrow(told);
  });

  test('give valid posts', () => {
    for (const id of ['videos-chart-page1-200', 'videos-chart-page2-200', 'videos-multi-200']) {
      const { posts } = replay(id).objects as { posts: { post: unknown }[] };
      for (const { post } of posts) expect(postSchema.parse(post)).toEqual(post);
    }
  });

  test('hold a vector that agrees with our PKCE challenge', () => {
    const vectors = recordedVectors('youtube');
    expect(vectors).toHaveLength(1);
    for (const { vector } of vectors) {
      expect(interpretVector(vector)).toEqual({
        owner: 'google-oauth',
        call: 'code_challenge',
        objects: { codeChallenge: vector.code_challenge },
      });
    }
  });
});

describe('an exchange', () => {
  const request = { method: 'GET', url: 'https://www.googleapis.com/youtube/v3/videos?id=v&key=k' };
  const response = { status: 200, headers: {}, body: '{"items":[]}' };

  test('may hold its bodies as texts', () => {
    expect(interpretExchange({ request, response }, now)).toEqual({
      owner: 'youtube-data',
      call: 'videos.list',
      objects: { posts: [] },
    });
  });

  test('with a stand-in on loopback is read by the path', () => {
    const url = 'http://127.0.0.1:4010/youtube/v3/videos?id=v';
    const read = interpretExchange({ request: { method: 'GET', url }, response }, now);
    expect(read.owner).toBe('youtube-data');
  });

  test.each([
    ['https://youtube.googleapis.com/youtube/v3/videos?id=v', 'youtube-data'],
    ['https://youtubeanalytics.googleapis.com/v2/reports?dimensions=day', 'youtube-analytics'],
    ['https://oauth2.googleapis.com/revoke?token=t', 'google-oauth'],
  ])('with %s belongs to %s', (url, owner) => {
    const body = { items: [], columnHeaders: [{ name: 'day' }] };
    const read = interpretExchange(
      { request: { method: 'GET', url }, response: { ...response, body } },
      now,
    );
    expect(read.owner).toBe(owner);
  });

  test.each([
    ['https://www.googleapis.com/drive/v3/files', 'request.url'],
    ['https://www.googleapis.com.example.org/youtube/v3/videos', 'request.url'],
    ['https://www.googleapis.com/youtube/v3/captions', 'request'],
    ['https://oauth2.googleapis.com/token', 'request'],
  ])('with %s is refused by %s', (url, field) => {
    const exchange = { request: { method: 'GET', url }, response };
    expect(() => interpretExchange(exchange, now)).toThrow(InvalidInput);
    expect(() => interpretExchange(exchange, now)).toThrow(expect.objectContaining({ field }));
  });

  test.each([
    [null, 'request'],
    [{ request }, 'response'],
    [{ request: { ...request, method: 7 }, response }, 'request.method'],
    [{ request: { ...request, url: '/youtube/v3' }, response }, 'request.url'],
    [{ request, response: { ...response, status: '200' } }, 'response.status'],
    [{ request, response: { ...response, headers: [] } }, 'response.headers'],
    [[request, response], 'request'],
  ])('that is none (%#) is unreadable', (exchange, named) => {
    expect(() => interpretExchange(exchange, now)).toThrow(
      expect.objectContaining({ code: 'unreadable_file', message: expect.stringContaining(named) }),
    );
  });
});

test.each([
  null,
  {},
  { code_verifier: 'short', encoding: 'hex' },
  { code_verifier: 'v'.repeat(43) },
])('the vector %o is unreadable', (vector) => {
  expect(() => interpretVector(vector)).toThrow(
    expect.objectContaining({ code: 'unreadable_file' }),
  );
});
