import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { client } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { recordedAnswer, recordingsFolder, shapeOf } from './shape.ts';

/** Every key of a recorded or documented answer is there with the same type. */
const { app } = sandboxOf({ oddPages: false, limits: [] });
afterAll(() => app.close());
const { authorize, code, exchange, get, token } = metaOf(app);
const { instagram, endsAt } = world;
const [own, other] = instagram.accounts;
if (own === undefined || other === undefined) throw new Error('in the world');

const login = await token('instagram-login');
const page = await token('instagram-facebook', { life: 'page' });
const user = await token('instagram-facebook');
const all = instagram.mediaBefore(own.id, endsAt, 1_000, endsAt);
const whole = (fits: (media: (typeof all)[number]) => boolean): string =>
  all.find(
    (media) =>
      fits(media) &&
      !media.isBeforeConversion &&
      media.caption !== null &&
      instagram.figures(media.id, endsAt)?.views != null,
  )?.id ?? '';
const reel = whole(({ productType }) => productType === 'REELS');
const album = whole(({ mediaType }) => mediaType === 'CAROUSEL_ALBUM');

type Answer = Promise<{ readonly status: number; readonly body: unknown }>;
const facebook = (path: string, query: Record<string, string> = {}, access_token = page): Answer =>
  get(`/facebook/v25.0/${path}`, { access_token, ...query });
const withCode = async (dialog: string, url: string, scope: string): Answer => {
  const answer = await exchange(url, { code: code(await authorize(dialog, scope)) });
  return { status: answer.statusCode, body: answer.json() };
};
const mediaFields = 'id,comments_count,like_count,media_type,media_url,permalink,timestamp';
const hashtag = async (): Promise<string> => {
  const { body } = await get('/facebook/v25.0/ig_hashtag_search', {
    ...{ access_token: page, user_id: own.id, q: 'cooking' },
  });
  return body.data[0].id;
};
const tagged = async (query: Record<string, string> = {}): Answer =>
  facebook(`${await hashtag()}/top_media`, {
    ...{ user_id: own.id, fields: 'id,media_type,comments_count,like_count', limit: '5' },
    ...query,
  });
const days = {
  period: 'day',
  since: String(Date.parse('2026-06-19T07:00:00Z') / 1_000),
  until: String(Date.parse('2026-06-21T07:00:00Z') / 1_000),
};

const calls: [recording: string, ask: () => Answer][] = [
  [
    'business-discovery-media-page1-200',
    () =>
      facebook(own.id, {
        fields: `business_discovery.username(${other.username}){media.limit(2){caption,${mediaFields}}}`,
      }),
  ],
  [
    'business-discovery-user-200',
    () =>
      facebook(own.id, {
        fields: `business_discovery.username(${other.username}){id,biography,name,username,profile_picture_url,followers_count,media_count}`,
      }),
  ],
  ['content-publishing-limit-200', () => facebook(`${own.id}/content_publishing_limit`)],
  [
    'debug-token-200',
    () =>
      get('/facebook/debug_token', {
        input_token: user,
        access_token: `${client.id}|${client.secret}`,
      }),
  ],
  [
    'error-10-no-permission',
    async () =>
      facebook(
        `${own.id}/insights`,
        { metric: 'reach', period: 'day' },
        await token('instagram-facebook', { scopes: ['instagram_basic', 'pages_read_engagement'] }),
      ),
  ],
  [
    'error-10-story-too-few-viewers',
    async () => {
      const { data } = (await get(`/facebook/v25.0/${own.id}/stories`, { access_token: page }))
        .body;
      return facebook(`${data[0].id}/insights`, { metric: 'views,reach' });
    },
  ],
  ['error-100-subcode-33', () => facebook('17900000000000000/insights', { metric: 'reach' })],
  [
    'error-190-subcode-463-expired',
    async () => facebook(own.id, {}, await token('instagram-facebook', { age_s: 61 * 86_400 })),
  ],
  [
    'fb-long-lived-token-200',
    async () =>
      get('/facebook/v25.0/oauth/access_token', {
        grant_type: 'fb_exchange_token',
        client_id: client.id,
        client_secret: client.secret,
        fb_exchange_token: await token('instagram-facebook', { life: 'short' }),
      }),
  ],
  [
    'follower-demographics-city-200',
    () =>
      facebook(`${own.id}/insights`, {
        metric: 'follower_demographics',
        period: 'lifetime',
        metric_type: 'total_value',
        breakdown: 'city',
        timeframe: 'this_month',
      }),
  ],
  ['hashtag-recent-media-page1-200', () => tagged()],
  [
    'hashtag-recent-media-page2-200',
    async () => {
      const { body } = await tagged();
      const { paging } = body as { paging: { cursors: { after: string } } };
      return tagged({ after: paging.cursors.after });
    },
  ],
  [
    'hashtag-search-200',
    () => facebook('ig_hashtag_search', { user_id: own.id, q: 'developers', fields: 'id,name' }),
  ],
  [
    'media-carousel-200',
    () =>
      facebook(album, {
        fields: `caption,${mediaFields},children{id,media_type,media_url,permalink,shortcode,timestamp}`,
      }),
  ],
  [
    'oauth-code-400-used',
    async () => {
      const answer = await exchange('/instagram-api/oauth/access_token', { code: 'AQx' });
      return { status: answer.statusCode, body: answer.json() };
    },
  ],
  [
    'oauth-long-token-200',
    async () =>
      get('/instagram/access_token', {
        grant_type: 'ig_exchange_token',
        client_secret: client.secret,
        access_token: await token('instagram-login', { life: 'short' }),
      }),
  ],
  [
    'oauth-short-token-documented-200',
    () =>
      withCode(
        '/instagram-www/oauth/authorize',
        '/instagram-api/oauth/access_token',
        'instagram_business_basic,instagram_business_manage_comments',
      ),
  ],
  [
    'recently-searched-hashtags-200',
    async () => {
      await hashtag();
      return facebook(`${own.id}/recently_searched_hashtags`);
    },
  ],
  [
    'user-fields-200',
    () =>
      facebook(own.id, {
        fields: 'id,biography,name,username,profile_picture_url,followers_count,media_count',
      }),
  ],
  [
    'user-insights-day-200',
    () => facebook(`${own.id}/insights`, { metric: 'follower_count,reach', ...days }),
  ],
  [
    'user-insights-legacy-timeseries-200',
    () => facebook(`${own.id}/insights`, { metric: 'reach,follower_count', ...days }),
  ],
  [
    'user-media-page1-200',
    () =>
      get('/instagram/v25.0/me/media', { access_token: login, fields: mediaFields, limit: '2' }),
  ],
];

describe.runIf(recordingsFolder !== null)('answers have the shape of the recorded ones', () => {
  test.each(calls)('%s', async (name, ask) => {
    const recorded = recordedAnswer(`instagram/${name}`);
    const { status, body } = await ask();
    expect(status).toBe(recorded.status);
    expect(shapeOf(body)).toEqual(expect.arrayContaining(shapeOf(recorded.body)));
  });

  test('the last page has cursors and no next; the row of a metric is the recorded one', async () => {
    const recorded = recordedAnswer('instagram/reels-insights-legacy-200');
    const { data } = recorded.body as { data: { name: string }[] };
    const metric = 'comments,ig_reels_avg_watch_time,likes,reach,saved,shares';
    const { body } = await get(`/instagram/v25.0/${reel}/insights`, {
      access_token: login,
      metric,
    });
    for (const row of body.data) {
      const like = data.find(({ name }) => name === row.name);
      expect(shapeOf(row).toSorted()).toEqual(shapeOf(like).toSorted());
    }
    const last = await get('/instagram/v25.0/me/media', {
      access_token: login,
      until: '1767265200',
      limit: '100',
    });
    expect(Object.keys(last.body.paging ?? { cursors: 1 })).not.toContain('next');
  });

  test('followers online are told by the hour, in strings', async () => {
    const query = {
      metric: 'online_followers',
      period: 'lifetime',
      since: '1780297200',
      until: '1782716400',
    };
    const { body } = await get(`/facebook/v25.0/${own.id}/insights`, {
      access_token: page,
      ...query,
    });
    const recorded = recordedAnswer('instagram/online-followers-200');
    const known = {
      ...body.data[0],
      values: body.data[0].values.filter(({ value }: { value: object }) => '0' in value),
    };
    expect(shapeOf({ ...body, data: [known] })).toEqual(
      expect.arrayContaining(shapeOf(recorded.body)),
    );
  });

  test('limits: codes 4 and 32 as recorded, with the headers', async () => {
    const set = (rule: object) =>
      app.inject({ method: 'PUT', url: '/_sandbox/limits', payload: { limits: [rule] } });
    const rule = { api: 'instagram-facebook', calls: 0, window_s: 60 };
    for (const [name, per] of [
      ['error-4-app-rate-limit', 'app'],
      ['error-32-rate-limit', 'user'],
    ]) {
      await set({ ...rule, per });
      const recorded = recordedAnswer(`instagram/${name}`);
      const { status, headers, body } = await get(`/facebook/v25.0/${own.id}`, {
        ...{ access_token: page, fields: 'business_discovery.username(x){id}' },
      });
      expect(status).toBe(recorded.status);
      expect({ ...body.error, fbtrace_id: '' }).toEqual({
        ...(recorded.body as { error: object }).error,
        fbtrace_id: '',
      });
      expect(headers['x-app-usage']).toMatch(/^\{"call_count":\d+,"total_cputime":\d+/);
    }
    await app.inject({ method: 'PUT', url: '/_sandbox/limits', payload: { limits: [] } });
  });
});
