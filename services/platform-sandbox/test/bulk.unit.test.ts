import { withBulkAccounts } from '@viral-scan/worlds';
import { expect, test } from 'vitest';
import { readConfig, settingsOf } from '../src/config.ts';
import { openWorld } from '../src/open-world.ts';
import { oauthOf } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

const idsIn = (raw: string) => [...raw.matchAll(/"item_id":"?(\d+)"?/g)].map(([, id = '']) => id);

test('a large account is paged through on both platforms, each post once', async () => {
  const bulk = withBulkAccounts(world, [3_000]);
  const { app, youtube } = sandboxOf({ world: bulk, oddPages: true, limits: [] });
  const channel = bulk.channels[0]?.id ?? '';
  const openId = bulk.tiktok.accounts.find(({ totalPosts }) => totalPosts === 3_000)?.openId ?? '';
  const { access_token } = await oauthOf(app).tokens('tiktok-accounts', { account_id: openId });

  const posts: string[] = [];
  let cursor = '';
  for (let more = true; more; ) {
    const fields = encodeURIComponent('["item_id","likes","video_view_retention"]');
    const { body } = await app.inject({
      url: `/tiktok/open_api/v1.3/business/video/list/?business_id=${openId}&max_count=20&fields=${fields}${cursor}`,
      headers: { 'access-token': access_token },
    });
    posts.push(...idsIn(body));
    const { data } = JSON.parse(body);
    cursor = `&cursor=${data.cursor}`;
    more = data.has_more;
  }
  expect([posts.length, new Set(posts).size]).toEqual([3_000, 3_000]);

  const videos: string[] = [];
  let pageToken: string | undefined;
  do {
    const { body } = await youtube('playlistItems', {
      part: 'contentDetails',
      playlistId: `UU${channel.slice(2)}`,
      maxResults: '50',
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    for (const item of body.items) videos.push(item.contentDetails.videoId);
    pageToken = body.nextPageToken;
  } while (pageToken !== undefined);
  expect([videos.length, new Set(videos).size]).toEqual([3_000, 3_000]);
  await app.close();
});

test('the configuration names their sizes, and they are nobody’s own', async () => {
  const config = readConfig({ PORT: '0', SANDBOX_BULK_POSTS: '2000, 20000' });
  const opened = await openWorld(config, new Date());
  expect(opened.world.channels[0]?.totalVideos).toBe(20_000);
  expect(opened.user.own).toEqual([world.truth.accountId]);
  expect(() => readConfig({ PORT: '0', SANDBOX_BULK_POSTS: 'many' })).toThrow(/SANDBOX_BULK_POSTS/);
});

test('settings follow the configuration, and bad ones are named without their values', () => {
  const settings = settingsOf(
    readConfig({
      PORT: '0',
      OAUTH_CLIENTS: 'a:b,c:d',
      SANDBOX_LIMITS: 'youtube-data:user:5/1',
      GOOGLE_ACCESS_TTL_S: '5',
      SANDBOX_ODD_PAGES: 'false',
      SANDBOX_CONSENT: 'auto',
    }),
  );
  expect(settings).toMatchObject({
    clients: [
      { id: 'a', secret: 'b' },
      { id: 'c', secret: 'd' },
    ],
    limits: [{ api: 'youtube-data', per: 'user', calls: 5, window_s: 1 }],
    googleAccessTtlMs: 5_000,
    googleRefreshTtlMs: Number.POSITIVE_INFINITY,
    oddPages: false,
    consent: 'auto',
  });
  expect(readConfig({ PORT: '0', SANDBOX_LIMITS: 'none' }).SANDBOX_LIMITS).toEqual([]);
  const bad = () => readConfig({ PORT: '0', OAUTH_CLIENTS: 'no-secret', SANDBOX_LIMITS: 'x' });
  expect(bad).toThrow(/OAUTH_CLIENTS.*SANDBOX_LIMITS/s);
  expect(bad).not.toThrow(/no-secret/);
});
