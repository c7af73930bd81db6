import {
  AccessTokenRejected,
  InvalidInput,
  noMetrics,
  RateLimited,
  ReauthorizationRequired,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { interpretExchange } from '../src/replay/interpret-exchange.ts';
import { hexChallenge } from '../src/tiktok/oauth/hex-challenge.ts';
import { type RecordedExchange, recordedExchanges, recordedVectors } from './recordings.ts';

const exchanges = recordedExchanges('tiktok');
const vectors = recordedVectors('tiktok');
const now = new Date('2026-11-20T12:00:00Z');

function recorded(id: string): RecordedExchange {
  const found = exchanges.find((exchange) => exchange.id === `tiktok/${id}`);
  if (found === undefined) throw new Error(`no recording ${id}`);
  return found;
}

const page = (posts: object[], nextCursor: string | null = null) => ({ posts, nextCursor });
const displayPost = (
  externalId: string,
  publishedAt: string,
  caption: string,
  more: object = {},
) => ({
  post: {
    externalId,
    publishedAt: new Date(publishedAt),
    caption,
    type: 'video',
    durationSeconds: null,
    url: null,
    language: null,
    tags: [],
    sound: null,
    ...more,
  },
  metrics: noMetrics,
  retention: null,
});

/**
 * Times of posts without `create_time` are in their ids:
 * python3 -c 'import datetime; print(datetime.datetime.fromtimestamp(7080213458555737986 // 2**32, datetime.UTC))'
 */
const objectTable: [string, string, object][] = [
  [
    'business-get-200',
    'business/get',
    {
      profile: {
        platform: 'tiktok',
        externalId: 'BID',
        origin: null,
        name: 'Acme',
        handle: 'acme_brand',
        followers: 12_345,
        timezone: null,
        source: 'tiktok-accounts-api',
      },
      days: [
        {
          day: '2026-11-18',
          views: 1_200,
          reach: 900,
          profileViews: 40,
          likes: 88,
          comments: 9,
          shares: 4,
          followers: 12_340,
          newFollowers: 12,
          lostFollowers: 3,
          provisional: true,
        },
        {
          day: '2026-11-19',
          views: 0,
          reach: null,
          profileViews: 0,
          likes: -2,
          comments: 0,
          shares: 0,
          followers: 12_345,
          newFollowers: null,
          lostFollowers: null,
          provisional: true,
        },
      ],
      activity: {
        zone: 'UTC',
        hours: Array.from({ length: 24 }, (_, hour) => ({
          day: '2026-11-18',
          hour,
          count: (hour < 18 ? 180 : -60) + hour * 10,
        })),
      },
    },
  ],
  [
    'business-video-list-page1-200',
    'business/video/list',
    page(
      [
        {
          post: {
            externalId: '7310000000000000001',
            publishedAt: new Date(1_763_500_000_000),
            caption: 'How we pack it #acme',
            type: 'video',
            durationSeconds: 20.001,
            url: 'https://www.tiktok.com/@acme_brand/video/7310000000000000001',
            language: null,
            tags: [],
            sound: null,
          },
          metrics: { views: 152, likes: 10, comments: 2, shares: 1, saves: 3, reach: 140 },
          retention: {
            seconds: Array.from({ length: 21 }, (_, second) => second),
            shares: [
              1, 0.86, 0.7396, 0.6361, 0.547, 0.4704, 0.4046, 0.3479, 0.2992, 0.2573, 0.2213,
              0.1903, 0.1637, 0.1408, 0.1211, 0.1041, 0.0895, 0.077, 0.0662, 0.0569, 0.049,
            ],
          },
          watch: { totalSeconds: 587.024, averageSeconds: 3.862, fullyWatchedShare: 0.0395 },
        },
      ],
      '["BID",1763400000000]',
    ),
  ],
  [
    'business-comment-list-200',
    'business/comment/list',
    {
      comments: [
        {
          externalId: '7385350567722402578',
          postExternalId: '7377694258502880513',
          parentId: null,
          publishedAt: new Date(1_719_535_947_000),
          text: 'how much?',
          likes: 1,
          replies: 0,
          isByOwner: false,
        },
      ],
      nextCursor: 30,
    },
  ],
  [
    'display-user-info-200',
    'user/info',
    {
      profile: {
        platform: 'tiktok',
        externalId: '723f24d7-e717-40f8-a2b6-cb8464cd23b4',
        origin: null,
        name: 'Tik Toker',
        handle: null,
        followers: null,
        timezone: null,
        source: 'tiktok-display-api',
      },
    },
  ],
  [
    'display-video-list-page1-200',
    'video/list',
    page(
      [
        displayPost('7080213458555737986', '2022-03-28T18:04:16Z', 'video 1', {
          durationSeconds: 2,
        }),
        displayPost('7080217258545735586', '2022-03-28T18:19:01Z', 'video 2', {
          durationSeconds: 3,
        }),
      ],
      '["",1646883959000]',
    ),
  ],
  [
    'display-video-query-200',
    'video/query',
    {
      posts: [
        displayPost('7077642457847994444', '2022-03-21T19:47:29Z', 'Video 1'),
        displayPost('7080217258529732386', '2022-03-28T18:19:01Z', 'Video 2'),
      ],
    },
  ],
  [
    'oauth-token-200',
    'oauth/token',
    {
      accessToken: 'act.example12345Example12345Example',
      refreshToken: 'rft.example12345Example12345Example',
      expiresAt: new Date('2026-11-21T12:00:00Z'),
      refreshExpiresAt: new Date('2027-11-20T12:00:00Z'),
      scopes: ['user.info.basic', 'video.list'],
    },
  ],
];

const errorTable: [string, abstract new (...args: never[]) => Error, string][] = [
  ['business-error-40100-rate', RateLimited, '40100 to business/get (request 2026112001010101)'],
  ['business-error-40105-token', AccessTokenRejected, '40105 to business/get'],
  ['display-error-401-token-invalid', AccessTokenRejected, '401 (access_token_invalid)'],
  ['display-error-429-rate-limit', RateLimited, '429 (rate_limit_exceeded) to user/info'],
  ['oauth-error-invalid-grant', InvalidInput, '400 (invalid_grant) to oauth/token'],
];

describe.skipIf(exchanges.length === 0)('TikTok recordings', () => {
  test('each is in one of the tables', () => {
    const tabled = [...objectTable, ...errorTable].map(([id]) => `tiktok/${id}`);
    expect(tabled.toSorted()).toEqual(exchanges.map(({ id }) => id).toSorted());
  });

  test.each(objectTable)('%s is read as an answer to %s', (id, call, objects) => {
    const owner = id.startsWith('business') ? 'tiktok-accounts' : 'tiktok-display';
    expect(interpretExchange(recorded(id), now)).toEqual({ owner, call, objects });
  });

  test.each(errorTable)('%s becomes %o', (id, expected, said) => {
    const interpret = () => interpretExchange(recorded(id), now);
    expect(interpret).toThrow(expected);
    expect(interpret).toThrow(said);
  });

  test('an invalid grant is a dead one when it answers a refresh', () => {
    const { response, request } = recorded('oauth-error-invalid-grant');
    const body = 'client_key=k&grant_type=refresh_token&refresh_token=r';
    const interpret = () => interpretExchange({ request: { ...request, body }, response }, now);
    expect(interpret).toThrow(ReauthorizationRequired);
  });

  test('the challenge of the PKCE vector is lower-case hex', () => {
    expect(vectors.map(({ id }) => id)).toEqual(['tiktok/pkce-hex-vector']);
    for (const { vector } of vectors) {
      expect(hexChallenge(vector.code_verifier ?? null)).toBe(vector.code_challenge);
    }
  });
});

describe('calls that no connector makes', () => {
  const exchange = (url: string, body: unknown, status = 200) => ({
    request: { method: 'GET', url },
    response: { status, body },
  });
  test.each([
    ['https://business-api.tiktok.com/open_api/v1.3/business/benchmark/', { code: 0, data: {} }],
    ['https://open.tiktokapis.com/v2/research/video/query/', { data: {}, error: { code: 'ok' } }],
  ])('%s gives no objects', (url, body) => {
    expect(() => interpretExchange(exchange(url, body), now)).toThrow(InvalidInput);
  });

  test.each([
    ['https://business-api.tiktok.com/open_api/v1.3/business/benchmark/', { code: 40_102 }],
    ['https://open.tiktokapis.com/v2/research/x/', { error: { code: 'access_token_invalid' } }],
  ])('%s still gives its domain error', (url, body) => {
    const interpret = () => interpretExchange(exchange(url, body, 200), now);
    expect(interpret).toThrow(AccessTokenRejected);
  });
});
