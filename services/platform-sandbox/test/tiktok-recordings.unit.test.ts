import { afterAll, describe, expect, test } from 'vitest';
import { oauthOf, pkce, redirectUri } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { exchangesOf, recordingsFolder, shapeOf } from './shape.ts';

/** Every key of a recorded or documented answer is there with the same type. */
const { app } = sandboxOf({ oddPages: false });
afterAll(() => app.close());
const { tiktokAuthorize, back, displayToken, json, tokens } = oauthOf(app);
const { tiktok, endsAt } = world;
const truth = world.truth.tiktok;
const accounts = await tokens('tiktok-accounts');
const display = await tokens('tiktok-display');

/** A video that lacks nothing, so that every key has a value. */
const whole =
  tiktok.postsBefore(truth.accountId, endsAt, 1_000, endsAt).find(({ id }) => {
    const figures = tiktok.figures(id, endsAt);
    return figures?.likes != null && figures.comments != null && figures.watching !== null;
  })?.id ?? '';

const everyVideoField = [
  'item_id',
  'media_type',
  'is_ad',
  'create_time',
  'caption',
  'video_duration',
  'thumbnail_url',
  'share_url',
  'embed_url',
  'video_views',
  'likes',
  'comments',
  'shares',
  'favorites',
  'reach',
  'total_time_watched',
  'average_time_watched',
  'full_video_watched_rate',
  'new_followers',
  'profile_views',
  'website_clicks',
  'phone_number_clicks',
  'lead_submissions',
  'app_download_clicks',
  'email_clicks',
  'address_clicks',
  'video_view_retention',
  'engagement_likes',
  'impression_sources',
  'audience_genders',
  'audience_countries',
  'audience_cities',
  'audience_types',
];

const business = (path: string, query: Record<string, string>, token = accounts.access_token) =>
  app.inject({
    url: `/tiktok/open_api/v1.3/business/${path}/?${new URLSearchParams({
      business_id: truth.accountId,
      ...query,
    })}`,
    headers: { 'access-token': token },
  });
const displayCall = (method: 'GET' | 'POST', path: string, payload?: object) =>
  app.inject({
    method,
    url: `/tiktok/v2/${path}`,
    headers: { authorization: `Bearer ${display.access_token}` },
    ...(payload === undefined ? {} : { payload }),
  });

/** Ids and times come in either type. */
const eitherType = (line: string) =>
  line.replace(/\.((?:item|comment|video)_id|id|create_time): (?:string|number)$/, '.$1: either');

const calls: [recording: string, ask: () => PromiseLike<{ statusCode: number; body: string }>][] = [
  [
    'business-get-200',
    () =>
      business('get', {
        fields: JSON.stringify(
          `username,display_name,profile_image,is_business_account,followers_count,total_likes,
          videos_count,video_views,unique_video_views,profile_views,likes,comments,shares,
          daily_total_followers,daily_new_followers,daily_lost_followers,audience_activity,
          audience_genders,audience_countries`.split(/,\s*/),
        ),
      }),
  ],
  [
    'business-video-list-page1-200',
    () =>
      business('video/list', {
        fields: JSON.stringify(everyVideoField),
        filters: JSON.stringify({ video_ids: [whole] }),
      }),
  ],
  ['business-comment-list-200', () => business('comment/list', { video_id: whole })],
  ['business-error-40105-token', () => business('get', {}, 'act.dead')],
  [
    'display-user-info-200',
    () => displayCall('GET', 'user/info/?fields=open_id,union_id,avatar_url,display_name'),
  ],
  [
    'display-video-list-page1-200',
    () => displayCall('POST', 'video/list/?fields=id,title,duration', {}),
  ],
  [
    'display-video-query-200',
    () => displayCall('POST', 'video/query/?fields=id,title', { filters: { video_ids: [whole] } }),
  ],
  ['display-error-401-token-invalid', () => app.inject('/tiktok/v2/user/info/?fields=open_id')],
  [
    'oauth-token-200',
    async () =>
      displayToken({
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code:
          back(await tiktokAuthorize({ scope: 'user.info.basic,video.list' })).get('code') ?? '',
      }),
  ],
  [
    'oauth-error-invalid-grant',
    () =>
      displayToken({ grant_type: 'authorization_code', redirect_uri: redirectUri, code: 'dead' }),
  ],
];

describe.runIf(recordingsFolder !== null)('answers have the shape of the recorded ones', () => {
  test.each(calls)('%s', async (name, ask) => {
    const [recorded] = exchangesOf(`tiktok/${name}`);
    const answer = await ask();
    expect(answer.statusCode).toBe(recorded?.response.status);
    expect(shapeOf(JSON.parse(answer.body)).map(eitherType)).toEqual(
      expect.arrayContaining(shapeOf(recorded?.response.body).map(eitherType)),
    );
  });

  test('limits: 40100 in HTTP 200, and 429', async () => {
    await app.inject({
      method: 'PUT',
      url: '/_sandbox/limits',
      payload: {
        limits: ['tiktok-accounts', 'tiktok-display'].map((api) => ({
          api,
          per: 'app',
          calls: 0,
          window_s: 1,
        })),
      },
    });
    const limited = await business('get', {});
    const slowDown = await displayCall('GET', 'user/info/?fields=open_id');
    const [recorded] = exchangesOf('tiktok/business-error-40100-rate');
    const [documented] = exchangesOf('tiktok/display-error-429-rate-limit');
    expect(limited.statusCode).toBe(200);
    expect({ ...limited.json(), request_id: '' }).toEqual({
      ...(recorded?.response.body as object),
      request_id: '',
    });
    expect(slowDown.statusCode).toBe(429);
    expect(slowDown.json()).toEqual({
      data: {},
      error: {
        code: 'rate_limit_exceeded',
        message: 'The API rate limit was exceeded. Please try again later.',
        log_id: expect.any(String),
      },
    });
    expect(shapeOf(slowDown.json())).toEqual(shapeOf(documented?.response.body));
    await app.inject({ method: 'PUT', url: '/_sandbox/limits', payload: { limits: [] } });
  });

  test('the challenge of the recorded verifier is the recorded one', async () => {
    const [vector] = exchangesOf('tiktok/pkce-hex-vector') as unknown as [
      { vector: { code_verifier: string; code_challenge: string } },
    ];
    expect([vector.vector.code_verifier, vector.vector.code_challenge]).toEqual([
      pkce.verifier,
      pkce.tiktok,
    ]);
  });
});

test('a token without its last character opens nothing', async () => {
  const answer = await business('get', {}, accounts.access_token.slice(0, -1));
  expect(answer.json().code).toBe(40105);
  expect((await json('/_sandbox/tokens', { grant_kind: 'instagram' })).statusCode).toBe(400);
});
