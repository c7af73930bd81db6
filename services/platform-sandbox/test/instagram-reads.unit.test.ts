import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { sandboxOf, world } from './sandbox.ts';

const { app } = sandboxOf({ limits: [] });
afterAll(() => app.close());
const { get, token } = metaOf(app);
const { instagram, endsAt, truth } = world;
const [own, other] = instagram.accounts;
if (own === undefined || other === undefined) throw new Error('the sample world has two accounts');

const login = await token('instagram-login');
const page = await token('instagram-facebook', { life: 'page' });
const old = await token('instagram-login', { age_s: 61 * 86_400 });
const doors = [
  ['Instagram Login', '/instagram/v25.0', login],
  ['Facebook Login', '/facebook/v25.0', page],
] as const;
const ask = (path: string, query: Record<string, string> = {}) =>
  get(`/instagram/v25.0/${path}`, { access_token: login, ...query });
const all = instagram.mediaBefore(own.id, new Date(endsAt.getTime() + 1), 1_000, endsAt);
const oneOf = (fits: (media: (typeof all)[number]) => boolean) => {
  const found = all.find((media) => fits(media) && !media.isBeforeConversion);
  if (found === undefined) throw new Error('the sample world has one');
  return found;
};
const isKnown = (id: string) => instagram.figures(id, endsAt)?.views != null;
const feed = oneOf(({ productType, id }) => productType === 'FEED' && isKnown(id));
const reel = oneOf(({ productType, id }) => productType === 'REELS' && isKnown(id));
const album = oneOf(({ children }) => children.length > 0);
const foreign = instagram.mediaBefore(other.id, endsAt, 1, endsAt)[0];

describe('the account', () => {
  test('has one id for the app and another for everyone', async () => {
    const fields =
      'id,user_id,username,name,account_type,profile_picture_url,followers_count,follows_count,media_count';
    const { body, headers } = await ask('me', { fields });
    const totals = instagram.totals(own.id, endsAt);
    expect(body).toEqual({
      id: own.appScopedId,
      user_id: own.id,
      username: own.username,
      name: own.name,
      account_type: own.accountType,
      profile_picture_url: expect.stringMatching(/^https:/),
      followers_count: totals?.followers,
      follows_count: own.following,
      media_count: totals?.media,
    });
    for (const node of [own.id, own.appScopedId]) {
      expect((await ask(node, { fields })).body).toEqual(body);
    }
    expect(headers['facebook-api-version']).toBe('v25.0');
  });

  test.each([
    ['nothing asked for', 'me', {}, { id: own.appScopedId }],
    ['no version', '../me', {}, { id: own.appScopedId }],
    ['a bearer token', 'me', { access_token: undefined }, { error: { code: 104 } }],
    ['a field of the other door', 'me', { fields: 'business_discovery.username(x){id}' }, 100],
    ['an unknown field', 'me', { fields: 'id,nonsense' }, 100],
    ['a broken expression', 'me', { fields: 'id,children{id' }, 2500],
    ['an unknown parameter', 'me', { feilds: 'id' }, 100],
    ['an old version', '../v20.0/me', {}, 2500],
    ['an unknown edge', 'me/friends', {}, 2500],
    ["another's account", other.id, { fields: 'username' }, 33],
    ["another's medium", foreign?.id ?? '', {}, 33],
    ['a made-up id', '17900000000000000', {}, 33],
  ])('%s', async (_what, path, query, expected) => {
    const answer = await ask(path, query as Record<string, string>);
    const { error } = answer.body;
    if (typeof expected === 'object') expect(answer.body).toMatchObject(expected);
    else expect([400, error.error_subcode ?? error.code]).toEqual([answer.status, expected]);
  });

  test.each([
    ['a made-up token', 'IGAAmade-up', [400, 190, undefined]],
    ['one of the other door', page, [400, 190, undefined]],
    ['an old one', old, [401, 190, 463]],
  ])('%s opens nothing', async (_what, access_token, expected) => {
    const { status, body } = await ask('me', { access_token });
    expect([status, body.error.code, body.error.error_subcode]).toEqual(expected);
    expect(body.error).toMatchObject({ type: 'OAuthException', fbtrace_id: expect.any(String) });
  });

  test('a revoked token, and one in the header', async () => {
    const mine = await token('instagram-login');
    const headers = { authorization: `Bearer ${mine}` };
    expect((await app.inject({ url: '/instagram/v25.0/me', headers })).statusCode).toBe(200);
    const fault = { path_prefix: '/instagram/', kind: 'revoke' };
    await app.inject({ method: 'POST', url: '/_sandbox/faults', payload: fault });
    const struck = await app.inject({ url: '/instagram/v25.0/me', headers });
    expect(struck.json().error).toMatchObject({ code: 190, error_subcode: 458 });
  });
});

describe.each(doors)('media through %s', (_name, base, access_token) => {
  const list = (query: Record<string, string>) =>
    get(`${base}/${own.id}/media`, { access_token, ...query });

  test('comes page by page, newest first, each once', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { body } = await list({ limit: '50', after });
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      expect(body.paging.next === undefined).toBe(seen.length === all.length);
      if (body.paging.next === undefined) break;
      const next = new URL(body.paging.next);
      expect(next.searchParams.get('access_token')).toBe(access_token);
      expect(next.searchParams.get('after')).toBe(body.paging.cursors.after);
      after = body.paging.cursors.after;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('by since and until, and back by before', async () => {
    const [first, , third] = all;
    if (first === undefined || third === undefined) throw new Error('there are three');
    const seconds = (at: Date) => String(at.getTime() / 1_000);
    const between = { since: seconds(third.createdAt), until: seconds(first.createdAt) };
    const ids = (await list(between)).body.data.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(all.slice(0, 3).map(({ id }) => id));
    const second = (await list({ limit: '2' })).body.paging.cursors.after;
    const { body } = await list({ limit: '1', before: second });
    expect(body.data).toEqual([{ id: first.id }]);
  });

  test('a cursor of another list, and a limit that is none', async () => {
    for (const query of [{ after: 'QVFIbm9uZQZD' }, { limit: '0' }, { limit: 'many' }]) {
      expect((await list(query)).body.error.code).toBe(100);
    }
  });
});

test('an account is subscribed to what its app wants to be told of', async () => {
  const on = async (method: 'GET' | 'POST' | 'DELETE', fields?: string) => {
    const query = new URLSearchParams({
      access_token: login,
      ...(fields && { subscribed_fields: fields }),
    });
    return (
      await app.inject({ method, url: `/instagram/v25.0/me/subscribed_apps?${query}` })
    ).json();
  };
  expect(await on('POST', 'comments,mentions')).toEqual({ success: true });
  expect((await on('GET')).data[0].subscribed_fields).toEqual(['comments', 'mentions']);
  expect(await on('DELETE')).toEqual({ success: true });
  expect(await on('GET')).toEqual({ data: [] });
  for (const fields of ['luck', 'story_insights', undefined]) {
    expect((await on('POST', fields)).error.code).toBe(100);
  }
});

describe('one medium', () => {
  test('an album holds its parts, and a caption may be missing', async () => {
    const fields =
      'caption,media_type,media_product_type,timestamp,like_count,children{media_type}';
    const { body } = await ask(album.id, { fields });
    expect(body).toEqual({
      id: album.id,
      ...(album.caption !== null && { caption: album.caption }),
      media_type: 'CAROUSEL_ALBUM',
      media_product_type: 'FEED',
      timestamp: `${album.createdAt.toISOString().slice(0, 19)}+0000`,
      like_count: instagram.figures(album.id, endsAt)?.likes,
      children: { data: album.children.map((id) => ({ id, media_type: 'IMAGE' })) },
    });
  });

  test('what is gone is not there', async () => {
    const [gone] = truth.instagram.deletedMedia;
    const { status, body } = await ask(`${gone?.mediaId}/insights`, { metric: 'reach' });
    expect([status, body.error.code, body.error.error_subcode]).toEqual([400, 100, 33]);
  });
});

describe('insights of a medium', () => {
  const insights = (id: string, query: Record<string, string>) => ask(`${id}/insights`, query);
  const values = (body: { data: { name: string; values: { value: number }[] }[] }) =>
    Object.fromEntries(body.data.map(({ name, values: [first] }) => [name, first?.value]));

  test('of the feed and of reels', async () => {
    const ofFeed = instagram.figures(feed.id, endsAt);
    const inFeed = await insights(feed.id, { metric: 'views,reach,saved,follows,profile_visits' });
    expect(values(inFeed.body)).toEqual({
      views: ofFeed?.views,
      reach: ofFeed?.reach,
      saved: ofFeed?.saved,
      follows: ofFeed?.follows,
      profile_visits: ofFeed?.profileVisits,
    });
    const { watching } = instagram.figures(reel.id, endsAt) ?? {};
    const ofReel = await insights(reel.id, {
      metric: 'ig_reels_avg_watch_time,ig_reels_video_view_total_time,reels_skip_rate',
    });
    expect(values(ofReel.body)).toEqual({
      ig_reels_avg_watch_time: watching?.averageMs,
      ig_reels_video_view_total_time: watching?.totalMs,
      reels_skip_rate: expect.closeTo((watching?.skipRate ?? 0) * 100, 2),
    });
    expect(ofReel.body.data[0]).toMatchObject({
      period: 'lifetime',
      id: `${reel.id}/insights/ig_reels_avg_watch_time/lifetime`,
    });
  });

  test.each([
    [
      'a metric of reels',
      feed.id,
      'views,reels_skip_rate',
      /not support the reels_skip_rate metric/,
    ],
    ['a metric of the feed', reel.id, 'views,follows', /not support the follows metric/],
    ['a former metric', reel.id, 'plays', /not support the plays metric/],
    ['a metric of the other door', feed.id, 'total_views', /not support the total_views metric/],
    ['an unknown metric', feed.id, 'views,luck', /metric\[1\] must be one of/],
    ['no metric', feed.id, '', /metric is required/],
  ])('%s fails the whole call', async (_what, id, metric, message) => {
    const { status, body } = await insights(id, { metric });
    expect([status, body.error.code, body.error.error_subcode]).toEqual([400, 100, undefined]);
    expect(body.error.message).toMatch(message);
  });

  test('from before the account was a professional one there never are any', async () => {
    const [id = ''] = truth.instagram.beforeConversionIds;
    const { body } = await insights(id, { metric: 'reach' });
    expect(body.error).toMatchObject({ code: 100, error_subcode: 2_108_006 });
  });

  test('of a story that hardly anyone saw', async () => {
    const [story] = (await ask('me/stories', { fields: 'media_product_type' })).body.data;
    expect(story.media_product_type).toBe('STORY');
    const { status, body } = await insights(story.id, { metric: 'views,reach' });
    expect([status, body.error.code]).toEqual([400, 10]);
    expect(body.error.message).toMatch(/Not enough viewers/);
  });

  test('within the first hours nothing is known, which is not zero', async () => {
    const fresh = sandboxOf({ now: new Date(feed.createdAt.getTime() + 60_000), limits: [] });
    const { get: look } = metaOf(fresh.app);
    const query = { access_token: login, metric: 'views,likes' };
    const { status, body } = await look(`/instagram/v25.0/${feed.id}/insights`, query);
    expect([status, body]).toEqual([200, { data: [] }]);
    await fresh.app.close();
  });

  test('with a breakdown', async () => {
    const query = { metric: 'profile_activity', breakdown: 'action_type' };
    const [row] = (await insights(feed.id, query)).body.data;
    expect(row.total_value.breakdowns[0].dimension_keys).toEqual(['action_type']);
    const wrong = await insights(feed.id, { ...query, metric: 'views' });
    expect(wrong.body.error.code).toBe(100);
  });

  test.each([
    ['/instagram/v25.0', 'instagram-login', 'instagram_business_basic'],
    ['/facebook/v25.0', 'instagram-facebook', 'instagram_basic'],
  ])('%s: need a scope of their own', async (base, kind, scope) => {
    const scopes = kind === 'instagram-login' ? [scope] : [scope, 'pages_read_engagement'];
    const access_token = await token(kind, { scopes });
    expect((await get(`${base}/${feed.id}`, { access_token })).status).toBe(200);
    for (const path of [`${feed.id}/insights`, `${own.id}/insights`]) {
      const { status, body } = await get(`${base}/${path}`, { access_token, metric: 'reach' });
      expect([status, body.error.code]).toEqual([400, 10]);
    }
  });
});
