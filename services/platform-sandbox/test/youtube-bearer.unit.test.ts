import { afterAll, describe, expect, test } from 'vitest';
import { analyticsScope, oauthOf, readonlyScope } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';

const { app } = sandboxOf({ youtubeDailyQuota: 200 });
afterAll(() => app.close());
const { tokens } = oauthOf(app);
const { truth, endsAt } = world;
const own = await tokens('youtube', { scopes: [readonlyScope] });
const ask = async (path: string, token = own.access_token) => {
  const answer = await app.inject({
    url: `/youtube/v3/${path}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
};
const videoOf = (channelId: string) =>
  world
    .videosOf(channelId, endsAt)
    .find(({ id, isLive }) => !isLive && world.statistics(id, endsAt)?.likes !== null)?.id ?? '';

describe('the Data API with a bearer token', () => {
  test('mine is the channel that agreed', async () => {
    const { body } = await ask('channels?part=id,contentDetails,status&mine=true');
    expect(body.items).toHaveLength(1);
    expect(body.items[0].id).toBe(truth.accountId);
    expect(body.items[0].status).toMatchObject({ longUploadsStatus: 'allowed' });
    expect((await ask('channels?part=id&mine=false')).body.items).toEqual([]);
  });

  test('dislikes are shown to the owner, and to nobody else', async () => {
    const dislikesOf = async (channelId: string) =>
      (await ask(`videos?part=statistics&id=${videoOf(channelId)}`)).body.items[0].statistics
        .dislikeCount;
    expect(await dislikesOf(truth.accountId)).toMatch(/^\d+$/);
    expect(await dislikesOf(truth.noEffectAccountId)).toBe(undefined);
  });

  test("details of files are one's own", async () => {
    const details = (id: string) => ask(`videos?part=fileDetails,processingDetails&id=${id}`);
    const mine = await details(videoOf(truth.accountId));
    expect(mine.body.items[0].processingDetails.processingStatus).toBe('succeeded');
    const others = await details(videoOf(truth.noEffectAccountId));
    expect([others.status, others.body.error.errors[0].reason]).toEqual([403, 'forbidden']);
  });

  test('a grant without the scope has insufficient permissions', async () => {
    const { access_token } = await tokens('youtube', { scopes: [analyticsScope] });
    const { status, headers, body } = await ask('channels?part=id&mine=true', access_token);
    expect([status, body.error.errors[0].reason]).toEqual([403, 'insufficientPermissions']);
    expect(headers['www-authenticate']).toMatch(/insufficient_scope/);
  });

  test.each(['', 'ya29.made-up', own.refresh_token])('%j is no access token', async (token) => {
    const { status, headers, body } = await ask('channels?part=id&mine=true', token);
    expect([status, body.error.errors[0].reason]).toEqual([401, 'authError']);
    expect(headers['www-authenticate']).toMatch(/^Bearer .*error=invalid_token/);
  });

  test('a token of TikTok opens nothing here', async () => {
    const { access_token } = await tokens('tiktok-display');
    expect((await ask('channels?part=id&mine=true', access_token)).status).toBe(401);
  });

  test('key and client share the units of their project', async () => {
    const left = async () => 200 - (await app.inject('/_sandbox/requests')).json().quota.used_today;
    let key = 200;
    while ((await left()) > 0) {
      const answer = await app.inject('/youtube/v3/videos?part=id&id=x&key=test-key');
      key = answer.statusCode;
    }
    expect(key).toBe(200);
    const { status, body } = await ask('channels?part=id&mine=true');
    expect([status, body.error.errors[0].reason]).toEqual([403, 'quotaExceeded']);
  });
});

test('pages are short or empty at times, and each video comes once all the same', async () => {
  const odd = sandboxOf({ oddPages: true });
  const seen: string[] = [];
  const sizes: number[] = [];
  let pageToken: string | undefined;
  do {
    const { body } = await odd.youtube('playlistItems', {
      part: 'contentDetails',
      playlistId: `UU${truth.accountId.slice(2)}`,
      maxResults: '50',
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    for (const item of body.items) seen.push(item.contentDetails.videoId);
    sizes.push(body.items.length);
    pageToken = body.nextPageToken;
  } while (pageToken !== undefined);
  expect(seen).toEqual(world.videosOf(truth.accountId, endsAt).map(({ id }) => id));
  expect(sizes.slice(0, -1)).toContain(0);
  expect(sizes.slice(0, -1)).toContain(25);
  await odd.app.close();
});
