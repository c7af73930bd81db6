import { expect, test } from 'vitest';
import { fileWorld, sampleWorld, withBulkAccounts } from '../src/index.ts';

const plain = sampleWorld(1);
const world = withBulkAccounts(plain, [2_000, 20_000]);
const at = world.endsAt;
const channel = world.channels[0];
const account = world.tiktok.accounts.find(({ totalPosts }) => totalPosts === 20_000);

test('every size gives a channel and a TikTok account, beside what was there', () => {
  expect(world.channels.map(({ totalVideos }) => totalVideos).slice(0, 2)).toEqual([20_000, 2_000]);
  expect(world.channels).toHaveLength(plain.channels.length + 2);
  expect(world.tiktok.accounts).toHaveLength(plain.tiktok.accounts.length + 2);
  expect(world.videosOf(plain.truth.accountId, at)).toEqual(
    plain.videosOf(plain.truth.accountId, at),
  );
  expect(withBulkAccounts(plain, [])).toBe(plain);
});

test('pages through 20,000 posts give each once, newest first', () => {
  const openId = account?.openId ?? '';
  const ids = new Set<string>();
  let cursor = new Date(at.getTime() + 1);
  for (;;) {
    const page = world.tiktok.postsBefore(openId, cursor, 20, at);
    if (page.length === 0) break;
    for (const { id, createdAt } of page) {
      expect(createdAt < cursor).toBe(true);
      ids.add(id);
      cursor = createdAt;
    }
  }
  expect(ids.size).toBe(20_000);
  for (const id of [...ids].slice(0, 50)) {
    expect(world.tiktok.post(openId, id, at)?.id).toBe(id);
    expect(world.tiktok.figures(id, at)?.watching?.shares.length).toBe(25);
  }
});

test('uploads are cut, not held, and ids lead back to their videos', () => {
  const uploads = world.uploads(channel?.id ?? '', at);
  expect(uploads).toHaveLength(20_000);
  const page = uploads.slice(19_960, 20_010);
  expect(page).toHaveLength(40);
  for (const video of page) {
    expect(video.id).toMatch(/^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$/);
    expect(world.video(video.id, at)).toEqual(video);
    expect(world.statistics(video.id, at)?.views).toBeGreaterThan(0);
    expect(world.video(video.id, world.startsAt)).toBe(null);
  }
  expect(channel?.id).toMatch(/^UC[A-Za-z0-9_-]{21}[AQgw]$/);
});

test('what never was is not there', () => {
  expect(world.video('dmIAAQAATiA', at)).toBe(null);
  expect(world.tiktok.post(account?.openId ?? '', '7', at)).toBe(null);
  expect(world.tiktok.figures('9223372036854775807', at)).toBe(null);
});

test('sizes that cannot be are refused', () => {
  for (const size of [0, -1, 10_000_001, Number.NaN]) {
    expect(() => withBulkAccounts(fileWorld(), [size])).toThrow(RangeError);
  }
});
