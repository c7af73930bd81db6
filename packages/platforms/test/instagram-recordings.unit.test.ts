import {
  AccessTokenRejected,
  AccountNotFound,
  InvalidInput,
  noMetrics,
  RateLimited,
  ReauthorizationRequired,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { interpretExchange } from '../src/replay/interpret-exchange.ts';
import { type RecordedExchange, recordedExchanges } from './recordings.ts';

const exchanges = recordedExchanges('instagram');
const now = new Date('2026-11-20T12:00:00Z');

function recorded(id: string): RecordedExchange {
  const found = exchanges.find((exchange) => exchange.id === `instagram/${id}`);
  if (found === undefined) throw new Error(`no recording ${id}`);
  return found;
}

const profile = (externalId: string, more: object = {}) => ({
  platform: 'instagram',
  externalId,
  origin: null,
  name: null,
  handle: null,
  followers: null,
  timezone: null,
  source: 'instagram-facebook-api',
  ...more,
});
const facebookForDevelopers = {
  name: 'Facebook for Developers',
  handle: 'facebookfordevelopers',
};
const post = (
  externalId: string,
  publishedAt: string,
  code: string,
  figures: object,
  more: object = {},
) => ({
  post: {
    externalId,
    publishedAt: new Date(publishedAt),
    caption: null,
    type: 'image',
    durationSeconds: null,
    url: `https://www.instagram.com/p/${code}/`,
    language: null,
    tags: [],
    sound: null,
    ...more,
  },
  metrics: { ...noMetrics, ...figures },
  retention: null,
});
const album = post(
  '17896129349106152',
  '2021-07-26T10:45:20Z',
  'CRyZpmrjYC4',
  { likes: 1, comments: 0 },
  { caption: 'ALBUM', type: 'carousel' },
);
const underHashtag = (...posts: readonly (readonly [string, number, number])[]) =>
  posts.map(([externalId, likes, comments]) => ({
    externalId,
    publishedAt: null,
    caption: null,
    type: 'image',
    likes,
    comments,
    url: null,
  }));
const day = (date: string, figures: object) => ({
  day: date,
  views: null,
  reach: null,
  profileViews: null,
  likes: null,
  comments: null,
  shares: null,
  followers: null,
  newFollowers: null,
  lostFollowers: null,
  provisional: false,
  ...figures,
});
const figures = (metrics: object, watch: object | null = null) => ({
  metrics: { ...noMetrics, ...metrics },
  watch,
});
/** The nine cities that were kept of 45 add up to 99. */
const cities = [
  ['London, England', 7],
  ['Sydney, New South Wales', 18],
  ['Caracas, Capital District', 4],
  ['São Paulo, São Paulo (state)', 10],
  ['Lagos, Lagos State', 15],
  ['Bogotá, Distrito Especial', 6],
  ['Buenos Aires, Ciudad Autónoma de Buenos Aires', 10],
  ['Bangalore, Karnataka', 17],
  ['New York, New York', 12],
] as const;
const startsWith = (text: string) => expect.stringMatching(new RegExp(`^${text}`));

const objectTable: readonly [id: string, call: string, objects: object][] = [
  [
    'business-discovery-media-page1-200',
    'business_discovery',
    {
      profile: profile('17841407673135339'),
      posts: [
        post(
          '17885103395504675',
          '2021-08-17T19:00:42Z',
          'CSr71Gzlqo4',
          { likes: 87, comments: 11 },
          {
            caption: startsWith('To attract new players'),
          },
        ),
        post(
          '17886271043461692',
          '2021-08-16T17:35:10Z',
          'CSpNPqgFxE0',
          { likes: 186, comments: 16 },
          {
            caption: startsWith('Today, we are excited'),
          },
        ),
      ],
      nextCursor: 'after',
    },
  ],
  [
    'business-discovery-user-200',
    'business_discovery',
    {
      profile: profile('17841407673135339', { ...facebookForDevelopers, followers: 64_976 }),
      posts: [],
      nextCursor: null,
    },
  ],
  [
    'content-publishing-limit-200',
    'content_publishing_limit',
    { posts: { used: 0, total: 25, perSeconds: 86_400 } },
  ],
  [
    'debug-token-200',
    'debug_token',
    {
      userId: 'userId',
      scopes: ['email', 'read_insights', 'manage_pages', 'pages_show_list', 'public_profile'],
      dataAccessEndsAt: new Date(1_585_040_349_000),
    },
  ],
  ['error-10-story-too-few-viewers', 'insights', figures({})],
  [
    'fb-long-lived-token-200',
    'oauth/access_token',
    { accessToken: 'token', expiresAt: new Date('2027-01-19T12:00:00Z') },
  ],
  [
    'follower-demographics-city-200',
    'insights',
    {
      groups: cities.map(([name, count]) => ({
        dimension: 'city',
        name,
        count,
        share: expect.closeTo(count / 99, 10),
      })),
    },
  ],
  [
    'hashtag-recent-media-page1-200',
    'hashtag/media',
    {
      posts: underHashtag(
        ['18088158883149835', 804, 8],
        ['17842849828991925', 1_430, 44],
        ['17859234943725739', 448, 6],
        ['17846072587933764', 502, 57],
        ['17892931315460101', 165, 12],
      ),
      nextCursor: 'after',
    },
  ],
  [
    'hashtag-recent-media-page2-200',
    'hashtag/media',
    {
      posts: underHashtag(
        ['17863800889667054', 1_047, 41],
        ['17847193954922857', 123, 4],
        ['17867664274619039', 125, 0],
        ['17860934008722964', 134, 1],
        ['18042160858239311', 210, 4],
      ),
      nextCursor: null,
    },
  ],
  [
    'hashtag-search-200',
    'ig_hashtag_search',
    { hashtags: [{ id: '17841562426109234', name: 'developers' }] },
  ],
  ['media-carousel-200', 'media/get', { posts: [album] }],
  [
    'media-comments-page1-200',
    'media/comments',
    {
      comments: [
        ['17858154961981086', '2020-06-01T10:56:52Z'],
        ['17874875428706419', '2020-06-01T10:16:39Z'],
      ].map(([externalId, publishedAt = '']) => ({
        externalId,
        postExternalId: '17846368219941692',
        publishedAt: new Date(publishedAt),
        text: 'Beautiful!',
        likes: null,
      })),
      nextCursor: 'after',
    },
  ],
  ['media-insights-legacy-200', 'insights', figures({ reach: 5, saves: 0 })],
  [
    'oauth-long-token-200',
    'access_token',
    {
      accessToken: 'IGAA-REDACTED',
      refreshToken: 'IGAA-REDACTED',
      expiresAt: new Date(now.getTime() + 5_183_944_000),
      refreshExpiresAt: new Date(now.getTime() + 5_183_944_000),
      scopes: [],
    },
  ],
  [
    'oauth-short-token-documented-200',
    'oauth/access_token',
    {
      accessToken: 'EAACEdEose0...',
      permissions: ['instagram_business_basic', 'instagram_business_manage_comments'],
    },
  ],
  [
    'online-followers-200',
    'insights',
    {
      activity: {
        zone: 'America/Los_Angeles',
        hours: [
          { day: '2025-06-08', hour: 0, count: 159 },
          { day: '2025-06-08', hour: 1, count: 157 },
        ],
      },
    },
  ],
  [
    'recently-searched-hashtags-200',
    'recently_searched_hashtags',
    {
      hashtags: [
        { id: '17841562426109234', name: 'developers' },
        { id: '17842331632070897', name: 'facebook' },
      ],
    },
  ],
  [
    'reels-insights-legacy-200',
    'insights',
    figures(
      { likes: 108, comments: 7, shares: 1, saves: 7, reach: 2_006 },
      { totalSeconds: 30_017.581, averageSeconds: 12.549, fullyWatchedShare: null },
    ),
  ],
  [
    'user-fields-200',
    'account',
    { profile: profile('17841407673135339', { ...facebookForDevelopers, followers: 64_363 }) },
  ],
  [
    'user-insights-day-200',
    'insights',
    { days: [day('2024-01-14', { reach: 500, newFollowers: 1_000 })] },
  ],
  [
    'user-insights-legacy-timeseries-200',
    'insights',
    {
      days: [
        day('2017-05-03', { reach: 3, profileViews: 0 }),
        day('2017-05-04', { reach: 36, profileViews: 2 }),
      ],
    },
  ],
  [
    'user-media-page1-200',
    'media',
    {
      posts: [
        post('17895731045244887', '2021-08-13T08:25:28Z', 'CSgf9BChwVq', { likes: 0, comments: 0 }),
        post('17896622936197745', '2021-08-13T08:02:40Z', 'CSgdWACBeKr', { likes: 2, comments: 6 }),
      ],
      nextCursor: '["17841406338772941","after"]',
    },
  ],
  [
    'user-media-page2-200',
    'media',
    {
      posts: [
        album,
        post(
          '17893085207160254',
          '2021-06-09T09:47:29Z',
          'CP5Rq0bjBzn',
          { likes: 1, comments: 0 },
          {
            caption: 'Peach new',
          },
        ),
      ],
      nextCursor: null,
    },
  ],
];

const errorTable: readonly [
  id: string,
  kind: abstract new (...args: never[]) => Error,
  fields: object,
][] = [
  ['error-10-no-permission', ReauthorizationRequired, {}],
  ['error-100-missing-permission', UpstreamRefused, {}],
  ['error-100-subcode-33', AccountNotFound, {}],
  ['error-190-subcode-463-expired', AccessTokenRejected, {}],
  [
    'error-32-rate-limit',
    RateLimited,
    { scope: 'user', api: 'instagram-facebook', retryAfterMs: 19 * 60_000 },
  ],
  ['error-4-app-rate-limit', RateLimited, { scope: 'app', api: 'instagram-facebook' }],
  ['oauth-code-400-used', InvalidInput, { field: 'code' }],
];

describe.skipIf(exchanges.length === 0)('recordings of Instagram', () => {
  test('are all told below', () => {
    const told = [...objectTable, ...errorTable].map(([id]) => `instagram/${id}`);
    expect(told.toSorted()).toEqual(exchanges.map(({ id }) => id).toSorted());
  });

  test.each(objectTable)('%s is an answer to %s', (id, call, objects) => {
    const read = interpretExchange(recorded(id), now);
    expect(read.call).toBe(call);
    expect(read.objects).toEqual(objects);
    expect(JSON.stringify(read)).not.toContain('access_token=');
  });

  test.each(errorTable)('%s is a %o', (id, kind, fields) => {
    let caught: unknown;
    try {
      interpretExchange(recorded(id), now);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(kind);
    expect(caught).toMatchObject(fields);
  });

  test('the short token comes flat as well, its permissions as a list', () => {
    const { request } = recorded('oauth-short-token-documented-200');
    const body = '{"access_token":"EAAC","user_id":17841400000000001,"permissions":["a","b"]}';
    const { objects } = interpretExchange({ request, response: { status: 200, body } }, now);
    expect(objects).toEqual({ accessToken: 'EAAC', permissions: ['a', 'b'] });
  });

  test('are those of the sandbox too, by its paths', () => {
    const { request, response } = recorded('user-media-page2-200');
    const url = request.url.replace('https://graph.facebook.com', 'http://127.0.0.1:8090/facebook');
    const { owner, call } = interpretExchange({ request: { ...request, url }, response }, now);
    expect([owner, call]).toEqual(['instagram-facebook', 'media']);
  });
});
