import { fileWorld, sampleUser } from '@viral-scan/worlds';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig, settingsOf } from '../src/config.ts';
import { openWorld } from '../src/open-world.ts';
import { sandboxOf, world } from './sandbox.ts';

const { app, setClock } = sandboxOf();
afterAll(() => app.close());
const get = async (url: string) => (await app.inject(url)).json();

describe('the clock', () => {
  test('stands at the end of the world until it is moved', async () => {
    expect(await get('/_sandbox/clock')).toEqual({
      world: 'sample',
      now: '2026-06-30T06:00:00.000Z',
      starts_at: '2026-01-01T06:00:00.000Z',
      ends_at: '2026-06-30T06:00:00.000Z',
    });
    const moved = await setClock('2026-03-01T01:00:00+01:00');
    expect(moved.json().now).toBe('2026-03-01T00:00:00.000Z');
    expect((await get('/_sandbox/clock')).now).toBe('2026-03-01T00:00:00.000Z');
  });

  test.each(['2026-01-01T05:59:59Z', '2026-06-30T06:00:01Z', 'yesterday', ''])(
    '%j is refused and moves nothing',
    async (now) => {
      await setClock('2026-03-01T00:00:00Z');
      const refused = await setClock(now);
      expect(refused.statusCode).toBe(400);
      expect(refused.json().error).toMatch(/now|runs from/);
      expect((await get('/_sandbox/clock')).now).toBe('2026-03-01T00:00:00.000Z');
    },
  );

  test('of the world of a file can stand anywhere', async () => {
    const file = sandboxOf({ world: fileWorld(), now: new Date('2019-05-05T00:00:00Z') });
    expect((await file.app.inject('/_sandbox/clock')).json().now).toBe('2019-05-05T00:00:00.000Z');
    expect((await file.setClock('2035-01-01T00:00:00Z')).statusCode).toBe(200);
    expect((await file.app.inject('/_sandbox/accounts')).json().accounts).toEqual([]);
    await file.app.close();
  });
});

describe('what is there', () => {
  test('accounts come largest first, as many as asked for', async () => {
    const { accounts } = await get('/_sandbox/accounts?limit=2');
    expect(accounts).toEqual(
      world.channels
        .slice(0, 2)
        .map(({ id, title, totalVideos }) => ({ id, title, videos: totalVideos })),
    );
    expect((await app.inject('/_sandbox/accounts?limit=0')).statusCode).toBe(400);
  });

  test('accounts of Instagram and Threads are named by all their ids', async () => {
    const { instagram_accounts, threads_accounts } = await get('/_sandbox/accounts');
    expect(instagram_accounts).toHaveLength(world.instagram.accounts.length);
    expect(instagram_accounts[0]).toEqual({
      id: world.truth.instagram.accountId,
      app_scoped_id: world.truth.instagram.appScopedId,
      page_id: expect.stringMatching(/^\d+$/),
      facebook_user_id: expect.stringMatching(/^\d+$/),
      username: 'kitchentablescience',
      name: 'Kitchen Table Science',
      posts: world.instagram.accounts[0]?.totalMedia,
    });
    expect(threads_accounts[0]).toMatchObject({ id: world.truth.threads.accountId });
  });

  test('the user has an own account on each platform and two competitors', async () => {
    expect(await get('/_sandbox/user')).toEqual({
      world: 'sample',
      platform: 'youtube',
      timezone: 'Europe/Berlin',
      own: sampleUser(world).own,
      competitors: sampleUser(world).competitors,
      accounts: [
        {
          platform: 'youtube',
          id: world.truth.accountId,
          name: 'Kitchen Table Science',
          grant_kind: 'youtube',
        },
        {
          platform: 'tiktok',
          id: world.truth.tiktok.accountId,
          name: 'Kitchen Table Science',
          grant_kind: 'tiktok-accounts',
          display_open_id: world.truth.tiktok.displayAccountId,
        },
        {
          platform: 'instagram',
          id: world.truth.instagram.accountId,
          name: 'Kitchen Table Science',
          grant_kind: 'instagram-login',
          app_scoped_id: world.truth.instagram.appScopedId,
          page_id: world.instagram.accounts[0]?.pageId,
        },
        {
          platform: 'threads',
          id: world.truth.threads.accountId,
          name: 'Kitchen Table Science',
          grant_kind: 'threads',
        },
      ],
    });
  });

  test('health and the page for people', async () => {
    expect(await get('/health')).toEqual({ status: 'healthy', service: 'platform-sandbox' });
    const page = await app.inject('/');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('Kitchen Table Science');
  });

  test('other paths are not there, and broken JSON is a 400', async () => {
    expect((await app.inject('/elsewhere')).statusCode).toBe(404);
    const broken = await app.inject({
      method: 'PUT',
      url: '/_sandbox/clock',
      headers: { 'content-type': 'application/json' },
      payload: '{"now":',
    });
    expect(broken.statusCode).toBe(400);
  });
});

describe('the configuration', () => {
  test('has a default for all but the port', () => {
    expect(readConfig({ PORT: '0' })).toMatchObject({
      HOST: '127.0.0.1',
      WORLD: 'sample',
      WORLD_SEED: 1,
      YOUTUBE_API_KEYS: ['sandbox-key'],
      YOUTUBE_DAILY_QUOTA: 10_000,
    });
    expect(readConfig({ PORT: '0', YOUTUBE_API_KEYS: 'a, b,' }).YOUTUBE_API_KEYS).toEqual([
      'a',
      'b',
    ]);
  });

  test("sets how long Meta's codes and tokens live, and how codes are answered", () => {
    const usual = settingsOf(readConfig({ PORT: '0' }));
    expect(usual).toMatchObject({ metaLongTtlMs: 60 * 86_400_000, metaRefreshAgeMs: 86_400_000 });
    const short = { META_SHORT_TTL_S: '5', META_LONG_TTL_S: '10', META_REFRESH_AGE_S: '0' };
    const flat = { META_CODE_TTL_S: '2', INSTAGRAM_TOKEN_FORM: 'flat' };
    expect(settingsOf(readConfig({ PORT: '0', ...short, ...flat }))).toMatchObject({
      metaCodeTtlMs: 2_000,
      metaShortTtlMs: 5_000,
      metaLongTtlMs: 10_000,
      metaRefreshAgeMs: 0,
      instagramTokenForm: 'flat',
    });
    expect(() => readConfig({ PORT: '0', INSTAGRAM_TOKEN_FORM: 'round' })).toThrow(/TOKEN_FORM/);
  });

  test('a bad variable stops the start and is named', () => {
    expect(() => readConfig({ PORT: 'x', WORLD: 'mars', WORLD_SEED: '-1' })).toThrow(
      /PORT.*WORLD.*WORLD_SEED/s,
    );
  });

  test('names the world, its user and where its clock starts', async () => {
    const today = new Date('2026-11-22T00:00:00Z');
    const sample = await openWorld(readConfig({ PORT: '0', WORLD_SEED: '1' }), today);
    expect([sample.user.own, sample.now]).toEqual([[world.truth.accountId], world.endsAt]);
    const file = await openWorld(readConfig({ PORT: '0', WORLD: 'file' }), today);
    expect([file.world.name, file.now]).toEqual(['file', today]);
  });
});
