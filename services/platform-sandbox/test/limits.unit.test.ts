import { afterAll, describe, expect, test } from 'vitest';
import {
  createLimits,
  type LimitRule,
  readLimitRule,
  writeLimitRule,
} from '../src/limits/limits.ts';
import { oauthOf } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

let realMs = Date.parse('2026-11-22T08:00:00Z');
const { app } = sandboxOf({ realNow: () => realMs });
afterAll(() => app.close());
const { tokens, accountsRefresh } = oauthOf(app);
const accounts = await tokens('tiktok-accounts');
const small = await tokens('tiktok-accounts', { account_id: world.truth.tiktok.smallAccountId });
const display = await tokens('tiktok-display');
const youtube = await tokens('youtube');

const business = async (token = accounts) =>
  (
    await app.inject({
      url: `/tiktok/open_api/v1.3/business/get/?business_id=${token.open_id}`,
      headers: { 'access-token': token.access_token },
    })
  ).json().code;
const setLimits = (...limits: LimitRule[]) =>
  app.inject({ method: 'PUT', url: '/_sandbox/limits', payload: { limits } });
const rule = (text: string): LimitRule => {
  const read = readLimitRule(text);
  if (read === null) throw new Error(text);
  return read;
};
const summary = async () => (await app.inject('/_sandbox/requests')).json();
const times = async <Value>(count: number, ask: () => Promise<Value>): Promise<Value[]> => {
  const answers: Value[] = [];
  for (let call = 0; call < count; call += 1) answers.push(await ask());
  return answers;
};

describe('limits', () => {
  test('the Accounts API takes ten calls in any second, of all users of the app', async () => {
    expect(await times(9, business)).toEqual(Array(9).fill(0));
    realMs += 600;
    expect([await business(small), await business()]).toEqual([0, 40100]);
    realMs += 399;
    expect(await business()).toBe(40100);
    realMs += 1;
    expect(await times(10, business)).toEqual([...Array(9).fill(0), 40100]);
  });

  test('and 600 in any minute', async () => {
    await setLimits(rule('tiktok-accounts:app:600/60'));
    expect(new Set(await times(600, business))).toEqual(new Set([0]));
    expect(await business()).toBe(40100);
    realMs += 60_000;
    expect(await business()).toBe(0);
  });

  test('of a user hold one user and spare the other', async () => {
    await setLimits(rule('tiktok-accounts:user:2/60'));
    expect(await times(3, business)).toEqual([0, 0, 40100]);
    expect(await business(small)).toBe(0);
  });

  test('of an operation are counted for each', async () => {
    await setLimits(rule('tiktok-display:operation:1/60'));
    const ask = async (method: 'GET' | 'POST', path: string) =>
      (
        await app.inject({
          method,
          url: `/tiktok/v2/${path}`,
          headers: { authorization: `Bearer ${display.access_token}` },
        })
      ).statusCode;
    expect(await ask('GET', 'user/info/?fields=open_id')).toBe(200);
    expect(await ask('GET', 'user/info/?fields=open_id')).toBe(429);
    expect(await ask('POST', 'video/list/?fields=id')).toBe(200);
  });

  test('YouTube says whose limit it was', async () => {
    const ask = async () => {
      const answer = await app.inject({
        url: '/youtube/v3/channels?part=id&mine=true',
        headers: { authorization: `Bearer ${youtube.access_token}` },
      });
      const [error] = answer.json().error?.errors ?? [];
      return [answer.statusCode, error?.domain, error?.reason];
    };
    await setLimits(rule('youtube-data:user:1/60'));
    expect((await ask())[0]).toBe(200);
    expect(await ask()).toEqual([403, 'usageLimits', 'userRateLimitExceeded']);
    await setLimits(rule('youtube-data:app:0/60'));
    expect(await ask()).toEqual([403, 'usageLimits', 'rateLimitExceeded']);
  });

  test('refused calls cost no quota and no place', async () => {
    const limits = createLimits([rule('youtube-data:app:2/10')], () => realMs);
    const take = () => limits.take('youtube-data', 'videos.list', { app: 'a', user: null });
    expect([take(), take(), take()?.calls, take()?.calls]).toEqual([null, null, 2, 2]);
    realMs += 10_000;
    expect(take()).toBe(null);
    expect(limits.take('youtube-analytics', 'x', { app: 'a', user: 'u' })).toBe(null);
  });

  test.each([
    '',
    'tiktok-accounts',
    'tiktok-accounts:app:x/1',
    'elsewhere:app:1/1',
    'tiktok-accounts:all:1/1',
    'tiktok-accounts:app:1/0',
  ])('%j is no rule', (text) => {
    expect(readLimitRule(text)).toBe(null);
  });

  test('a rule is written as it is read', () => {
    expect(writeLimitRule(rule('tiktok-display:operation:600/60'))).toBe(
      'tiktok-display:operation:600/60',
    );
  });
});

describe('the report of what was asked', () => {
  test('counts by API and operation, refusals by code, and the busiest windows', async () => {
    await setLimits(rule('tiktok-accounts:app:5/1'));
    await app.inject({ method: 'DELETE', url: '/_sandbox/requests' });
    realMs += 100_000;
    await times(7, business);
    realMs += 30_000;
    await times(2, () => business(small));
    const { by_api, busiest } = await summary();
    expect(by_api['tiktok-accounts']).toEqual({
      calls: 9,
      by_operation: { 'business/get': 9 },
      refused: { 40100: 2 },
    });
    const open = { api: 'tiktok-accounts', app: 'sandbox-client' };
    expect(busiest).toEqual([
      { ...open, user: null, most_in_1s: 7, most_in_60s: 9 },
      { ...open, user: accounts.open_id, most_in_1s: 7, most_in_60s: 7 },
      { ...open, user: small.open_id, most_in_1s: 2, most_in_60s: 2 },
    ]);
  });

  test('tells the refreshes of each grant, and forgets them on demand', async () => {
    await accountsRefresh(small.refresh_token);
    await accountsRefresh(small.refresh_token);
    const { refreshes } = await summary();
    expect(refreshes).toEqual([
      {
        grant_id: expect.any(String),
        grant_kind: 'tiktok-accounts',
        account_id: small.open_id,
        answered: 1,
        refused: 1,
      },
    ]);
    await app.inject({ method: 'DELETE', url: '/_sandbox/requests' });
    expect((await summary()).refreshes).toEqual([]);
  });

  test('tells how often each page was fetched', async () => {
    const list = async (query: Record<string, string>) =>
      (
        await app.inject(
          `/youtube/v3/playlistItems?${new URLSearchParams({
            key: 'test-key',
            part: 'id',
            playlistId: `UU${world.truth.accountId.slice(2)}`,
            ...query,
          })}`,
        )
      ).json();
    await setLimits();
    const { nextPageToken } = await list({});
    await list({ pageToken: nextPageToken });
    await list({ pageToken: nextPageToken });
    await list({ pageToken: 'made-up' });
    const { pages } = (await app.inject('/_sandbox/requests/pages')).json();
    const page = {
      api: 'youtube-data',
      operation: 'playlistItems.list',
      list: `UU${world.truth.accountId.slice(2)}`,
    };
    expect(pages).toEqual([
      { ...page, cursor: null, fetched: 1 },
      { ...page, cursor: nextPageToken, fetched: 2 },
    ]);
    expect((await summary()).pages).toEqual({ fetched: 3, more_than_once: 1 });
  });
});
