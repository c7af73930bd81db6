import { accountRefSchema } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { sampleUser, sampleWorld } from '../src/index.ts';

const world = sampleWorld(1);
const { truth } = world;
const hourMs = 3_600_000;
const later = (at: Date, hours: number) => new Date(at.getTime() + hours * hourMs);
const allVideos = (of = world, at = of.endsAt) =>
  of.channels.flatMap(({ id }) => of.videosOf(id, at));

describe('the sample world', () => {
  test('is the same to the last digit for the same seed, and another for another', () => {
    const picture = (seed: number) => {
      const built = sampleWorld(seed);
      const at = new Date('2026-05-05T05:05:05Z');
      return JSON.stringify([
        built.truth,
        built.channels.map(({ id }) => [id, built.channelStatistics(id, at)]),
        allVideos(built, at).map((video) => [video, built.statistics(video.id, at)]),
      ]);
    };
    expect(picture(7)).toBe(picture(7));
    expect(picture(7)).not.toBe(picture(8));
  });

  test('names channels and videos like the platform does, each once', () => {
    const videoIds = allVideos().map(({ id }) => id);
    expect(new Set(videoIds).size).toBe(videoIds.length);
    for (const id of videoIds) expect(id).toMatch(/^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$/);
    for (const { id } of world.channels) {
      expect(accountRefSchema.safeParse(`youtube:${id}`).success, id).toBe(true);
    }
    expect(world.channels).toHaveLength(6);
  });

  test('lists videos newest first and channels largest first', () => {
    for (const { id } of world.channels) {
      const times = world.videosOf(id, world.endsAt).map((video) => video.publishedAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }
    const sizes = world.channels.map(({ totalVideos }) => totalVideos);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('has competitors of different size and cadence', () => {
    const rivals = truth.competitorIds.map((id) => world.channelStatistics(id, world.endsAt));
    expect(rivals.length).toBeGreaterThanOrEqual(4);
    expect(new Set(rivals.map((rival) => rival?.videos)).size).toBe(rivals.length);
    const subscribers = rivals.map((rival) => rival?.subscribers ?? 0).toSorted((a, b) => a - b);
    expect((subscribers.at(-1) ?? 0) / (subscribers[0] ?? 1)).toBeGreaterThan(10);
  });

  test('counters are functions of the moment that only grow', () => {
    for (const video of world.videosOf(truth.accountId, world.endsAt).slice(0, 50)) {
      const views = [0, 1, 6, 24, 72, 240, 2_400].map(
        (hours) => world.statistics(video.id, later(video.publishedAt, hours))?.views ?? -1,
      );
      expect(views[0]).toBe(0);
      expect(views.toSorted((a, b) => a - b)).toEqual(views);
    }
  });

  test('a young video grows faster than an old one', () => {
    const [video] = world.videosOf(truth.competitorIds[0] ?? '', new Date('2026-02-01T00:00:00Z'));
    if (video === undefined) throw new Error('no video');
    const viewsAt = (hours: number) =>
      world.statistics(video.id, later(video.publishedAt, hours))?.views ?? 0;
    expect(viewsAt(24)).toBeGreaterThan(0.4 * viewsAt(2_000));
    expect(viewsAt(24)).toBeLessThan(0.75 * viewsAt(2_000));
    expect(viewsAt(1_000)).toBeGreaterThan(0.99 * viewsAt(2_000));
  });

  test('the own account posts about twice a day at varied hours', () => {
    const videos = world.videosOf(truth.accountId, world.endsAt);
    expect(videos.length / 180).toBeGreaterThan(1.5);
    expect(videos.length / 180).toBeLessThan(2.5);
    const hours = new Set(videos.map(({ publishedAt }) => publishedAt.getUTCHours()));
    expect(hours.size).toBeGreaterThanOrEqual(14);
  });

  test('some videos hide their likes or have comments off', () => {
    const statistics = allVideos().map(({ id }) => world.statistics(id, world.endsAt));
    const share = (name: 'likes' | 'comments') =>
      statistics.filter((shown) => shown?.[name] === null).length / statistics.length;
    expect(share('likes')).toBeGreaterThan(0.005);
    expect(share('likes')).toBeLessThan(0.05);
    expect(share('comments')).toBeGreaterThan(0.005);
    expect(share('comments')).toBeLessThan(0.06);
  });

  test('one video of the own account is taken down three days after its publication', () => {
    const { startsAt, endsAt } = world;
    const gone = new Set<string>();
    for (let at = startsAt; at <= endsAt; at = later(at, 24)) {
      for (const { id } of world.videosOf(truth.accountId, at)) {
        if (world.video(id, endsAt) === null) gone.add(id);
      }
    }
    expect(gone.size).toBe(1);
    const [id = ''] = gone;
    expect(truth.outlierPostIds).not.toContain(id);
    expect(world.statistics(id, endsAt)).toBe(null);
  });

  test('a broadcast runs at the end', () => {
    const live = allVideos().filter(({ isLive }) => isLive);
    expect(live.map(({ channelId, durationSeconds }) => [channelId, durationSeconds])).toEqual([
      [truth.accountId, 0],
    ]);
  });

  test('captions carry hashtags and the documented openings', () => {
    const families = world.hookFamilies(truth.accountId);
    const videos = world.videosOf(truth.accountId, world.endsAt).filter(({ isLive }) => !isLive);
    for (const { id, title, description } of videos) {
      expect(title.endsWith('?')).toBe(families.get(id) === 'question');
      expect(/^\d /.test(title)).toBe(families.get(id) === 'list');
      expect(title.startsWith('How to ')).toBe(families.get(id) === 'how_to');
      expect(title).not.toMatch(/[{}]/);
      expect(description).toMatch(/#[a-z]+$/);
    }
  });

  test('a handle is found with or without its @ and in any case', () => {
    expect(world.channelByHandle('@SlowBikes')?.id).toBe(truth.noEffectAccountId);
    expect(world.channelByHandle('slowbikes')?.id).toBe(truth.noEffectAccountId);
    expect(world.channelByHandle('')).toBe(null);
  });

  test('its user is the planted account with two competitors', () => {
    expect(sampleUser(world)).toEqual({
      own: [truth.accountId],
      instagram: [truth.instagram.accountId],
      threads: [truth.threads.accountId],
      tiktok: [truth.tiktok.accountId],
      competitors: truth.competitorIds.slice(0, 2),
      timezone: 'Europe/Berlin',
      noEffectAccountId: truth.noEffectAccountId,
    });
  });
});
