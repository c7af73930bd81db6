import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LimitRule, readLimitRule } from '../src/limits/limits.ts';
import { metaOf } from './meta.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const { app } = sandboxOf({ realNow: () => realMs });
let base = '';
beforeAll(async () => {
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
beforeEach(() => app.inject({ method: 'DELETE', url: '/_sandbox/faults' }));
const { get, token } = metaOf(app);
const [own, other] = world.instagram.accounts;
if (own === undefined || other === undefined) throw new Error('the sample world has two accounts');

const login = await token('instagram-login');
const otherLogin = await token('instagram-login', { account_id: other.id });
const page = await token('instagram-facebook', { life: 'page' });
const user = await token('instagram-facebook');
const threads = await token('threads');

const setLimits = (...rules: string[]) =>
  app.inject({
    method: 'PUT',
    url: '/_sandbox/limits',
    payload: { limits: rules.map((rule): LimitRule | null => readLimitRule(rule)) },
  });
const inject = (payload: object) =>
  app.inject({ method: 'POST', url: '/_sandbox/faults', payload });
const usage = (headers: Record<string, unknown>) => ({
  app: JSON.parse(String(headers['x-app-usage'])),
  business: JSON.parse(String(headers['x-business-use-case-usage'])),
});
const me = (access_token = login) => get('/instagram/v25.0/me', { access_token });

describe('usage', () => {
  test('is told in percent with every answer, of the app and of the account', async () => {
    await setLimits('instagram-login:app:10/3600', 'instagram-login:user:4/3600');
    await me();
    await me(otherLogin);
    const { headers } = await me();
    expect(usage(headers)).toEqual({
      app: { call_count: 30, total_cputime: 18, total_time: 24 },
      business: {
        [own.id]: [
          {
            type: 'instagram',
            call_count: 50,
            total_cputime: 30,
            total_time: 40,
            estimated_time_to_regain_access: 0,
          },
        ],
      },
    });
  });

  test('at its end tells the minutes until there is room again', async () => {
    await setLimits('instagram-login:user:2/3600');
    await me();
    realMs += 600_000;
    await me();
    const { status, headers, body } = await me();
    expect([status, body.error.code]).toEqual([400, 80_002]);
    const [entry] = usage(headers).business[own.id];
    expect(entry).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 50 });
    expect((await me(otherLogin)).status).toBe(200);
    realMs += 50 * 60_000;
    expect((await me()).status).toBe(200);
  });

  const ig = `/facebook/v25.0/${own.id}`;
  test.each([
    ['the app', 'instagram-login:app:0/60', '/instagram/v25.0/me', login, [403, 4]],
    ['an account', 'instagram-facebook:user:0/60', `${ig}/media`, page, [400, 80_002]],
    ['a Page', 'instagram-facebook:user:0/60', `${ig}?fields=business_discovery`, page, [400, 32]],
    ['a user', 'instagram-facebook:user:0/60', '/facebook/v25.0/me/accounts', user, [400, 17]],
    ['one operation', 'instagram-facebook:operation:0/60', ig, page, [400, 613]],
    ['Threads', 'threads:user:0/60', '/threads/v1.0/me', threads, [400, 17]],
  ])('of %s has a code of its own', async (_what, rule, address, access_token, expected) => {
    await setLimits(rule);
    const [path = '', query = ''] = address.split('?');
    const answer = await get(path, {
      access_token,
      ...Object.fromEntries(new URLSearchParams(query)),
    });
    expect([answer.status, answer.body.error.code]).toEqual(expected);
  });

  test('calls are counted by API and operation, and refusals by code', async () => {
    await app.inject({ method: 'DELETE', url: '/_sandbox/requests' });
    await setLimits('instagram-login:user:1/60');
    await me();
    await get(`/instagram/v25.0/${own.id}/media`, { access_token: login });
    await get('/threads/v1.0/me/threads', { access_token: threads });
    await get('/threads/v1.0/keyword_search', { access_token: threads, q: 'nothing' });
    await get('/threads/refresh_access_token', {});
    const { by_api, busiest } = (await app.inject('/_sandbox/requests')).json();
    expect(by_api).toEqual({
      'instagram-login': {
        calls: 2,
        by_operation: { me: 1, '{id}/media': 1 },
        refused: { 80002: 1 },
      },
      threads: { calls: 1, by_operation: { 'me/threads': 1 }, refused: {} },
      'threads-search': { calls: 1, by_operation: { keyword_search: 1 }, refused: {} },
      'threads-oauth': { calls: 1, by_operation: { refresh_access_token: 1 }, refused: { 400: 1 } },
    });
    expect(busiest).toContainEqual(
      expect.objectContaining({ api: 'instagram-login', user: own.id, most_in_1s: 2 }),
    );
    const { pages } = (await app.inject('/_sandbox/requests/pages')).json();
    expect(pages).toEqual([
      expect.objectContaining({ api: 'threads', operation: '{id}/threads', cursor: null }),
    ]);
    await setLimits();
  });
});

describe('faults', () => {
  const calls = {
    instagram: () => fetch(`${base}/instagram/v25.0/me?access_token=${login}`),
    facebook: () => fetch(`${base}/facebook/v25.0/${own.id}?access_token=${page}`),
    threads: () =>
      fetch(`${base}/threads/v1.0/me`, { headers: { authorization: `Bearer ${threads}` } }),
  };
  const names = Object.keys(calls) as (keyof typeof calls)[];
  const struck = async (name: keyof typeof calls, fault: object) => {
    await inject({ path_prefix: `/${name}`, ...fault });
    const answer = await calls[name]();
    const { error } = (await answer.json()) as { readonly error: Record<string, unknown> };
    return { status: answer.status, headers: answer.headers, error };
  };

  test.each(names)('%s: a status comes in the envelope of the Graph API', async (name) => {
    expect((await calls[name]()).status).toBe(200);
    for (const [status, code] of [
      [429, 4],
      [500, 1],
      [503, 2],
    ]) {
      const answer = await struck(name, { status });
      expect([answer.status, answer.error.code, answer.error.is_transient]).toEqual([
        status,
        code,
        true,
      ]);
    }
    const waiting = await struck(name, { status: 429, retry_after_s: 7 });
    expect(waiting.headers.get('retry-after')).toBe('7');
  });

  test.each(names)('%s: a page, half a body, no answer, a slow one', async (name) => {
    await inject({ path_prefix: '/', kind: 'html' });
    expect((await calls[name]()).headers.get('content-type')).toMatch(/html/);
    await inject({ path_prefix: '/', kind: 'truncate' });
    await expect((await calls[name]()).text()).rejects.toThrow();
    await inject({ path_prefix: '/', kind: 'reset' });
    await expect(calls[name]()).rejects.toThrow();
    await inject({ path_prefix: '/', kind: 'drip', delay_ms: 60 });
    expect(await (await calls[name]()).json()).toHaveProperty('id');
  });

  test('a code comes with its status, and a throttle with the minutes to wait', async () => {
    const full = await struck('instagram', { code: 80_002, retry_after_s: 1_140 });
    expect([full.status, full.error.code]).toEqual([400, 80_002]);
    const [[entry]] = Object.values(usage(Object.fromEntries(full.headers)).business) as [
      [Record<string, number>],
    ];
    expect(entry).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 19 });
    const changed = await struck('facebook', { code: 190, subcode: 460 });
    expect(changed.error).toMatchObject({ code: 190, error_subcode: 460 });
    const wrong = await inject({ path_prefix: '/youtube', code: 4 });
    expect(wrong.statusCode).toBe(400);
  });

  test.each(names)('%s: the grant dies after two calls', async (name) => {
    const kinds = {
      instagram: 'instagram-login',
      facebook: 'instagram-facebook',
      threads: 'threads',
    };
    const dying = await token(kinds[name]);
    const node =
      name === 'facebook'
        ? `facebook/v25.0/${own.id}`
        : name === 'threads'
          ? 'threads/v1.0/me'
          : 'instagram/me';
    await inject({ path_prefix: `/${name}`, kind: 'revoke', after_calls: 2 });
    const codes: unknown[] = [];
    for (let call = 0; call < 4; call += 1) {
      codes.push((await get(`/${node}`, { access_token: dying })).body.error?.error_subcode);
    }
    expect(codes).toEqual([undefined, undefined, 458, 458]);
  });

  test('a refused refresh comes as each platform puts it', async () => {
    await inject({ path_prefix: '/instagram/refresh_access_token', code: 190, subcode: 463 });
    const instagram = await get('/instagram/refresh_access_token', { access_token: login });
    expect([instagram.status, instagram.body.error.error_subcode]).toEqual([401, 463]);
    await inject({ path_prefix: '/threads/refresh_access_token', code: 190 });
    const flat = await get('/threads/refresh_access_token', { access_token: threads });
    expect(flat.body).toMatchObject({ error_type: 'OAuthException', code: 190 });
    await inject({ path_prefix: '/instagram-api', status: 400 });
    const code = await app.inject({ method: 'POST', url: '/instagram-api/oauth/access_token' });
    expect(code.json()).toMatchObject({ error_type: 'OAuthException', code: 400 });
    await inject({ path_prefix: '/threads/oauth', status: 503 });
    const down = await app.inject({ method: 'POST', url: '/threads/oauth/access_token' });
    expect([down.statusCode, down.json().error.code]).toEqual([503, 2]);
  });
});

describe('grants from behind the scenes', () => {
  const post = async (path: string, payload: object) =>
    (await app.inject({ method: 'POST', url: `/_sandbox/${path}`, payload })).json();

  test('are issued, made old and revoked by any id of the account', async () => {
    const { user_id, expires_in } = await post('tokens', { grant_kind: 'instagram-login' });
    expect([user_id, expires_in]).toEqual([own.id, 60 * 86_400]);
    const mine = await token('instagram-login');
    expect(await post('grants/expire', { account_id: own.appScopedId })).toEqual({
      grants: expect.any(Number),
    });
    expect((await me(mine)).body.error.error_subcode).toBe(463);
    const fresh = await token('instagram-login');
    await post('grants/revoke', { grant_kind: 'instagram-login', account_id: own.pageId });
    expect((await me(fresh)).body.error.error_subcode).toBe(458);
    const { grants } = (await app.inject('/_sandbox/grants')).json();
    expect(grants.at(-1)).toMatchObject({
      kind: 'instagram-login',
      account_id: own.id,
      revoked: true,
    });
  });

  test.each([
    [{ grant_kind: 'instagram-login', scopes: ['threads_basic'] }, /not a scope/],
    [{ grant_kind: 'threads', account_id: own.id }, /account_id/],
    [{ grant_kind: 'youtube', life: 'short' }, /life/],
  ])('%j is refused', async (asked, message) => {
    expect((await post('tokens', asked)).error).toMatch(message);
  });
});
