import { afterAll, describe, expect, test } from 'vitest';
import { oauthOf } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const { app } = sandboxOf({ realNow: () => realMs, limits: [], oddPages: true });
afterAll(() => app.close());
const { tiktokAuthorize, back, accountsToken, accountsRefresh, json, tokens } = oauthOf(app);
const { tiktok, endsAt } = world;
const truth = world.truth.tiktok;
const base = '/tiktok/open_api/v1.3';
const granted = await tokens('tiktok-accounts');
const call = async (
  path: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = { 'access-token': granted.access_token },
) => {
  const search = new URLSearchParams({ business_id: truth.accountId, ...query });
  const answer = await app.inject({ url: `${base}${path}?${search}`, headers });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.json(),
    raw: answer.body,
  };
};
const fields = (...names: string[]) => ({ fields: JSON.stringify(names) });
const codeOf = async () => back(await tiktokAuthorize()).get('code') ?? '';

describe('tokens of the Accounts API', () => {
  test('a code gives tokens once; the open id is the business id', async () => {
    const query = back(await tiktokAuthorize());
    expect([query.get('state'), query.get('iss')]).toEqual(['st', null]);
    expect(query.get('scopes')).toContain('video.insights');
    const code = query.get('code') ?? '';
    const { code: success, data } = (await accountsToken({ auth_code: code })).json();
    expect([success, data.open_id, data.expires_in, data.refresh_token_expires_in]).toEqual([
      0,
      truth.accountId,
      86_400,
      31_536_000,
    ]);
    expect(data.scope).toBe(query.get('scopes'));
    expect((await accountsToken({ auth_code: code })).json().code).toBe(40110);
  });

  test('a refresh rotates: the old token dies, the new one lives', async () => {
    const { data } = (await accountsToken({ auth_code: await codeOf() })).json();
    const second = (await accountsRefresh(data.refresh_token)).json();
    expect(second.code).toBe(0);
    expect(second.data.refresh_token).not.toBe(data.refresh_token);
    expect((await accountsRefresh(data.refresh_token)).json().code).toBe(40107);
    expect((await accountsRefresh(second.data.refresh_token)).json().code).toBe(0);
    const { refreshes } = (await app.inject('/_sandbox/requests')).json();
    expect(refreshes.at(-1)).toMatchObject({ answered: 2, refused: 1 });
  });

  test.each([
    ['a code that was never given', { auth_code: 'x' }, 40110],
    ['another address', { redirect_uri: 'http://127.0.0.1:1/' }, 40110],
    ['a wrong secret', { client_secret: 'guess' }, 40113],
    ['another grant type', { grant_type: 'password' }, 40108],
    ['no code', { auth_code: '' }, 40002],
  ])('%s is refused with HTTP 200', async (_what, changes, code) => {
    const answer = await accountsToken({ auth_code: await codeOf(), ...changes });
    expect([answer.statusCode, answer.json().code, answer.json().data]).toEqual([200, code, {}]);
  });

  test('an old refresh token is told apart from a wrong one', async () => {
    const { refresh_token } = await tokens('tiktok-accounts');
    await json('/_sandbox/grants/expire', { what: 'all', account_id: truth.accountId });
    expect((await accountsRefresh(refresh_token)).json().code).toBe(40103);
    Object.assign(granted, await tokens('tiktok-accounts'));
  });

  test('token info and revocation', async () => {
    const { access_token, refresh_token } = await tokens('tiktok-accounts', {
      scopes: ['video.list', 'user.info.basic'],
    });
    const info = await json(`${base}/tt_user/token_info/get/`, {
      app_id: 'sandbox-client',
      access_token,
    });
    expect(info.json().data).toEqual({
      app_id: 'sandbox-client',
      scope: 'video.list,user.info.basic',
      creator_id: truth.accountId,
    });
    const revoke = () =>
      json(`${base}/tt_user/oauth2/revoke/`, {
        client_id: 'sandbox-client',
        client_secret: 'sandbox-secret',
        access_token,
      });
    expect([(await revoke()).json().code, (await revoke()).json().code]).toEqual([0, 40105]);
    expect((await accountsRefresh(refresh_token)).json().code).toBe(40107);
  });
});

describe('errors', () => {
  test.each([
    ['no token', {}, 40104],
    ['an empty token', { 'access-token': '' }, 40104],
    ['a made-up token', { 'access-token': 'act.x' }, 40105],
    ['a token behind "Bearer "', { 'access-token': `Bearer ${granted.access_token}` }, 40105],
    ['a token in another header', { authorization: granted.access_token }, 40104],
  ])('%s', async (_what, headers, code) => {
    const { status, body } = await call('/business/get/', {}, headers as Record<string, string>);
    expect([status, body.code, body.data]).toEqual([200, code, {}]);
    expect(body.request_id).toMatch(/^\d{14}[0-9A-F]+$/);
  });

  test('a token of the Display API is no token here', async () => {
    const display = await tokens('tiktok-display');
    const { body } = await call('/business/get/', {}, { 'access-token': display.access_token });
    expect(body.code).toBe(40105);
  });

  test('an old token is told apart from a wrong one', async () => {
    const { access_token } = await tokens('tiktok-accounts', { expires_in_s: 60 });
    const ask = async () =>
      (await call('/business/get/', {}, { 'access-token': access_token })).body;
    expect((await ask()).code).toBe(0);
    realMs += 60_000;
    expect((await ask()).code).toBe(40102);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['no business id', '/business/get/', { business_id: '' }, 40002],
    ["another's business id", '/business/get/', { business_id: truth.smallAccountId }, 40001],
    ['an unknown field', '/business/get/', fields('display_name', 'secrets'), 40002],
    ['fields that are no JSON', '/business/get/', { fields: 'username' }, 40002],
    ['a day that is none', '/business/get/', { start_date: '2026-02-30' }, 40002],
    [
      'days the wrong way round',
      '/business/get/',
      { start_date: '2026-06-29', end_date: '2026-06-28' },
      40002,
    ],
    ['more than 60 days back', '/business/get/', { start_date: '2026-04-30' }, 40002],
    ['the future', '/business/get/', { end_date: '2026-07-01' }, 40002],
    ['no item_id', '/business/video/list/', fields('likes'), 40002],
    ['an unknown video field', '/business/video/list/', fields('item_id', 'insights'), 40002],
    ['too large a page', '/business/video/list/', { max_count: '21' }, 40002],
    ['a cursor in words', '/business/video/list/', { cursor: 'next' }, 40002],
    ['filters that are no JSON', '/business/video/list/', { filters: '[' }, 40002],
    ['an unknown filter', '/business/video/list/', { filters: '{"ids":[]}' }, 40002],
    ['ids as numbers', '/business/video/list/', { filters: '{"video_ids":[7]}' }, 40002],
    ['no video id', '/business/comment/list/', {}, 40002],
  ])('%s', async (_what, path, query, code) => {
    const { status, body } = await call(path, query);
    expect([status, body.code]).toEqual([200, code]);
  });

  test('a scope that was not granted', async () => {
    const few = await tokens('tiktok-accounts', { scopes: ['user.info.basic', 'video.list'] });
    const headers = { 'access-token': few.access_token };
    const code = async (path: string, query: Record<string, string> = {}) =>
      (await call(path, query, headers)).body.code;
    expect(await code('/business/get/')).toBe(0);
    expect(await code('/business/get/', fields('video_views'))).toBe(40130);
    expect(await code('/business/get/', fields('followers_count'))).toBe(40130);
    expect(await code('/business/video/list/', fields('item_id', 'caption'))).toBe(0);
    expect(await code('/business/video/list/', fields('item_id', 'likes'))).toBe(40130);
    expect(await code('/business/comment/list/', { video_id: '1' })).toBe(40130);
  });

  test('a path without its last slash is not there', async () => {
    expect((await call('/business/get')).status).toBe(404);
  });
});

describe('business/get', () => {
  test('gives the name by default, and the fields that were asked for', async () => {
    expect(Object.keys((await call('/business/get/')).body.data)).toEqual([
      'display_name',
      'profile_image',
    ]);
    const { body } = await call('/business/get/', fields('username', 'followers_count'));
    expect(body.data).toEqual({
      username: 'kitchentablescience',
      followers_count: tiktok.totals(truth.accountId, endsAt)?.followers,
    });
  });

  test('tells the last seven days but the present one, the newest provisional or late', async () => {
    const { body } = await call(
      '/business/get/',
      fields('video_views', 'daily_new_followers', 'audience_activity'),
    );
    const days = body.data.metrics;
    expect(days.map(({ date }: { date: string }) => date)).toEqual([
      '2026-06-23',
      '2026-06-24',
      '2026-06-25',
      '2026-06-26',
      '2026-06-27',
      '2026-06-28',
      '2026-06-29',
    ]);
    expect(days.at(-1)).toEqual({ date: '2026-06-29', video_views: 0, audience_activity: [] });
    expect(days[0].audience_activity).toHaveLength(24);
    expect(days[0].audience_activity[3]).toEqual({ hour: '3', count: expect.any(Number) });
    expect(days[0].video_views).toBe(tiktok.day(truth.accountId, '2026-06-23', endsAt)?.views);
  });

  test('looks back 60 days, and likes may be negative', async () => {
    const { body } = await call('/business/get/', {
      ...fields('likes'),
      start_date: '2026-05-01',
      end_date: '2026-06-29',
    });
    expect(body.data.metrics).toHaveLength(60);
    expect(body.data.metrics.filter(({ likes }: { likes: number }) => likes < 0)).not.toEqual([]);
  });

  test('tells nothing of the audience below 100 followers', async () => {
    const small = await tokens('tiktok-accounts', { account_id: truth.smallAccountId });
    const { body } = await call(
      '/business/get/',
      { business_id: truth.smallAccountId, ...fields('audience_activity', 'audience_countries') },
      { 'access-token': small.access_token },
    );
    expect(body.data.audience_countries).toEqual([]);
    for (const { audience_activity } of body.data.metrics) expect(audience_activity).toEqual([]);
  });
});

describe('business/video/list', () => {
  const existing = tiktok
    .postsBefore(truth.accountId, new Date(endsAt.getTime() + 1), 10_000, endsAt)
    .map(({ id }) => id);
  const idsIn = (raw: string) => [...raw.matchAll(/"item_id":"?(\d+)"?/g)].map(([, id = '']) => id);

  test('paging by cursor gives every post once, through short and empty pages', async () => {
    await app.inject({ method: 'DELETE', url: '/_sandbox/requests' });
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    let more = true;
    while (more) {
      const { body, raw } = await call('/business/video/list/', {
        ...fields('item_id'),
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...idsIn(raw));
      sizes.push(body.data.videos.length);
      expect(body.data.cursor).not.toBe(Number(cursor));
      cursor = String(body.data.cursor);
      more = body.data.has_more;
    }
    expect(seen).toEqual(existing);
    expect(sizes.slice(0, -1)).toContain(0);
    expect(sizes.slice(0, -1)).toContain(5);
    expect(Math.max(...sizes)).toBe(10);
    const { pages } = (await app.inject('/_sandbox/requests/pages')).json();
    const own = pages.filter(
      ({ operation }: { operation: string }) => operation === 'business/video/list',
    );
    expect(own.filter(({ fetched }: { fetched: number }) => fetched > 1)).toEqual([]);
    expect(own).toHaveLength(sizes.length);
  });

  test('some ids are bare int64, which JSON.parse rounds', async () => {
    const { raw } = await call('/business/video/list/', { ...fields('item_id'), max_count: '20' });
    expect(raw).toMatch(/"item_id":\d{19}[,}]/);
    expect(raw).toMatch(/"item_id":"\d{19}"/);
  });

  test('create_time is now a string and now a number', async () => {
    const { body } = await call('/business/video/list/', {
      ...fields('item_id', 'create_time'),
      max_count: '20',
    });
    const types = body.data.videos.map(
      ({ create_time }: { create_time: unknown }) => typeof create_time,
    );
    expect(new Set(types)).toEqual(new Set(['string', 'number']));
  });

  test('posts by id: those that are gone or of another account are left out', async () => {
    const [kept = '', other = ''] = existing;
    const [gone] = truth.deletedPosts;
    const [foreign] = tiktok.postsBefore(truth.smallAccountId, endsAt, 1, endsAt);
    const { body, raw } = await call('/business/video/list/', {
      ...fields('item_id'),
      filters: JSON.stringify({ video_ids: [other, gone?.postId, foreign?.id, kept, '1'] }),
    });
    expect(idsIn(raw)).toEqual([kept, other]);
    expect([body.data.has_more, body.data.cursor]).toEqual([false, 0]);
  });

  test('what the world does not know is absent', async () => {
    const posts = existing.map((id) => ({ id, figures: tiktok.figures(id, endsAt) }));
    const idle = posts.find(({ figures }) => figures?.reach === null)?.id ?? '';
    const shy = posts.find(({ figures }) => figures?.likes === null)?.id ?? '';
    const ask = async (id: string) =>
      (
        await call('/business/video/list/', {
          ...fields('item_id', 'likes', 'reach', 'average_time_watched', 'video_view_retention'),
          filters: JSON.stringify({ video_ids: [id] }),
        })
      ).body.data.videos[0];
    expect(Object.keys(await ask(idle))).toEqual(['item_id', 'likes']);
    expect(await ask(shy)).not.toHaveProperty('likes');
    const whole = await ask(
      posts.find(({ figures }) => figures?.watching != null && figures.likes !== null)?.id ?? '',
    );
    expect(whole.video_view_retention[0]).toEqual({ second: '0', percentage: 1 });
  });

  test('ads can be asked for alone', async () => {
    const { body } = await call('/business/video/list/', {
      ...fields('item_id', 'is_ad'),
      filters: '{"ad_post_only":true}',
      max_count: '20',
    });
    for (const { is_ad } of body.data.videos) expect(is_ad).toBe(true);
    expect(body.data.has_more).toBe(true);
  });
});

describe('business/comment/list', () => {
  const video =
    tiktok
      .postsBefore(truth.accountId, endsAt, 1_000, endsAt)
      .find(({ id }) => (tiktok.figures(id, endsAt)?.comments ?? 0) > 60)?.id ?? '';

  test('pages count from 0', async () => {
    let cursor = 0;
    let seen = 0;
    for (;;) {
      const { body } = await call('/business/comment/list/', {
        video_id: video,
        max_count: '30',
        cursor: String(cursor),
      });
      seen += body.data.comments.length;
      cursor = body.data.cursor;
      if (!body.data.has_more) break;
    }
    expect(seen).toBe(cursor);
    expect(seen).toBe(tiktok.comments(video, endsAt).filter(({ hidden }) => !hidden).length);
  });

  test('can be sorted by likes', async () => {
    const { body } = await call('/business/comment/list/', {
      video_id: video,
      sort_field: 'likes',
    });
    const likes = body.data.comments.map((comment: { likes: number }) => comment.likes);
    expect(likes).toEqual(likes.toSorted((a: number, b: number) => b - a));
  });
});
