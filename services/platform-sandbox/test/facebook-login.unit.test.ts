import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { client, redirectUri } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const { app } = sandboxOf({ realNow: () => realMs, oddPages: true });
afterAll(() => app.close());
const { authorize, code, get, token } = metaOf(app);
const { instagram, endsAt } = world;
const [own, other] = instagram.accounts;
if (own === undefined || other === undefined) throw new Error('the sample world has two accounts');

const dialog = '/facebook-www/v25.0/dialog/oauth';
const scope =
  'instagram_basic,instagram_manage_insights,pages_show_list,pages_read_engagement,instagram_manage_comments';
const secret = { client_id: client.id, client_secret: client.secret };
const tokens = (query: Record<string, string>) =>
  get('/facebook/v25.0/oauth/access_token', { ...secret, ...query });
const exchange = (given: string, changes: Record<string, string> = {}) =>
  tokens({ redirect_uri: redirectUri, code: given, ...changes });
const ask = (path: string, access_token: string, query: Record<string, string> = {}) =>
  get(`/facebook/v25.0/${path}`, { access_token, ...query });
const appToken = `${client.id}|${client.secret}`;
const debug = (input_token: string, access_token = appToken) =>
  get('/facebook/debug_token', { input_token, access_token });

describe('the login', () => {
  test('leads from a code to a user, a Page and its Instagram account', async () => {
    const consent = await authorize(dialog, scope);
    expect(consent.headers.location).toMatch(/code=AQ[\w-]+#_=_$/);
    const short = (await exchange(code(consent))).body;
    expect(short).toEqual({
      access_token: expect.stringMatching(/^EAAS/),
      token_type: 'bearer',
      expires_in: 3_600,
    });
    const long = (
      await tokens({ grant_type: 'fb_exchange_token', fb_exchange_token: short.access_token })
    ).body;
    expect(long.expires_in).toBe(60 * 86_400);
    const fields = 'access_token,instagram_business_account{id,username}';
    const { data } = (await ask('me/accounts', long.access_token, { fields })).body;
    expect(data).toEqual([
      { id: expect.any(String), access_token: expect.stringMatching(/^EAAS/) },
      {
        id: own.pageId,
        access_token: expect.stringMatching(/^EAAS/),
        instagram_business_account: { id: own.id, username: own.username },
      },
    ]);
    const page = data[1].access_token;
    expect((await ask(own.id, page, { fields: 'username' })).body).toEqual({
      id: own.id,
      username: own.username,
    });
    expect((await ask(own.id, long.access_token)).status).toBe(200);
    expect((await ask(own.id, page, { fields: 'user_id' })).body.error.code).toBe(100);
    realMs += 61 * 86_400_000;
    expect((await ask(own.id, long.access_token)).body.error.error_subcode).toBe(463);
    expect((await ask(own.id, page)).status).toBe(200);
    expect((await debug(page)).body.data).toMatchObject({
      type: 'PAGE',
      expires_at: 0,
      is_valid: true,
      user_id: own.facebookUserId,
      profile_id: own.pageId,
    });
    const debugged = (await debug(long.access_token)).body.data;
    expect(debugged).toMatchObject({
      type: 'USER',
      is_valid: false,
      scopes: scope.split(','),
    });
    expect(debugged.data_access_expires_at - debugged.issued_at).toBe(90 * 86_400);
  });

  test.each([
    ['a used code', {}, 36_009],
    ['another address', { redirect_uri: `${redirectUri}/` }, 36_008],
    ['a wrong secret', { client_secret: 'guess' }, 1],
    ['an unknown client', { client_id: 'stranger' }, 101],
    ['a made-up code', { code: 'AQx' }, 100],
    ['another grant type', { grant_type: 'password' }, 100],
  ])('%s is refused in the envelope of the Graph API', async (_what, changes, expected) => {
    const given = code(await authorize(dialog, scope));
    if (expected === 36_009) await exchange(given);
    const { status, body } = await exchange(given, changes);
    expect([status, body.error.error_subcode ?? body.error.code]).toEqual([400, expected]);
  });

  test('a refusal and a partial consent', async () => {
    const denied = await authorize(dialog, scope, { sandbox_consent: 'deny' });
    expect(String(denied.headers.location)).toMatch(/error=access_denied&error_code=200/);
    const partial = await authorize(dialog, scope, { sandbox_withhold: 'instagram_basic' });
    const { access_token } = (await exchange(code(partial))).body;
    const fields = 'instagram_business_account';
    const { data } = (await ask('me/accounts', access_token, { fields })).body;
    expect(data[1]).toEqual({ id: own.pageId });
    expect((await ask(own.id, access_token)).body.error.code).toBe(10);
  });

  test('debug_token wants the app, and the app can take itself out', async () => {
    const user = await token('instagram-facebook');
    expect((await debug(user, 'stranger|x')).body.error.code).toBe(190);
    expect((await debug('EAASx')).body.data.is_valid).toBe(false);
    const removed = await app.inject({
      method: 'DELETE',
      url: `/facebook/v25.0/${own.facebookUserId}/permissions?access_token=${user}`,
    });
    expect(removed.json()).toEqual({ success: true });
    expect((await ask('me', user)).body.error).toMatchObject({ code: 190, error_subcode: 458 });
  });

  test('with its own token too, but with none of a Page or of another person', async () => {
    const page = await token('instagram-facebook', { life: 'page' });
    const remove = async (userId: string, access_token: string) => {
      const query = new URLSearchParams({ access_token });
      const url = `/facebook/v25.0/${userId}/permissions?${query}`;
      const { error } = (await app.inject({ method: 'DELETE', url })).json();
      return error === undefined ? null : (error.error_subcode ?? error.code);
    };
    expect(await remove(own.facebookUserId, page)).toBe(10);
    expect(await remove(own.facebookUserId, `${client.id}|guess`)).toBe(190);
    expect(await remove('12345', appToken)).toBe(33);
    const user = await token('instagram-facebook');
    expect(await remove(other.facebookUserId, user)).toBe(33);
    expect((await ask(own.id, page)).status).toBe(200);
    expect(await remove(own.facebookUserId, appToken)).toBe(null);
    for (const dead of [page, user]) {
      expect((await ask(own.id, dead)).body.error.error_subcode).toBe(458);
    }
  });
});

describe('other accounts', () => {
  const discover = async (expression: string) => {
    const page = await token('instagram-facebook', { life: 'page' });
    return (await ask(own.id, page, { fields: `business_discovery${expression}` })).body;
  };

  test('are discovered by name, with what anyone sees', async () => {
    const fields = 'id,username,name,followers_count,media_count';
    const { business_discovery, id } = await discover(`.username(${other.username}){${fields}}`);
    const totals = instagram.totals(other.id, endsAt);
    expect([id, business_discovery]).toEqual([
      own.id,
      {
        id: other.id,
        username: other.username,
        name: other.name,
        followers_count: totals?.followers,
        media_count: totals?.media,
      },
    ]);
  });

  test('with their media, by cursors within the expression', async () => {
    const all = instagram.mediaBefore(other.id, new Date(endsAt.getTime() + 1), 1_000, endsAt);
    const seen: string[] = [];
    let after = '';
    do {
      const { media } = (
        await discover(
          `.username(${other.username}){media.limit(25)${after}{comments_count,view_count}}`,
        )
      ).business_discovery;
      seen.push(...media.data.map(({ id }: { id: string }) => id));
      expect(Object.keys(media.paging ?? { cursors: {} })).toEqual(['cursors']);
      after = media.paging?.cursors.after ? `.after(${media.paging.cursors.after})` : '';
    } while (after !== '');
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('but not those that are none, or by what is not told', async () => {
    expect((await discover('.username(nobody){id}')).error).toMatchObject({
      code: 110,
      error_subcode: 2_207_013,
    });
    for (const wrong of ['{id}', `.username(${other.username}){media{saved}}`, '.username(x']) {
      expect([100, 2500]).toContain((await discover(wrong)).error.code);
    }
  });
});

describe('hashtags', () => {
  const page = () => token('instagram-facebook', { life: 'page' });
  const search = async (q: string, user_id = own.id) =>
    (await ask('ig_hashtag_search', await page(), { user_id, q })).body;

  test('are found by name, and their media without authors', async () => {
    const { data } = await search('cooking');
    const [tag] = data;
    expect(data).toEqual([{ id: expect.stringMatching(/^1784\d+$/) }]);
    const top = async (query: Record<string, string> = {}) => {
      const fields = 'caption,like_count';
      const all = { user_id: own.id, fields, limit: '5', ...query };
      return (await ask(`${tag.id}/top_media`, await page(), all)).body;
    };
    const first = await top();
    expect(first.data).toHaveLength(5);
    for (const { caption } of first.data) expect(caption).toMatch(/#cooking/i);
    expect(new URL(first.paging.next).searchParams.get('access_token')).toMatch(/^EAAS/);
    expect(
      (await top({ limit: '50', after: first.paging.cursors.after })).data.length,
    ).toBeGreaterThan(0);
    expect((await top({ fields: 'username' })).error.code).toBe(100);
    const recent = await ask(`${tag.id}/recent_media`, await page(), { user_id: own.id });
    expect(recent.body.data.length).toBeLessThanOrEqual(5);
    expect(recent.body).not.toHaveProperty('paging');
  });

  test.each([
    ['an emoji', '🍕', own.id, 24],
    ['with its sign', '#pizza', own.id, 24],
    ['a word that is not searched for', 'sensitive', own.id, 24],
    ['nothing', '', own.id, 100],
    ['for another account', 'pizza', other.id, 10],
  ])('%s is refused', async (_what, q, userId, expected) => {
    expect((await search(q, userId)).error.code).toBe(expected);
  });

  test('thirty different ones in seven days, the same again for nothing', async () => {
    realMs += 8 * 86_400_000;
    for (let tag = 0; tag < 30; tag += 1) await search(`tag${tag}`);
    expect((await search('tag7')).data).toHaveLength(1);
    expect((await search('tag30')).error).toMatchObject({ code: 18, error_subcode: 2_207_034 });
    const { data } = (await ask(`${own.id}/recently_searched_hashtags`, await page())).body;
    expect(data).toHaveLength(30);
    expect(data[0]).toMatchObject({ name: 'tag29' });
    realMs += 7 * 86_400_000;
    expect((await search('tag30')).data).toHaveLength(1);
  });
});

test('none of this is to be had with Instagram Login', async () => {
  const login = await token('instagram-login');
  for (const path of ['me/accounts', 'ig_hashtag_search', `${own.id}/recently_searched_hashtags`]) {
    const { body } = await get(`/instagram/v25.0/${path}`, {
      access_token: login,
      user_id: own.id,
    });
    expect(body.error.code).toBeGreaterThan(0);
  }
  expect((await ask(own.id, login)).body.error.code).toBe(190);
});
