import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { oauthOf } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

/** Faults as each platform puts them. */
const { app } = sandboxOf({ oddPages: false, limits: [] });
const { tokens, googleToken, accountsRefresh, displayToken } = oauthOf(app);
const granted = {
  youtube: await tokens('youtube'),
  accounts: await tokens('tiktok-accounts'),
  display: await tokens('tiktok-display'),
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const businessId = world.truth.tiktok.accountId;
let base = '';
beforeAll(async () => {
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
beforeEach(() => app.inject({ method: 'DELETE', url: '/_sandbox/faults' }));

const inject = (payload: object) =>
  app.inject({ method: 'POST', url: '/_sandbox/faults', payload });
const calls = {
  data: () =>
    fetch(`${base}/youtube/v3/channels?part=id&mine=true`, {
      headers: bearer(granted.youtube.access_token),
    }),
  analytics: () =>
    fetch(
      `${base}/youtubeanalytics/v2/reports?ids=channel==MINE&startDate=2026-05-01&endDate=2026-05-02&metrics=views`,
      { headers: bearer(granted.youtube.access_token) },
    ),
  accounts: () =>
    fetch(`${base}/tiktok/open_api/v1.3/business/get/?business_id=${businessId}`, {
      headers: { 'access-token': granted.accounts.access_token },
    }),
  display: () =>
    fetch(`${base}/tiktok/v2/user/info/?fields=open_id`, {
      headers: bearer(granted.display.access_token),
    }),
};
const names = Object.keys(calls) as (keyof typeof calls)[];

describe('each platform', () => {
  test.each(names)('%s goes well without faults', async (name) => {
    expect((await calls[name]()).status).toBe(200);
  });

  test.each(names)('%s: 429 with Retry-After in both forms', async (name) => {
    await inject({ path_prefix: '/', status: 429, retry_after_s: 7 });
    await inject({ path_prefix: '/', status: 429, retry_after_s: 90, retry_after_form: 'date' });
    const inSeconds = await calls[name]();
    expect([inSeconds.status, inSeconds.headers.get('retry-after')]).toEqual([429, '7']);
    const before = Date.now();
    const dated = await calls[name]();
    const date = dated.headers.get('retry-after') ?? '';
    expect(date).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
    expect(Math.abs(Date.parse(date) - before - 90_000)).toBeLessThan(5_000);
    expect((await calls[name]()).status).toBe(200);
  });

  test.each(names)('%s: a page instead of JSON, a cut body, no answer', async (name) => {
    await inject({ path_prefix: '/', kind: 'html' });
    expect((await calls[name]()).headers.get('content-type')).toMatch(/html/);
    await inject({ path_prefix: '/', kind: 'truncate' });
    await expect((await calls[name]()).text()).rejects.toThrow();
    await inject({ path_prefix: '/', kind: 'reset' });
    await expect(calls[name]()).rejects.toThrow();
  });

  test.each(names)('%s: a drip brings the whole answer, piece by piece', async (name) => {
    const whole = await (await calls[name]()).text();
    await inject({ path_prefix: '/', kind: 'drip', delay_ms: 200 });
    const start = performance.now();
    const answer = await calls[name]();
    const text = await answer.text();
    expect(performance.now() - start).toBeGreaterThan(150);
    expect(text.length).toBe(whole.length);
    expect(() => JSON.parse(text)).not.toThrow();
  });

  test('the envelopes are their own', async () => {
    const struck = async (name: keyof typeof calls, status: number) => {
      await inject({ path_prefix: '/', status });
      return (await calls[name]()).json();
    };
    expect(await struck('data', 503)).toMatchObject({
      error: { code: 503, errors: [{ reason: 'backendError' }] },
    });
    expect(await struck('accounts', 500)).toMatchObject({ code: 50000, data: {} });
    expect(await struck('accounts', 429)).toMatchObject({ code: 40100, data: {} });
    expect(await struck('display', 500)).toMatchObject({
      data: {},
      error: { code: 'internal_error' },
    });
  });

  test('a code of the Accounts API comes in HTTP 200', async () => {
    await inject({ path_prefix: '/tiktok/open_api', code: 61000, retry_after_s: 3 });
    const answer = await calls.accounts();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([200, '3']);
    expect(await answer.json()).toMatchObject({ code: 61000, data: {} });
  });
});

describe('grants', () => {
  test.each([
    ['data', 'youtube', 401],
    ['accounts', 'tiktok-accounts', 40105],
    ['display', 'tiktok-display', 401],
  ] as const)('%s: a grant is revoked after so many calls', async (name, kind, refusal) => {
    const issued = await tokens(kind);
    const key = name === 'data' ? 'youtube' : name;
    granted[key] = issued;
    await inject({ path_prefix: '/', kind: 'revoke', after_calls: 2 });
    const outcome = async () => {
      const answer = await calls[name]();
      const body = (await answer.json()) as { readonly code?: number };
      return name === 'accounts' ? body.code : answer.status;
    };
    const good = name === 'accounts' ? 0 : 200;
    expect([await outcome(), await outcome(), await outcome(), await outcome()]).toEqual([
      good,
      good,
      refusal,
      refusal,
    ]);
    const { grants } = (await app.inject('/_sandbox/grants')).json();
    expect(grants.at(-1).revoked).toBe(true);
    granted[key] = await tokens(kind);
  });

  test('a refresh can be refused in the words of each platform', async () => {
    await inject({ path_prefix: '/google/token', status: 400 });
    const refresh = { grant_type: 'refresh_token' };
    const google = () => googleToken({ ...refresh, refresh_token: granted.youtube.refresh_token });
    expect((await google()).json()).toEqual({
      error: 'invalid_grant',
      error_description: 'Bad Request',
    });
    expect((await google()).statusCode).toBe(200);
    await inject({ path_prefix: '/tiktok/open_api/v1.3/tt_user', code: 40107 });
    expect((await accountsRefresh(granted.accounts.refresh_token)).json().code).toBe(40107);
    await inject({ path_prefix: '/tiktok/v2/oauth', status: 400 });
    const display = await displayToken({
      ...refresh,
      refresh_token: granted.display.refresh_token,
    });
    expect([display.statusCode, display.json().error]).toEqual([400, 'invalid_grant']);
  });
});

test('a fault that waits counts down, and lets later ones strike before it', async () => {
  await inject({ path_prefix: '/youtube', status: 500, after_calls: 3 });
  await inject({ path_prefix: '/youtube', status: 503 });
  expect((await calls.data()).status).toBe(503);
  const list = (await app.inject('/_sandbox/faults')).json().faults;
  expect(list).toEqual([{ path_prefix: '/youtube', status: 500, times: 1, after_calls: 2 }]);
  expect([(await calls.data()).status, (await calls.data()).status]).toEqual([200, 200]);
  expect((await calls.data()).status).toBe(500);
});
